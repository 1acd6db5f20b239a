/**
 * What a search counts for against its tenant's cost limit.
 *
 * SPEND-1 A search, or a calendar, costs its number of slices times the most days that one of them
 *    may leave on. One way on one day is 1, a return is 2, a return with three days before and after
 *    is 14, and a month one way is 30 or 31: about what it makes bidders do.
 */
import { dayNumber } from "../../proto/local-time.ts";
import type { SearchSlice } from "../../proto/messages.ts";

export function searchCost(
  slices: readonly Pick<SearchSlice, "departureDate" | "departureDates">[],
): number {
  let days = 1;
  for (const { departureDates } of slices) {
    if (departureDates === undefined) continue;
    days = Math.max(days, dayNumber(departureDates.to) - dayNumber(departureDates.from) + 1);
  }
  return slices.length * days;
}
