/**
 * Times of a record: whole microseconds since the search of an auction arrived. A result shows
 * times rounded to a tenth of a millisecond, and a replay must show the same ones.
 *
 * RECORDEDTIME-1 The tenth of a recorded time is that of the time itself. To round twice would give
 *    12.4 for 12.3499996 ms: of 187 results 4 had such a time.
 * RECORDEDTIME-2 A recorded time is that of the microsecond in which it was, or of one beside it
 *    where RECORDEDTIME-1 asks for it; a later time never has an earlier tenth.
 */
import { round } from "../auction/outcome.ts";

/** @param ms since the search arrived; before that counts as then */
export function recordedUs(ms: number): number {
  const us = Math.max(0, Math.floor(ms * 1_000));
  // The last place of a product may be on the other side of a half.
  for (const near of [us, us + 1, us - 1])
    if (near >= 0 && round(near / 1_000) === round(ms)) return near;
  return us;
}
