/** Minutes between two moments, each told on the clock of its airport. */
import { LRUCache } from "lru-cache";
import { Temporal } from "temporal-polyfill";
import { airportByCode } from "./airports.ts";

/**
 * An airport and a wall-clock time there -> minutes since the epoch. Sellers of one itinerary ask
 * for the same ones.
 */
const instants = new LRUCache<string, readonly number[]>({ max: 20_000 });

/**
 * All that it can be: where clocks are put back, an hour is told twice, and nobody can say which of
 * the two is meant. Empty when an airport is not known, or a time cannot be read.
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

function instantsOf(airport: string, local: string): readonly number[] {
  const key = airport + local;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const zone = airportByCode(airport)?.zone;
  if (zone === undefined) return [];
  try {
    const minutes = readings(Temporal.PlainDateTime.from(local), zone);
    instants.set(key, minutes);
    return minutes;
  } catch {
    return [];
  }
}

/**
 * One, or two where the time is told twice. One that clocks skip is meant that much later (RFC
 * 5545).
 */
function readings(time: Temporal.PlainDateTime, zone: string): number[] {
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) =>
    time.toZonedDateTime(zone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  const isToldTwice = !earlier.equals(later) && earlier.toPlainDateTime().equals(time);
  return (isToldTwice ? [earlier, later] : [later]).map(
    ({ epochMilliseconds }) => epochMilliseconds / 60_000,
  );
}
