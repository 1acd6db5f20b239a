/**
 * Wall-clock times of airports as instants. Where clocks are put back, an hour comes twice, and
 * only the duration of a flight shows which of the two is meant: so each function returns every
 * possible instant. The gateway and the bidders use this one module, so that an offer that a bidder
 * finds right is right for the gateway too.
 */
import { wallClockMinutes } from "../../proto/itinerary.ts";
import { MINUTES_PER_DAY } from "../../proto/local-time.ts";
import { AIRPORT_CODES, airportByNumber, airportNumber } from "./airports.ts";
import { ZoneOffsets } from "./zone-offsets.ts";

const NONE: readonly number[] = [];

const zones = new Map<string, ZoneOffsets>();
/** Indexed by `airportNumber`; undefined until it is asked for. */
const zoneOfAirport: (ZoneOffsets | undefined)[] = new Array(AIRPORT_CODES).fill(undefined);

/**
 * The instants, in minutes since 1970, at which this airport's clock shows that time: two, the
 * earlier first, where clocks are put back and the time comes twice. A time that clocks skip is
 * meant that much later (RFC 5545). Empty when the airport is not known, or the time is NaN.
 *
 * @param local minutes since 1970 on the airport's clock, see `wallClockMinutes`
 */
export function instantsOf(airport: string, local: number): readonly number[] {
  const zone = zoneOf(airport);
  return zone === undefined || Number.isNaN(local) ? NONE : instantsIn(zone, local);
}

/**
 * Minutes from a departure to an arrival, each on its airport's clock: every possible value. Empty
 * when an airport is not known, or a time is NaN.
 */
export function elapsed(
  origin: string,
  departure: number,
  destination: string,
  arrival: number,
): readonly number[] {
  const from = zoneOf(origin);
  const to = zoneOf(destination);
  if (from !== undefined && to !== undefined) {
    // Nearly always neither clock is changed on those days, and there is one value.
    const minutes = arrival - to.steadyAt(arrival) - (departure - from.steadyAt(departure));
    if (!Number.isNaN(minutes)) return [minutes];
  }
  const ends = instantsOf(destination, arrival);
  return instantsOf(origin, departure).flatMap((begin) => ends.map((end) => end - begin));
}

/**
 * The minutes since 1970 that this airport's clock shows at an instant; NaN when the airport is not
 * known.
 *
 * @param utcMinutes since 1970
 */
export function localMinutesAt(airport: string, utcMinutes: number): number {
  const zone = zoneOf(airport);
  return zone === undefined ? Number.NaN : utcMinutes + zone.at(utcMinutes);
}

/** When a flight, or several in a row, leave and land. Minutes since 1970. */
export interface FlightSpan {
  readonly from: number;
  readonly to: number;
}

interface FlightTimes {
  readonly origin: string;
  readonly departure: string;
  readonly destination: string;
  readonly arrival: string;
}

/** Every possible span of a flight. Empty when an airport is not known, or a time is not one. */
export function spansOf({
  origin,
  departure,
  destination,
  arrival,
}: FlightTimes): readonly FlightSpan[] {
  const ends = instantsOf(destination, wallClockMinutes(arrival));
  return instantsOf(origin, wallClockMinutes(departure)).flatMap((from) =>
    ends.map((to) => ({ from, to })),
  );
}

/**
 * Reads the airports' file and loads the runtime's time zones, which takes some 40 ms, before a
 * search has to wait for it.
 */
export function loadAirportClocks(nowMs: number): void {
  const now = Math.floor(nowMs / 60_000);
  instantsOf("LHR", now);
  instantsOf("JFK", now);
}

/**
 * The offsets a day before and a day after are those before and after a change of the clocks, since
 * no zone changes twice within two days. A local time belongs to an offset if that offset holds at
 * the instant which it gives.
 */
function instantsIn(zone: ZoneOffsets, local: number): readonly number[] {
  const steady = zone.steadyAt(local);
  if (!Number.isNaN(steady)) return [local - steady];
  const before = zone.at(local - MINUTES_PER_DAY);
  const after = zone.at(local + MINUTES_PER_DAY);
  if (before === after) return [local - before];
  const found = [local - before, local - after].filter(
    (instant) => local - instant === zone.at(instant),
  );
  return found.length > 0 ? found : [local - before];
}

function zoneOf(airport: string): ZoneOffsets | undefined {
  const number = airportNumber(airport);
  return number < 0 ? undefined : (zoneOfAirport[number] ?? findZone(number));
}

function findZone(number: number): ZoneOffsets | undefined {
  const name = airportByNumber(number)?.zone;
  if (name === undefined) return undefined;
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = new ZoneOffsets(name);
    zones.set(name, zone);
  }
  zoneOfAirport[number] = zone;
  return zone;
}
