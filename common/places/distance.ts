/** Distances between airports. */
import { AIRPORT_CODES, airportByNumber, airportNumber } from "./airports.ts";
import { kilometres } from "./flight-time.ts";

/** A6: pairs whose distance is kept; there are 70 million. One takes some 150 ns to compute. */
const PAIRS_MAX = 50_000;
const known = new Map<number, number>();

/** Great-circle distance in kilometres; undefined when one of the airports is not known. */
export function kilometresBetween(origin: string, destination: string): number | undefined {
  const from = airportNumber(origin);
  const to = airportNumber(destination);
  return from < 0 || to < 0
    ? undefined
    : (known.get(from * AIRPORT_CODES + to) ?? compute(from, to));
}

/** Computes the distance of two airports by their numbers. */
function compute(origin: number, destination: number): number | undefined {
  const from = airportByNumber(origin);
  const to = airportByNumber(destination);
  if (from === undefined || to === undefined) return undefined;
  const km = kilometres(from, to);
  if (known.size >= PAIRS_MAX) known.clear();
  known.set(origin * AIRPORT_CODES + destination, km);
  return km;
}
