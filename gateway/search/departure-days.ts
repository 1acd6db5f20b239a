/**
 * The day that it is now at an airport, as a whole number since 1970-01-01 (`dayNumber` of a date
 * is in proto/local-time.ts). Temporal takes 10 µs for it; here it takes 0.02 µs. What a caller
 * reads of a wrong date is still worded with Temporal (`cross-field-rules.ts`).
 */
import { localMinutesAt } from "../../common/places/airport-clocks.ts";
import { MINUTE_MS, MINUTES_PER_DAY } from "../../proto/local-time.ts";

/**
 * The number of the day that it is at an airport; NaN when the airport is not known. `wallMs`:
 * epoch milliseconds.
 */
export function todayAt(airport: string, wallMs: number): number {
  const minutes = localMinutesAt(airport, Math.floor(wallMs / MINUTE_MS));
  return Math.floor(minutes / MINUTES_PER_DAY);
}
