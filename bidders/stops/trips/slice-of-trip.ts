/** The search of one route of a slice of a trip, out of what is asked of the whole trip. */
import { MINUTES_PER_DAY } from "../../../proto/local-time.ts";
import type { LeftOutCounts } from "../../flights/itineraries/left-out-counts.ts";
import { nonstopOptions } from "../../flights/itineraries/nonstop.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import { optionsOfKey } from "../../flights/itineraries/same-offer.ts";
import type { SaleTerms } from "../../flights/itineraries/sell.ts";
import { STAY_MINUTES_MAX } from "../../flights/itineraries/stay.ts";
import type { TicketRules } from "../../flights/itineraries/tickets.ts";
import { partOf, type TripPart } from "../../flights/itineraries/trip-part.ts";
import type { ChainPlaces } from "../engine/chain-places.ts";
import type { ChainQuery } from "../engine/chain-search.ts";
import type { Legs } from "../engine/legs.ts";
import type { Network } from "../engine/network.ts";
import { CONNECTIONS_MAX, FLIGHTS_MAX, LONG_LAYOVER_MINUTES_MAX } from "../engine/rules.ts";
import type { OnlySlice } from "../only-itinerary.ts";
import type { LeastPrices } from "./least-prices.ts";
import { jointRounding } from "./other-slices.ts";
import { PartPool } from "./part-pool.ts";
import { SliceSearch } from "./slice-search.ts";
import type { TripQuery } from "./trip-search.ts";

interface SliceOfTrip {
  readonly routes: readonly (readonly Route[])[];
  readonly at: number;
  readonly network: Network;
  readonly terms: SaleTerms;
  readonly rules: Pick<TicketRules, "inconvenience">;
  readonly query: TripQuery;
  readonly counts?: LeftOutCounts | undefined;
  /** The one itinerary that is looked for; undefined: all are. */
  readonly only?: OnlySlice | undefined;
  /** The flights of the route's day, for all pairs of airports; absent: each makes its own. */
  readonly legs?: Legs | undefined;
  /** Where chains between the route's airports may lead, for all of its days; absent: the same. */
  readonly places?: ChainPlaces | undefined;
}

export function sliceSearch(route: Route, slice: SliceOfTrip): SliceSearch {
  const { routes, at, network, terms, query, counts, only, legs, places } = slice;
  const { objective, nowMs } = terms;
  const { prices, least, stopsMax } = query;
  const pool = new PartPool(
    {
      data: network,
      prices,
      least,
      objective,
      isOut: at === 0 && prices.isRoundTrip,
      hasStay: at === 0 && query.join.nights !== undefined,
      ...closeTimes(routes, at, network),
    },
    nonstopParts(route, slice),
  );
  const chains = {
    route,
    selfTransfer: false,
    objective,
    nowMs,
    eachSeller: true,
    only: only?.flights,
    counts,
    legs,
    price: (carrier: number, dollars: number) => least.ofCarrier(carrier, dollars),
  };
  const { unlimited } = query;
  const its =
    unlimited === undefined ? chains : limitedChains(chains, routes.length, unlimited, query);
  return new SliceSearch(network, its, stopsMax, pool, places);
}

function nonstopParts(route: Route, { network, terms, rules, only }: SliceOfTrip): TripPart[] {
  const options = nonstopOptions(network, route, terms.nowMs);
  const its = only === undefined ? options : optionsOfKey(network.timetable, options, only.key);
  return its.map((option) => partOf(option, rules.inconvenience?.(option)));
}

/** The same within the limits of the search (TRIP-12). */
function limitedChains(
  chains: ChainQuery,
  slices: number,
  unlimited: LeastPrices,
  { prices }: TripQuery,
): ChainQuery {
  const { limits: _, ...route } = chains.route;
  const { priceMax } = prices;
  return {
    ...chains,
    unlimited: {
      ...chains,
      counts: undefined,
      route,
      price: (carrier, dollars) => unlimited.ofCarrier(carrier, dollars),
    },
    // What a part adds to a price is rounded (JOINT-4).
    ...(priceMax === undefined ? {} : { priceMax: priceMax + jointRounding(slices) }),
  };
}

/**
 * The instants before and after which a slice may be so close to its neighbours that the stay
 * between them must be looked at.
 */
function closeTimes(
  routes: readonly (readonly Route[])[],
  at: number,
  { blockMax }: Network,
): { readonly closeUntilUtc: number; readonly closeFromUtc: number } {
  const days = (slice: number) => routes[slice]?.map(({ day }) => day);
  const [before, after] = [days(at - 1), days(at + 1)];
  const longest = FLIGHTS_MAX * blockMax + CONNECTIONS_MAX * LONG_LAYOVER_MINUTES_MAX;
  return {
    closeUntilUtc:
      before === undefined
        ? Number.NEGATIVE_INFINITY
        : (Math.max(...before) + 2) * MINUTES_PER_DAY + longest + STAY_MINUTES_MAX,
    closeFromUtc:
      after === undefined
        ? Number.POSITIVE_INFINITY
        : (Math.min(...after) - 1) * MINUTES_PER_DAY - STAY_MINUTES_MAX,
  };
}
