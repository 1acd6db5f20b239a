/**
 * For what a seller is asked, where a search leaves a choice: sellers' protocols know one day a
 * slice, and one airport or city at each end. Each choice is a request.
 *
 * ASKEDSEARCH-1 A seller is asked at most REQUESTS_MAX times for one search, and for a calendar at
 *    most as often as its entry allows (A6): for the choices nearest to its own dates and to the
 *    places that it names first. How far one is counts the days between, and the places before it
 *    in their lists.
 * ASKEDSEARCH-2 Where there are no more choices than that, what a seller offers for all of them is
 *    what it offers for the whole search, each offer once: the choices have no pair of airports on
 *    one day in common, and lack none that the search allows and its markets have.
 */
import type { FlightSearch } from "../../proto/messages.ts";
import { dayChoices, onDays } from "./asked-days.ts";
import { atPlaces, placeChoices } from "./asked-places.ts";

/** A6: a week of one slice. Sellers count and limit requests. */
export const REQUESTS_MAX = 7;

/** What of a seller it depends on. */
interface AskedSeller {
  readonly knowsCities: boolean;
  readonly markets: readonly string[];
  /** Whether its protocol can say such a search; absent: any. */
  readonly canAsk?: (search: FlightSearch) => boolean;
  /** How often it is asked for a calendar; absent: as for a search. */
  readonly calendarDaysMax?: number;
}

export interface AskedSearches {
  /** Searches of one day and one place for each slice and end, the nearest first. */
  readonly searches: readonly FlightSearch[];
  /** Whether there are more choices than a seller is asked for. */
  readonly isCut: boolean;
}

export function askedSearches(search: FlightSearch, seller: AskedSeller): AskedSearches {
  const most = search.calendar === true ? (seller.calendarDaysMax ?? REQUESTS_MAX) : REQUESTS_MAX;
  if (most > 0 && search.slices.every(isOne)) return { searches: [search], isCut: false };
  const days = dayChoices(search);
  const places = placeChoices(search, seller);
  const choices = days.flatMap((day) =>
    places.map((place) => ({ day, place, far: day.far + place.far })),
  );
  choices.sort((a, b) => a.far - b.far);
  const searches: FlightSearch[] = [];
  for (const { day, place } of choices) {
    const one = atPlaces(onDays(search, day.days), place.places);
    if (seller.canAsk?.(one) === false) continue;
    if (searches.length === most) return { searches, isCut: true };
    searches.push(one);
  }
  return { searches, isCut: false };
}

function isOne({ departureDates, origins, destinations }: FlightSearch["slices"][number]): boolean {
  return departureDates === undefined && origins === undefined && destinations === undefined;
}
