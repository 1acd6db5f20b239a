/** Distances between airports. */
import { airportByCode } from "./airports.ts";
import { kilometres } from "./flight-time.ts";

/** Great-circle distance in kilometres; undefined when one of the airports is not known. */
export function kilometresBetween(origin: string, destination: string): number | undefined {
  const [from, to] = [airportByCode(origin), airportByCode(destination)];
  return from === undefined || to === undefined ? undefined : kilometres(from, to);
}
