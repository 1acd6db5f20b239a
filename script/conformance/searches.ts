/** Which searches a bidder is called for: made from the markets that it names. */

import { marketIncludes } from "../../common/places/region-markets.ts";
import { SEARCH_DEFAULTS } from "../../gateway/search/search-terms.ts";
import type { FlightSearch, SearchSlice } from "../../proto/messages.ts";
import { isMarket } from "../../proto/subjects.ts";

/** A pair of airports, and whether its calls have a subject of their own that the bidder hears. */
export interface Pair {
  readonly origin: string;
  readonly destination: string;
  /** The bidder serves it by a region alone: it is called directly. */
  readonly isByRegion: boolean;
}

/** Large airports of all regions: an end of a market that names none is one of them. */
const AIRPORTS = [
  ...["LHR", "JFK", "CDG", "SIN", "NRT", "SYD", "GRU", "JNB", "DXB", "LAX", "FRA", "AMS", "MAD"],
  ...["HKG", "BKK", "DEL", "ICN", "PEK", "IST", "KUL", "MEX", "EZE", "CAI", "NBO", "AKL", "YYZ"],
  ...["KEF", "HEL", "WAW", "TAS", "ALA", "NAN", "HNL", "PPT", "MCM", "USH"],
];

/** How long before the departure: schedules and fares are there, and the offer has not passed. */
const DAYS_AHEAD = 30;
const NIGHTS = 7;

/** The first pair of airports in a market; undefined where the list above has none. */
export function pairIn(market: string): Pair | undefined {
  const [from = "*", to = "*"] = market.split(".");
  const isByRegion = !isMarket(market);
  for (const origin of candidates(from))
    for (const destination of candidates(to))
      if (origin !== destination && marketIncludes(market, origin, destination))
        return { origin, destination, isByRegion };
  return undefined;
}

function candidates(end: string): readonly string[] {
  return isMarket(`${end}.*`) && end !== "*" ? [end] : AIRPORTS;
}

/** A pair in none of the markets; undefined where they include all. */
export function pairOutside(markets: readonly string[]): Pair | undefined {
  for (const origin of AIRPORTS)
    for (const destination of AIRPORTS)
      if (
        origin !== destination &&
        !markets.some((market) => marketIncludes(market, origin, destination))
      )
        return { origin, destination, isByRegion: true };
  return undefined;
}

const dayIn = (days: number, nowMs: number) =>
  new Date(nowMs + days * 86_400_000).toISOString().slice(0, 10);

/** One adult, one way, with every default of the contract. */
export function plainSearch(
  kind: string,
  { origin, destination }: Pair,
  nowMs: number,
): FlightSearch {
  return {
    slices: [{ origin, destination, departureDate: dayIn(DAYS_AHEAD, nowMs) }],
    ...SEARCH_DEFAULTS,
    policy: { deadlineMs: 5_000, quorum: null, required: [] },
    // Nobody else has work from this.
    bidders: { only: [kind] },
  };
}

export function partySearch(search: FlightSearch): FlightSearch {
  return { ...search, passengers: { adults: 2, children: 1, infants: 1, ages: [8, 1] } };
}

/** There and back: by the way back of the same pair. */
export function returnSearch(search: FlightSearch, nowMs: number): FlightSearch {
  const [out] = search.slices as readonly [SearchSlice];
  const departureDate = dayIn(DAYS_AHEAD + NIGHTS, nowMs);
  const back = { origin: out.destination, destination: out.origin, departureDate };
  return { ...search, slices: [out, back] };
}

/**
 * More work than others: days to choose from, more stops and more results. A bidder that does not
 * know a field takes part all the same.
 */
export function largeSearch(search: FlightSearch, nowMs: number): FlightSearch {
  const slices = returnSearch(search, nowMs).slices.map((slice, i) => ({
    ...slice,
    departureDates: {
      from: slice.departureDate,
      to: dayIn(DAYS_AHEAD + NIGHTS * i + 6, nowMs),
    },
  }));
  return { ...search, slices, maxStops: 3, maxResults: 100, selfTransfer: true, similar: true };
}
