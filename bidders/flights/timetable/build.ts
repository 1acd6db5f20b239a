/**
 * A timetable from plain rows: for small ones made by hand (tests) and for readers of other formats
 * of schedules.
 */
import { timetableOf } from "./columns.ts";
import { sharedFrom } from "./shared-columns.ts";
import {
  FLAGS_MAX,
  OPEN_FROM,
  OPEN_TO,
  type Timetable,
  type TimetableAirport,
} from "./timetable.ts";

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
  /** Bits of FLAGS; none by default. */
  readonly flags?: number;
  /**
   * First and last local date of departure, inclusive, in days since 1970-01-01; open by
   * default.
   */
  readonly validFrom?: number;
  readonly validTo?: number;
  /** Designators under which others sell it too: `AA6143`. */
  readonly codeshares?: readonly string[];
}

/** A row that names every value. */
export type FullRow = Required<FlightRow>;

/**
 * Longer than the longest flight there is (under 19 h), with room for one that stops on the way.
 */
const BLOCK_MINUTES_MAX = 24 * 60;

/**
 * Sorts the rows by origin, destination (in the order of `airports`), departure, carrier and
 * number, then by all other values: the same rows give the same timetable in any order. Throws an
 * Error that names every invalid row: an unknown airport, equal ends, a number, time, weekday or
 * period out of range.
 */
export function buildTimetable(
  airports: readonly TimetableAirport[],
  flights: Iterable<FlightRow>,
): Timetable {
  const index = new Map(airports.map((airport, i) => [airport.code, i]));
  const list = [...flights];
  const faults = list.flatMap((flight, i) =>
    faultsOf(flight, index).map((fault) => `row ${i} (${nameOf(flight)}): ${fault}`),
  );
  if (faults.length > 0) {
    const more = faults.length > 20 ? `\n  and ${faults.length - 20} more` : "";
    throw new Error(
      `A timetable cannot be built from these rows:\n  ${faults.slice(0, 20).join("\n  ")}${more}`,
    );
  }
  const at = (code: string) => index.get(code) as number;
  list.sort(
    (a, b) =>
      at(a.origin) - at(b.origin) || at(a.destination) - at(b.destination) || compareFlights(a, b),
  );
  const shares = list.map((flight) =>
    (flight.codeshares ?? []).map(designatorOf).sort(compareDesignators),
  );
  const carriers = dictionary([...list, ...shares.flat()].map(({ carrier }) => carrier));
  const aircraftTypes = dictionary(list.map((flight) => flight.aircraft));
  if (aircraftTypes.length > 256)
    throw new Error(`A timetable holds at most 256 aircraft types, not ${aircraftTypes.length}`);
  const carrierAt = new Map(carriers.map((code, i) => [code, i]));
  const aircraftAt = new Map(aircraftTypes.map((code, i) => [code, i]));
  const codeshareStart = [0];
  for (const some of shares) codeshareStart.push((codeshareStart.at(-1) as number) + some.length);
  const wide = (of: (flight: FlightRow) => number) => sharedFrom(Uint16Array, list.map(of));
  return timetableOf({
    rows: list.length,
    airports,
    carriers,
    aircraftTypes,
    origin: wide((flight) => at(flight.origin)),
    destination: wide((flight) => at(flight.destination)),
    carrier: wide((flight) => carrierAt.get(flight.carrier) as number),
    number: wide((flight) => flight.number),
    aircraft: sharedFrom(
      Uint8Array,
      list.map((flight) => aircraftAt.get(flight.aircraft) as number),
    ),
    departure: wide((flight) => flight.departure),
    blockMinutes: wide((flight) => flight.blockMinutes),
    days: sharedFrom(
      Uint8Array,
      list.map((flight) => flight.days),
    ),
    flags: sharedFrom(
      Uint8Array,
      list.map((flight) => flight.flags ?? 0),
    ),
    validFrom: wide((flight) => flight.validFrom ?? OPEN_FROM),
    validTo: wide((flight) => flight.validTo ?? OPEN_TO),
    codeshareStart: sharedFrom(Uint32Array, codeshareStart),
    codeshareCarrier: sharedFrom(
      Uint16Array,
      shares.flat().map(({ carrier }) => carrierAt.get(carrier) as number),
    ),
    codeshareNumber: sharedFrom(
      Uint16Array,
      shares.flat().map(({ number }) => number),
    ),
  });
}

/** The order of the rows of one market. 0 only for rows that are the same in everything. */
function compareFlights(a: FlightRow, b: FlightRow): number {
  return (
    a.departure - b.departure ||
    compare(a.carrier, b.carrier) ||
    a.number - b.number ||
    a.days - b.days ||
    (a.flags ?? 0) - (b.flags ?? 0) ||
    (a.validFrom ?? OPEN_FROM) - (b.validFrom ?? OPEN_FROM) ||
    (a.validTo ?? OPEN_TO) - (b.validTo ?? OPEN_TO) ||
    a.blockMinutes - b.blockMinutes ||
    compare(a.aircraft, b.aircraft) ||
    compare([...(a.codeshares ?? [])].sort().join(), [...(b.codeshares ?? [])].sort().join())
  );
}

interface Designator {
  readonly carrier: string;
  readonly number: number;
}

const DESIGNATOR = /^([A-Z0-9]{2}|[A-Z]{3})([1-9]\d{0,3})$/;

/** `AA6143` -> AA, 6143. Two characters are tried first: U2123 is U2's flight 123. */
function designatorOf(text: string): Designator {
  const [, carrier, number] = DESIGNATOR.exec(text) as unknown as [string, string, string];
  return { carrier, number: Number(number) };
}

function compareDesignators(a: Designator, b: Designator): number {
  return compare(a.carrier, b.carrier) || a.number - b.number;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function faultsOf(flight: FlightRow, index: ReadonlyMap<string, number>): string[] {
  const faults: string[] = [];
  const whole = (name: string, value: number, from: number, to: number) => {
    if (!Number.isInteger(value) || value < from || value > to)
      faults.push(`${name} is ${value}, must be ${from} to ${to}`);
  };
  for (const code of [flight.origin, flight.destination]) {
    if (!index.has(code)) faults.push(`unknown airport "${code}"`);
  }
  if (flight.origin === flight.destination) faults.push("origin and destination are the same");
  if (!/^[A-Z0-9]{2,3}$/.test(flight.carrier))
    faults.push(`carrier "${flight.carrier}" must be two or three of A-Z, 0-9`);
  whole("number", flight.number, 1, 9999);
  whole("departure", flight.departure, 0, 1439);
  whole("blockMinutes", flight.blockMinutes, 1, BLOCK_MINUTES_MAX);
  whole("days", flight.days, 1, 127);
  whole("flags", flight.flags ?? 0, 0, FLAGS_MAX);
  whole("validFrom", flight.validFrom ?? OPEN_FROM, 0, 65_535);
  whole("validTo", flight.validTo ?? OPEN_TO, flight.validFrom ?? OPEN_FROM, 65_535);
  for (const designator of flight.codeshares ?? []) {
    if (!DESIGNATOR.test(designator))
      faults.push(`code-share "${designator}" must be a carrier and a number, such as AA6143`);
  }
  return faults;
}

function nameOf(flight: FlightRow): string {
  return `${flight.carrier}${flight.number} ${flight.origin}-${flight.destination}`;
}

function dictionary(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
