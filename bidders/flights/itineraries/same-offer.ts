/**
 * An offer that was made earlier, among those that are made now.
 *
 * SAMEOFFER-1 An offer that is priced again is what a search finds now for its flights and its
 *    seller, by the same code: nothing of the earlier offer but these is used, and where the search
 *    finds none it is gone.
 */
import { isMixed } from "../../../common/offers/cabins.ts";
import { itineraryKey } from "../../../proto/itinerary.ts";
import type { Cabin, FlightOffer, FlightSearch } from "../../../proto/messages.ts";
import type { Timetable } from "../timetable/timetable.ts";
import { type SliceOption, sliceOf } from "./option.ts";

/**
 * The options that have exactly the flights of a slice: one, or none.
 *
 * @param key of the slice alone
 */
export function optionsOfKey(
  timetable: Timetable,
  options: readonly SliceOption[],
  key: string,
): SliceOption[] {
  return options.filter((option) => itineraryKey([sliceOf(timetable, option)]) === key);
}

/**
 * The search that asks for no other airports and days than those of the offer. Another airport of a
 * city, or another day, has no part in what the offer costs.
 */
export function searchOfOffer(search: FlightSearch, { slices }: FlightOffer): FlightSearch {
  return {
    ...search,
    slices: slices.map(({ segments }) => ({
      origin: segments[0]?.origin ?? "",
      destination: segments.at(-1)?.destination ?? "",
      departureDate: segments[0]?.departure.slice(0, "YYYY-MM-DD".length) ?? "",
    })),
  };
}

/**
 * The offer of the same seller for the same flights, whole or mixed as it was; null where there is
 * none.
 *
 * @param asked the cabin of the search
 */
export function sameOffer(
  found: readonly FlightOffer[],
  { slices, seller }: FlightOffer,
  asked: Cabin,
): FlightOffer | null {
  const key = itineraryKey(slices);
  const mixed = isMixed(slices, asked);
  return (
    found.find(
      (one) =>
        one.seller === seller &&
        isMixed(one.slices, asked) === mixed &&
        itineraryKey(one.slices) === key,
    ) ?? null
  );
}
