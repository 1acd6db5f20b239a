/** Distances between airports, for the rules of the auction. */
import { airportByCode } from "../proto/airports.ts";
import { kilometres } from "../proto/flight-time.ts";

/** Great circle; undefined when one of the airports is not known. */
export function kilometresBetween(origin: string, destination: string): number | undefined {
  const [from, to] = [airportByCode(origin), airportByCode(destination)];
  return from === undefined || to === undefined ? undefined : kilometres(from, to);
}
