/**
 * How much `stops` searches for one call, whatever gateway it is of.
 *
 * STOPSROUTE-1 A call of which a slice stands for more pairs of airports and days than SLICEROUTE-1
 *    allows, or the way back of a calendar than SLICEROUTE-2, is declined, and reaches no thread
 *    (A6): of several slices each pair and day keeps some megabytes, for as long as trips with it
 *    may be found. A calendar of one way may have more, as with the gateway: its days share what
 *    they keep.
 */
import { tooManyRoutes, tooManyRoutesADay } from "../../common/offers/slice-routes.ts";
import type { FlightSearch } from "../../proto/messages.ts";

/** Why a search is declined; undefined: it is searched. */
export function askedTooMuch(
  search: Pick<FlightSearch, "calendar" | "slices" | "limits">,
): string | undefined {
  if (search.calendar === true) {
    const fault = tooManyRoutesADay(search);
    return fault && `too many routes: each departure day ${fault}`;
  }
  for (const [i, slice] of search.slices.entries()) {
    const fault = tooManyRoutes(slice);
    if (fault !== undefined) return `too many routes: slices[${i}] ${fault}`;
  }
  return undefined;
}
