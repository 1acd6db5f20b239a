/**
 * How much one slice may ask for: several airports an end, on several days. The gateway refuses
 * more, and a bidder that keeps something of each of them declines it.
 *
 * SLICEROUTE-1 A slice stands for at most `routesASliceMax` searches of one pair of airports on one
 *    day.
 * SLICEROUTE-2 In a calendar of a return this holds for the days that one departure day needs: it
 *    alone on the way out, and on the way back those on which its stays may end. The days of a
 *    calendar are searched one after the other, and nothing is held for those that are done.
 */
import { LIMITS } from "../../proto/limits.ts";
import type { FlightSearch, SearchSlice } from "../../proto/messages.ts";
import { LANDS, sliceDays } from "./slice-days.ts";

/** What is wrong, and what would be right; undefined where a slice asks for no more. */
export function tooManyRoutes(slice: SearchSlice): string | undefined {
  return faultOf(slice, sliceDays(slice).length, "fewer days");
}

/** SLICEROUTE-2: the same of a calendar of a return. One way is never too much. */
export function tooManyRoutesADay({
  slices,
  limits,
}: Pick<FlightSearch, "slices" | "limits">): string | undefined {
  const [out, back] = slices;
  if (out === undefined || back === undefined) return undefined;
  const { min, max } = limits?.stayNights ?? { min: 0, max: LIMITS.calendarNightsMax - 1 };
  const ends = Math.min(sliceDays(back).length, max - min + LANDING_DAYS);
  return faultOf(out, 1, "fewer days") ?? faultOf(back, ends, "fewer numbers of nights");
}

/** On how many days a slice that leaves on one may land. */
const LANDING_DAYS = LANDS.latest - LANDS.earliest + 1;

function faultOf(slice: SearchSlice, days: number, fewer: string): string | undefined {
  const { origins, destinations } = slice;
  const pairs = (origins?.length ?? 1) * (destinations?.length ?? 1);
  return pairs * days <= LIMITS.routesASliceMax
    ? undefined
    : `stands for ${pairs} pairs of airports on ${days} days, and at most ${LIMITS.routesASliceMax} of both together are searched: ask for ${fewer}, a smaller nearbyKm or one airport`;
}
