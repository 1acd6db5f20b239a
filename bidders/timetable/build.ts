/** A timetable from plain rows: for small ones made by hand (tests) and for whoever reads schedules from another format. */
import { timetableOf } from "./columns.ts";
import type { Airport, Timetable } from "./timetable.ts";

export interface FlightRow {
  /** IATA or ICAO designator: `BA`. */
  readonly carrier: string;
  /** 1 to 9999, without the carrier. */
  readonly number: number;
  readonly origin: string;
  readonly destination: string;
  /** Minutes after midnight on the origin's clock, 0 to 1439. */
  readonly departure: number;
  /** Gate to gate, in physical minutes. */
  readonly blockMinutes: number;
  /** Bit 0 is Monday ... bit 6 Sunday, of the departure's local date. */
  readonly days: number;
  /** Aircraft type; empty when not known. */
  readonly aircraft: string;
}

/** Longer than the longest flight there is (under 19 h), with room for one that stops on the way. */
const BLOCK_MINUTES_MAX = 24 * 60;

/**
 * Sorts the rows by origin, destination (in the order of `airports`), departure, then carrier and number. Throws an Error that
 * names every row that cannot be: an unknown airport, equal ends, a number, time or weekday out of range.
 */
export function buildTimetable(airports: readonly Airport[], flights: Iterable<FlightRow>): Timetable {
  const index = new Map(airports.map((airport, i) => [airport.code, i]));
  const list = [...flights];
  const faults = list.flatMap((flight, i) => faultsOf(flight, index).map((fault) => `row ${i} (${nameOf(flight)}): ${fault}`));
  if (faults.length > 0) {
    const more = faults.length > 20 ? `\n  and ${faults.length - 20} more` : "";
    throw new Error(`A timetable cannot be built from these rows:\n  ${faults.slice(0, 20).join("\n  ")}${more}`);
  }
  const at = (code: string) => index.get(code) as number;
  list.sort(
    (a, b) =>
      at(a.origin) - at(b.origin) ||
      at(a.destination) - at(b.destination) ||
      a.departure - b.departure ||
      (a.carrier < b.carrier ? -1 : a.carrier > b.carrier ? 1 : a.number - b.number),
  );
  const carriers = dictionary(list.map((flight) => flight.carrier));
  const aircraftTypes = dictionary(list.map((flight) => flight.aircraft));
  if (aircraftTypes.length > 256) throw new Error(`A timetable holds at most 256 aircraft types, not ${aircraftTypes.length}`);
  return timetableOf({
    rows: list.length,
    airports,
    carriers,
    aircraftTypes,
    origin: Uint16Array.from(list, (flight) => at(flight.origin)),
    destination: Uint16Array.from(list, (flight) => at(flight.destination)),
    carrier: Uint16Array.from(list, (flight) => carriers.indexOf(flight.carrier)),
    number: Uint16Array.from(list, (flight) => flight.number),
    aircraft: Uint8Array.from(list, (flight) => aircraftTypes.indexOf(flight.aircraft)),
    departure: Uint16Array.from(list, (flight) => flight.departure),
    blockMinutes: Uint16Array.from(list, (flight) => flight.blockMinutes),
    days: Uint8Array.from(list, (flight) => flight.days),
  });
}

function faultsOf(flight: FlightRow, index: ReadonlyMap<string, number>): string[] {
  const faults: string[] = [];
  const whole = (name: string, value: number, from: number, to: number) => {
    if (!Number.isInteger(value) || value < from || value > to) faults.push(`${name} is ${value}, must be ${from} to ${to}`);
  };
  for (const code of [flight.origin, flight.destination]) {
    if (!index.has(code)) faults.push(`unknown airport "${code}"`);
  }
  if (flight.origin === flight.destination) faults.push("origin and destination are the same");
  if (!/^[A-Z0-9]{2,3}$/.test(flight.carrier)) faults.push(`carrier "${flight.carrier}" must be two or three of A-Z, 0-9`);
  whole("number", flight.number, 1, 9999);
  whole("departure", flight.departure, 0, 1439);
  whole("blockMinutes", flight.blockMinutes, 1, BLOCK_MINUTES_MAX);
  whole("days", flight.days, 1, 127);
  return faults;
}

function nameOf(flight: FlightRow): string {
  return `${flight.carrier}${flight.number} ${flight.origin}-${flight.destination}`;
}

function dictionary(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
