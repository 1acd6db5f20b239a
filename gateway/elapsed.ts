/** Minutes between two moments, each told on the clock of its airport. */
import { LRUCache } from "lru-cache";
import { Temporal } from "temporal-polyfill";
import { airportByCode } from "../proto/airports.ts";

/** An airport and a wall-clock time there -> minutes since the epoch. Sellers of one itinerary ask for the same ones. */
const instants = new LRUCache<string, number>({ max: 20_000 });

/** Undefined when an airport is not known, or a time cannot be read. */
export function elapsed(origin: string, departure: string, destination: string, arrival: string): number | undefined {
  const [from, to] = [instantMinutes(origin, departure), instantMinutes(destination, arrival)];
  return from === undefined || to === undefined ? undefined : to - from;
}

function instantMinutes(airport: string, local: string): number | undefined {
  const key = airport + local;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const zone = airportByCode(airport)?.zone;
  if (zone === undefined) return undefined;
  try {
    const minutes = Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds / 60_000;
    instants.set(key, minutes);
    return minutes;
  } catch {
    return undefined;
  }
}
