import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { type Route, routesOf } from "../flights/itineraries/route.ts";
import { ticketOffers } from "../flights/itineraries/sell.ts";
import type { OfferBatch } from "../kit/offer-batch.ts";
import { calendarOffers, closedCells } from "./calendar-offers.ts";
import type { Shown } from "./engine/best-list.ts";
import { searchConnections } from "./engine/connection-search.ts";
import type { EngineItinerary } from "./engine/itinerary.ts";
import type { Network } from "./engine/network.ts";
import { LeastCosts } from "./least-costs.ts";
import { SearchSale, type SearchTerms, sellRound } from "./search-sale.ts";
import { tripRounds } from "./trips/trip-rounds.ts";

/**
 * The batches of one search. `undefined` is a checkpoint: there is one every 100 µs or so of work,
 * and the longest time that was measured between two of them was 3 ms.
 */
export type OfferSearch = Generator<OfferBatch<readonly FlightOffer[]> | undefined, void>;

export function* searchOffers(
  request: FlightSearch,
  network: Network,
  terms: SearchTerms,
): OfferSearch {
  if (request.maxStops === 0) return yield finalBatch(request, [], []);
  const notes: string[] = [];
  if (request.selfTransfer && request.slices.length > 1)
    notes.push("self-transfers are sold one way only: search each way by itself");
  const routes = routesOf(network, request, terms.nowMs);
  if (routes === undefined) return yield finalBatch(request, [], notes);
  const sale = new SearchSale(request, network, terms);
  const offers = yield* request.calendar === true
    ? calendarOffers(routes, sale)
    : offersOf(routes, sale);
  const last = finalBatch(request, offers, [...notes, ...sale.leftOut.notes()]);
  yield sale.counts === undefined ? last : { ...last, leftOut: sale.counts.notes() };
}

function offersOf(
  routes: readonly (readonly Route[])[],
  sale: SearchSale,
): Generator<OfferBatch<readonly FlightOffer[]> | undefined, readonly FlightOffer[]> {
  const [first = []] = routes;
  const [only] = first;
  if (routes.length > 1) return severalSlices(routes, sale);
  return only !== undefined && first.length === 1 ? oneWay(only, sale) : severalRoutes(first, sale);
}

function finalBatch(
  request: FlightSearch,
  offers: readonly FlightOffer[],
  notes: readonly string[],
): OfferBatch<readonly FlightOffer[]> {
  const batch = { offers, floor: null, final: true, notes };
  return request.calendar === true ? { ...batch, cellFloors: closedCells(request) } : batch;
}

/**
 * Each round is sold as soon as it is found, with the engine's floor (BATCH-2). Returns the offers
 * of the last.
 */
function* oneWay(
  route: Route,
  sale: SearchSale,
): Generator<OfferBatch<readonly FlightOffer[]> | undefined, readonly FlightOffer[]> {
  const { request, network } = sale;
  const query = sale.query(route, request.maxResults, request.selfTransfer);
  for (const round of searchConnections(network, query)) {
    if (round === undefined) {
      yield;
      continue;
    }
    const offers = yield* sellRound(round.found, sale);
    if (round.floor === Number.POSITIVE_INFINITY) return offers;
    yield { offers, floor: round.floor, final: false, notes: [] };
  }
  return [];
}

/**
 * A6: a gateway reads 64 bids of an answer. The best so far are sent so often while the routes are
 * searched.
 */
const BATCHES_MAX = 12;

/**
 * One way between several airports, or on several days: the itineraries of each route, as a search
 * of that route finds them, and of all these the best (PAIRS-1). What the routes so far have found
 * bounds the search of the next one. Offers are sent as soon as some routes are searched, without a
 * floor: the next route may be cheaper.
 */
function* severalRoutes(
  routes: readonly Route[],
  sale: SearchSale,
): Generator<OfferBatch<readonly FlightOffer[]> | undefined, readonly FlightOffer[]> {
  const { network, request } = sale;
  const { maxResults, selfTransfer } = request;
  const best = new LeastCosts(maxResults);
  const routesABatch = Math.ceil(routes.length / BATCHES_MAX);
  let unsold: Shown<EngineItinerary>[] = [];
  for (const [at, route] of routes.entries()) {
    const before = best.last;
    const query = sale.query(route, maxResults, selfTransfer, before);
    const found: Shown<EngineItinerary>[] = [];
    for (const round of searchConnections(network, query)) {
      if (round === undefined) yield;
      else found.push(...round.found);
    }
    const near = found.filter(({ itinerary }) => itinerary.cost <= before);
    for (const { itinerary } of near) best.add(itinerary.cost);
    unsold = [...unsold, ...near].filter(({ itinerary }) => itinerary.cost <= best.last);
    const isLast = at === routes.length - 1;
    if (isLast || (at + 1) % routesABatch > 0 || unsold.length === 0) continue;
    yield { offers: yield* sellRound(unsold, sale), floor: null, final: false, notes: [] };
    unsold = [];
  }
  return yield* sellRound(unsold, sale);
}

/** The same as for one way: each round is sold as soon as it is found, with its floor. */
function* severalSlices(
  routes: readonly (readonly Route[])[],
  sale: SearchSale,
): Generator<OfferBatch<readonly FlightOffer[]> | undefined, readonly FlightOffer[]> {
  for (const round of tripRounds(routes, sale)) {
    if (round === undefined) {
      yield;
      continue;
    }
    sale.counts?.similarTo(round.found);
    const offers = yield* ticketOffers(sale.network, round.found, sale.request, sale.terms);
    if (round.floor === Number.POSITIVE_INFINITY) return offers;
    yield { offers, floor: round.floor, final: false, notes: [] };
  }
  return [];
}
