/** What the search for offers sells, and by what terms. */
import { convert, convertAt } from "../../common/money/money.ts";
import { hasLimits } from "../../common/offers/search-limits.ts";
import { CABINS, type FlightOffer, type FlightSearch, type Money } from "../../proto/messages.ts";
import { indexedTerms, partyAmount, partyPrice, type SellerTerms } from "../flights/fares/party.ts";
import { CHEAPEST_FARES } from "../flights/fares/wanted-fares.ts";
import { LeftOut } from "../flights/itineraries/left-out.ts";
import { LeftOutCounts } from "../flights/itineraries/left-out-counts.ts";
import { offerOf, type SellerFare, type SliceOption } from "../flights/itineraries/option.ts";
import type { Route } from "../flights/itineraries/route.ts";
import { type SaleTerms, sellByRules, ticketRulesOf } from "../flights/itineraries/sell.ts";
import type { TicketRules } from "../flights/itineraries/tickets.ts";
import type { Shown } from "./engine/best-list.ts";
import type { ConnectionQuery } from "./engine/connection-search.ts";
import type { EngineItinerary } from "./engine/itinerary.ts";
import type { Network } from "./engine/network.ts";
import type { PriceLines, Pricing } from "./engine/price-lines.ts";
import { CONNECTIONS_MAX } from "./engine/rules.ts";
import { ANY_FARE, keptPriceLines } from "./kept-price-lines.ts";
import { limitedQuery } from "./limited-query.ts";
import { type OnlySlice, onlySlices } from "./only-itinerary.ts";
import { pricing } from "./party-pricing.ts";
import { type SelfTransfer, sliceOptionsOf } from "./slice-options.ts";

/** What of a search's context its offers depend on. It may be posted to a thread. */
export interface SearchTerms extends SaleTerms {
  /** The key of an itinerary that alone is looked for; absent: all are. */
  readonly itinerary?: string;
}

/** One search's terms, and what it had to leave out. */
export class SearchSale {
  readonly request: FlightSearch;
  readonly network: Network;
  readonly leftOut = new LeftOut();
  /** Undefined where the search does not ask what is left out by rule. */
  readonly counts: LeftOutCounts | undefined;
  readonly terms: SearchTerms;
  /** Of each slice; empty where all itineraries are looked for. */
  readonly only: readonly OnlySlice[];
  #rules: TicketRules | undefined;

  constructor(request: FlightSearch, network: Network, terms: SearchTerms) {
    this.request = request;
    this.network = network;
    this.terms = terms;
    this.counts = request.explain === true ? new LeftOutCounts(network.timetable.rows) : undefined;
    this.only = terms.itinerary === undefined ? [] : onlySlices(network, terms.itinerary);
  }

  query(route: Route, wanted: number, selfTransfer: boolean, costMax?: number): ConnectionQuery {
    const { maxStops, similar } = this.request;
    const { nowMs, objective } = this.terms;
    const termsOf = indexedTerms(this.network.timetable.carriers);
    const pay = (seller: number, dollars: number) => this.#price(termsOf(seller), dollars);
    const price = pricing(pay, route.fares.tables.carrierTier, () => CHEAPEST_FARES);
    // All that it may have, so that each search has the same form: two forms are slower than one.
    const query: ConnectionQuery = {
      route,
      stopsMax: Math.min(maxStops, CONNECTIONS_MAX),
      wanted,
      costMax,
      similar,
      selfTransfer,
      objective,
      nowMs,
      only: this.only[0]?.flights,
      counts: this.counts,
      unlimited: undefined,
      priceMax: undefined,
      isWanted: undefined,
      price,
      lines: () => this.#lines({ price }, ANY_FARE),
    };
    return hasLimits(this.request)
      ? limitedQuery(
          query,
          this.request,
          this.network.timetable,
          (its, wanted) => this.#lines(its, wanted),
          pay,
        )
      : query;
  }

  #lines(pricing: Pricing, wanted: number): PriceLines {
    const { rates } = this.terms;
    const { passengers } = this.request;
    const unpriced = this.leftOut.currencies;
    return keptPriceLines(this.network, { ...pricing, rates, passengers, unpriced }, wanted);
  }

  /** What the party pays, in the search's currency; infinite without a rate, which is noted. */
  #price(terms: SellerTerms, dollars: number): number {
    const rate = this.terms.rates.perUnit.get(terms.currency);
    const converted = convertAt(partyAmount(dollars, terms, this.request.passengers), rate);
    if (converted === undefined) this.leftOut.currencies.add(terms.currency);
    return converted ?? Number.POSITIVE_INFINITY;
  }

  sell(options: readonly SliceOption[]): Generator<undefined, FlightOffer[]> {
    // Once for all rounds.
    this.#rules ??= ticketRulesOf(this.network, this.request, this.terms, this.leftOut);
    return sellByRules(this.network, [options], this.request, this.terms, this.#rules);
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

export function* sellRound(
  found: readonly Shown<EngineItinerary>[],
  sale: SearchSale,
): Generator<undefined, FlightOffer[]> {
  sale.counts?.similarTo(found);
  const { options, selfTransfers } = sliceOptionsOf(
    sale.network.timetable,
    found,
    CABINS.indexOf(sale.request.cabin),
  );
  return [...(yield* sale.sell(options)), ...selfTransfers.flatMap((one) => sale.sellApart(one))];
}
