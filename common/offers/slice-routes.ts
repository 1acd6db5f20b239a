/**
 * How much one slice may ask for: several airports an end, on several days. The gateway refuses
 * more, and a bidder that keeps something of each of them declines it.
 *
 * SLICEROUTE-1 A slice stands for at most `routesASliceMax` searches of one pair of airports on one
 *    day.
 */
import { LIMITS } from "../../proto/limits.ts";
import type { SearchSlice } from "../../proto/messages.ts";
import { sliceDays } from "./slice-days.ts";

/** What is wrong, and what would be right; undefined where a slice asks for no more. */
export function tooManyRoutes(slice: SearchSlice): string | undefined {
  const { origins, destinations } = slice;
  const pairs = (origins?.length ?? 1) * (destinations?.length ?? 1);
  const days = sliceDays(slice).length;
  return pairs * days <= LIMITS.routesASliceMax
    ? undefined
    : `stands for ${pairs} pairs of airports on ${days} days, and at most ${LIMITS.routesASliceMax} of both together are searched: ask for fewer days, a smaller nearbyKm or one airport`;
}
