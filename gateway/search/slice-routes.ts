/**
 * How much one slice may ask for: several airports an end, on several days.
 *
 * SLICEROUTE-1 A slice stands for at most ROUTES_A_SLICE_MAX searches of one pair of airports on
 *    one day.
 */
import { sliceDays } from "../../common/offers/slice-days.ts";
import type { Fault } from "../../proto/errors.ts";
import type { SearchSlice } from "../../proto/messages.ts";
import { ROUTES_A_SLICE_MAX } from "./search-terms.ts";

export function routeFaults(slices: readonly SearchSlice[]): Fault[] {
  return slices.flatMap((slice, i) => {
    const { origins, destinations } = slice;
    const pairs = (origins?.length ?? 1) * (destinations?.length ?? 1);
    const days = sliceDays(slice).length;
    if (pairs * days <= ROUTES_A_SLICE_MAX) return [];
    const message = `stands for ${pairs} pairs of airports on ${days} days, and at most ${ROUTES_A_SLICE_MAX} of both together are searched: ask for fewer days, a smaller nearbyKm or one airport`;
    return [{ path: `slices[${i}]`, message }];
  });
}
