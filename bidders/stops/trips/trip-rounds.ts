/** A search for trips of several slices, from its request to the tickets of each round. */

import { hasLimits } from "../../../common/offers/search-limits.ts";
import type { FlightSearch } from "../../../proto/messages.ts";
import type { LeftOut } from "../../flights/itineraries/left-out.ts";
import type { LeftOutCounts } from "../../flights/itineraries/left-out-counts.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import { type SaleTerms, ticketRulesOf } from "../../flights/itineraries/sell.ts";
import { leastStayMinutes } from "../../flights/itineraries/stay.ts";
import { type Joined, orderOf } from "../../flights/itineraries/ticket-join.ts";
import { TicketPrices } from "../../flights/itineraries/ticket-prices.ts";
import { type Ticket, type TicketRules, ticketOf } from "../../flights/itineraries/tickets.ts";
import type { TripPart } from "../../flights/itineraries/trip-part.ts";
import type { Network } from "../engine/network.ts";
import { CONNECTIONS_MAX } from "../engine/rules.ts";
import type { SearchRound } from "../engine/search-round.ts";
import type { OnlySlice } from "../only-itinerary.ts";
import { LeastPrices } from "./least-prices.ts";
import { PairsSlice } from "./pairs-slice.ts";
import { SharedParts } from "./shared-parts.ts";
import { sliceSearch } from "./slice-of-trip.ts";
import type { SliceSearch, TripSlice } from "./slice-search.ts";
import type { ShownTrip } from "./trip-list.ts";
import { type TripQuery, trips } from "./trip-search.ts";

/** What is asked, and what it is answered by. */
export interface TripSale {
  readonly request: FlightSearch;
  readonly network: Network;
  readonly terms: SaleTerms;
  readonly leftOut: LeftOut;
  readonly counts?: LeftOutCounts | undefined;
  /** Of each slice, where one trip alone is looked for; absent or empty: all are. */
  readonly only?: readonly OnlySlice[];
}

/** A step is a checkpoint (undefined) or a round. */
export function* tripRounds(
  routes: readonly (readonly Route[])[],
  sale: TripSale,
): Generator<SearchRound<Ticket> | undefined, void> {
  const { slices, query } = yield* tripSearchOf(routes, sale);
  const order = orderOf(query.join);
  for (const round of trips(slices, query)) {
    if (round === undefined) yield;
    else {
      const sold = round.found.flatMap((trip) => ticketsOf(trip, query.prices));
      sold.sort((one, other) => order(one.joined, other.joined));
      const found = sold
        .slice(0, sale.terms.offersMax)
        .map(({ joined, similar }) => ({ ...ticketOf(joined, query.prices), similar }));
      yield { stops: round.stops, found, floor: round.floor };
    }
  }
}

export interface TripSearchParts {
  readonly slices: readonly TripSlice[];
  readonly query: TripQuery;
}

/** What `trips` is called with: `routes` are those of each slice. Yields between them. */
export function* tripSearchOf(
  routes: readonly (readonly Route[])[],
  { request, network, terms, leftOut, counts, only = [] }: TripSale,
): Generator<undefined, TripSearchParts> {
  const rules = ticketRulesOf(network, request, terms, leftOut);
  const query = tripQueryOf(routes, { request, network, leftOut }, rules);
  const slices: TripSlice[] = [];
  for (let at = 0; at < routes.length; at++) {
    const pairs: SliceSearch[] = [];
    const all = routes[at] as readonly Route[];
    const parts = all.length > 1 ? new SharedParts(network, only[at], counts) : undefined;
    for (const route of all) {
      const shared = { legs: parts?.legsOf(route), places: parts?.placesOf(route) };
      const its = { routes, at, network, terms, rules, query, counts, only: only[at], ...shared };
      pairs.push(sliceSearch(route, its));
      yield;
    }
    const [single] = pairs;
    slices.push(single !== undefined && pairs.length === 1 ? single : new PairsSlice(pairs));
  }
  return { slices, query };
}

/** What is asked of trips, whatever their slices have. */
export function tripQueryOf(
  routes: readonly (readonly Route[])[],
  { request, network, leftOut }: Pick<TripSale, "request" | "network" | "leftOut">,
  rules: TicketRules,
): TripQuery {
  const { timetable } = network;
  const prices = new TicketPrices(rules);
  const firstDays = (routes[0] as readonly Route[]).map(({ day }) => day);
  return {
    timetable,
    wanted: request.maxResults,
    similar: request.similar,
    carriers: timetable.carriers,
    prices,
    severalRoutes: routes.some((its) => its.length > 1),
    least: new LeastPrices(network, prices, firstDays),
    ...(hasLimits(request) ? { unlimited: leastOfAllFares(network, rules, firstDays) } : {}),
    stopsMax: Math.min(request.maxStops, CONNECTIONS_MAX),
    stays: routes.slice(1).map((its, i) => leastStay(network, routes[i] as readonly Route[], its)),
    noTrip: (why) => {
      leftOut.noTrip = why;
    },
    join: { ...rules, prices, connecting: true },
  };
}

/** Minutes from the arrival of a slice to the departure of the next, at least, of any airports. */
function leastStay(
  network: Network,
  arriving: readonly Route[],
  leaving: readonly Route[],
): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { destination } of arriving)
    for (const { origin } of leaving)
      least = Math.min(least, leastStayMinutes(network, destination, origin));
  return least;
}

function leastOfAllFares(
  network: Network,
  rules: TicketRules,
  firstDays: readonly number[],
): LeastPrices {
  const { wanted: _, ...allFares } = rules;
  return new LeastPrices(network, new TicketPrices(allFares), firstDays);
}

/** The tickets of all who sell a trip (TRIP-9). */
export function ticketsOf(
  { ticket, similar }: ShownTrip,
  prices: TicketPrices,
): { readonly joined: Joined; readonly similar: number }[] {
  const { parts, durationMinutes, stops, inconvenience } = ticket;
  const { fares } = parts[0] as TripPart;
  if (fares.length === 1) return [{ joined: ticket, similar }];
  return fares.flatMap((fare) => {
    const seller = prices.seller(fare.seller);
    const dollars = seller && prices.dollarsOf(parts, fare);
    if (dollars === undefined || seller === undefined) return [];
    const sum = dollars.reduce((all, one, i) => all + prices.amount(seller, one, i), 0);
    const amount = prices.exactAmount(seller, parts, dollars, sum);
    const convertedPrice = prices.price(seller, amount);
    if (convertedPrice === undefined || prices.isTooDear(seller, amount)) return [];
    const cost = prices.cost(convertedPrice, durationMinutes, stops, inconvenience);
    const { seller: code } = fare;
    return [
      { joined: { ...ticket, seller: code, dollars, amount, convertedPrice, cost }, similar },
    ];
  });
}
