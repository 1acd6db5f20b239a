/**
 * The search for offers, as pure and synchronous work: itineraries with one or more connections,
 * sold by cost; of several slices, trips (`trip-rules.ts` in `bidders/flights/itineraries/`). In
 * these a slice may be non-stop, as long as another has a connection: trips without any are those
 * of `nonstop`.
 *
 * PAIRS-1 Where an end of the search stands for several airports, or a slice may leave on several
 *   days, what is found of one way are the first `maxResults` of all that the searches of its
 *   routes (one pair of airports on one day) find, each by itself, in the auction's order; of
 *   several slices those of all that the searches of one route for each slice find.
 *
 * It runs in a thread (search-thread.ts), or on the calling thread in turns with its event loop
 * (same-thread-search.ts). Its runner may stop it at any checkpoint.
 */
import { convert } from "../../common/money/money.ts";
import { hasLimits } from "../../common/offers/search-limits.ts";
import { CABINS, type FlightOffer, type FlightSearch, type Money } from "../../proto/messages.ts";
import { partyPrice } from "../flights/fares/fare.ts";
import { LeftOut } from "../flights/itineraries/left-out.ts";
import { offerOf, type SellerFare, type SliceOption } from "../flights/itineraries/option.ts";
import { type Route, routesOf } from "../flights/itineraries/route.ts";
import { type SaleTerms, sellInSteps, ticketOffers } from "../flights/itineraries/sell.ts";
import type { OfferBatch } from "../kit/offer-batch.ts";
import type { Shown } from "./engine/best-list.ts";
import { type ConnectionQuery, searchConnections } from "./engine/connection-search.ts";
import type { EngineItinerary } from "./engine/itinerary.ts";
import type { Network } from "./engine/network.ts";
import { CONNECTIONS_MAX } from "./engine/rules.ts";
import { LeastCosts } from "./least-costs.ts";
import { limitedQuery } from "./limited-query.ts";
import { type OnlySlice, onlySlices } from "./only-itinerary.ts";
import { type SelfTransfer, sliceOptionsOf } from "./slice-options.ts";
import { tripRounds } from "./trips/trip-rounds.ts";

/** What of a search's context its offers depend on. It may be posted to a thread. */
export interface SearchTerms extends SaleTerms {
  /** The key of an itinerary that alone is looked for; absent: all are. */
  readonly itinerary?: string;
}

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
  if (request.maxStops === 0) return yield finalBatch([], []);
  const notes: string[] = [];
  if (request.selfTransfer && request.slices.length > 1)
    notes.push("self-transfers are sold one way only: search each way by itself");
  const routes = routesOf(network, request, terms.nowMs);
  if (routes === undefined) return yield finalBatch([], notes);
  const sale = new SearchSale(request, network, terms);
  const [first = []] = routes;
  const [only] = first;
  const offers = yield* routes.length > 1
    ? severalSlices(routes, sale)
    : only !== undefined && first.length === 1
      ? oneWay(only, sale)
      : severalRoutes(first, sale);
  yield finalBatch(offers, [...notes, ...sale.leftOut.notes()]);
}

function finalBatch(
  offers: readonly FlightOffer[],
  notes: readonly string[],
): OfferBatch<readonly FlightOffer[]> {
  return { offers, floor: null, final: true, notes };
}

/** One search's terms, and what it had to leave out. */
class SearchSale {
  readonly request: FlightSearch;
  readonly network: Network;
  readonly leftOut = new LeftOut();
  readonly terms: SearchTerms;
  /** Of each slice; empty where all itineraries are looked for. */
  readonly only: readonly OnlySlice[];

  constructor(request: FlightSearch, network: Network, terms: SearchTerms) {
    this.request = request;
    this.network = network;
    this.terms = terms;
    this.only = terms.itinerary === undefined ? [] : onlySlices(network, terms.itinerary);
  }

  query(route: Route, wanted: number, selfTransfer: boolean, costMax?: number): ConnectionQuery {
    const { maxStops, similar } = this.request;
    const { nowMs, objective } = this.terms;
    const { carriers } = this.network.timetable;
    const query = {
      route,
      stopsMax: Math.min(maxStops, CONNECTIONS_MAX),
      wanted,
      ...(costMax === undefined ? {} : { costMax }),
      similar,
      selfTransfer,
      objective,
      nowMs,
      only: this.only[0]?.flights,
      price: (seller: number, dollars: number) => this.#price(carriers[seller] as string, dollars),
    };
    return hasLimits(this.request)
      ? limitedQuery(query, this.request, this.network.timetable, (code, dollars) =>
          this.#price(code, dollars),
        )
      : query;
  }

  /** What the party pays, in the search's currency; infinite without a rate, which is noted. */
  #price(seller: string, dollars: number): number {
    const money = partyPrice(dollars, seller, this.request.passengers);
    const converted = this.#convert(money);
    if (converted === undefined) this.leftOut.currencies.add(money.currency);
    return converted ?? Number.POSITIVE_INFINITY;
  }

  sell(options: readonly SliceOption[]): Generator<undefined, FlightOffer[]> {
    return sellInSteps(this.network, [options], this.request, this.terms, this.leftOut);
  }

  /**
   * Two tickets as one offer, in the search's currency: their sellers may sell in different ones.
   */
  sellApart({ tickets, airport, similar }: SelfTransfer): FlightOffer[] {
    const sellers = tickets.map(({ fares }) => fares[0] as SellerFare);
    const prices = sellers.map(({ seller, dollars }) =>
      this.#convert(partyPrice(dollars, seller, this.request.passengers)),
    );
    if (prices.includes(undefined)) return [];
    const price = {
      amount: prices.reduce((sum: number, one) => sum + (one as number), 0),
      currency: this.request.currency,
    };
    const names = [...new Set(sellers.map(({ seller }) => seller))].join("+");
    const whole: SliceOption = {
      departures: tickets.flatMap(({ departures }) => departures),
      fares: sellers,
      ...(tickets.some(({ cabins }) => cabins !== undefined)
        ? { cabins: tickets.flatMap((one) => one.cabins ?? one.departures.map(() => undefined)) }
        : {}),
      similar,
    };
    const offer = offerOf(this.network.timetable, [whole], names, price, this.terms.nowMs);
    return [{ ...offer, fares: [], selfTransfers: [airport] }];
  }

  #convert({ amount, currency }: Money): number | undefined {
    return convert(amount, currency, this.terms.rates);
  }
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

function* sellRound(
  found: readonly Shown<EngineItinerary>[],
  sale: SearchSale,
): Generator<undefined, FlightOffer[]> {
  const { options, selfTransfers } = sliceOptionsOf(
    sale.network.timetable,
    found,
    CABINS.indexOf(sale.request.cabin),
  );
  return [...(yield* sale.sell(options)), ...selfTransfers.flatMap((one) => sale.sellApart(one))];
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
    const offers = yield* ticketOffers(sale.network, round.found, sale.request, sale.terms);
    if (round.floor === Number.POSITIVE_INFINITY) return offers;
    yield { offers, floor: round.floor, final: false, notes: [] };
  }
  return [];
}
