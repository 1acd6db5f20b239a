/**
 * Wall-clock times of airports as instants. Where clocks are put back, an hour comes twice, and
 * only the duration of a flight shows which of the two is meant: so each function returns every
 * possible instant. The gateway and the bidders use this one module, so that an offer that a bidder
 * finds right is right for the gateway too.
 *
 * The offset of a zone is read from the runtime's own time zones (Intl).
 */
import { LRUCache } from "lru-cache";
import { wallClockMinutes } from "../../proto/itinerary.ts";
import { airportByCode } from "./airports.ts";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const NONE: readonly number[] = [];

/** Keys are airport and local time. Sellers of one itinerary ask for the same ones. */
const instants = new LRUCache<string, readonly number[]>({ max: 20_000 });
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The instants, in minutes since 1970, at which this airport's clock shows that time: two, the
 * earlier first, where clocks are put back and the time comes twice. A time that clocks skip is
 * meant that much later (RFC 5545). Empty when the airport is not known, or the time is not like
 * `2026-12-01T08:30`.
 */
export function instantsOf(airport: string, local: string): readonly number[] {
  const key = airport + local;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const zone = airportByCode(airport)?.zone;
  const minutes = wallClockMinutes(local);
  if (zone === undefined || Number.isNaN(minutes)) return NONE;
  const found = instantsIn(zone, minutes);
  instants.set(key, found);
  return found;
}

/**
 * Minutes from a departure to an arrival, each on its airport's clock: every possible value. Empty
 * when an airport is not known, or a time cannot be read.
 */
export function elapsed(
  origin: string,
  departure: string,
  destination: string,
  arrival: string,
): readonly number[] {
  const ends = instantsOf(destination, arrival);
  return instantsOf(origin, departure).flatMap((from) => ends.map((to) => to - from));
}

/** When a flight, or several in a row, leave and land. Minutes since 1970. */
export interface Span {
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
export function spansOf({ origin, departure, destination, arrival }: FlightTimes): readonly Span[] {
  const ends = instantsOf(destination, arrival);
  return instantsOf(origin, departure).flatMap((from) => ends.map((to) => ({ from, to })));
}

/**
 * Reads the airports' file and loads the runtime's time zones, which takes some 40 ms, before a
 * search has to wait for it.
 */
export function loadAirportClocks(nowMs: number): void {
  const now = new Date(nowMs).toISOString().slice(0, 16);
  instantsOf("LHR", now);
  instantsOf("JFK", now);
}

/**
 * The offsets a day before and a day after are those before and after a change of the clocks, since
 * no zone changes twice within two days. A local time belongs to an offset if that offset holds at
 * the instant which it gives.
 */
function instantsIn(zone: string, local: number): readonly number[] {
  const before = offsetAt(zone, local - DAY_MINUTES);
  const after = offsetAt(zone, local + DAY_MINUTES);
  if (before === after) return [local - before];
  const found = [local - before, local - after].filter(
    (instant) => local - instant === offsetAt(zone, instant),
  );
  return found.length > 0 ? found : [local - before];
}

/** Minutes east of UTC at an instant; fractions before zones had whole minutes. */
function offsetAt(zone: string, utcMinutes: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    formats.set(zone, format);
  }
  const parts = /GMT(?:([+\u2212-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(
    format.format(utcMinutes * MINUTE_MS),
  );
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = parts ?? [];
  const offset = Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
  return sign === undefined || sign === "+" ? offset : -offset;
}
