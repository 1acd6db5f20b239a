/**
 * The answer to one search, as pure and synchronous work: itineraries with one or more connections,
 * of each slice the best, sold by cost. In a return or multi-city trip a slice may be non-stop, as
 * long as another has a connection: trips without any are those of `nonstop`.
 *
 * It runs wherever it is wanted: in a thread (search-thread.ts), or in place at the event loop's pace
 * (same-thread-search.ts). Whoever runs it may stop it at any of its breaths.
 */

import { convert, cost } from "../../common/money/money.ts";
import type { FlightOffer, FlightSearch, Money, Objective, Rates } from "../../proto/messages.ts";
import { partyPrice } from "../flights/fares/fare.ts";
import { nonstopOptions } from "../flights/itineraries/nonstop.ts";
import {
  offerOf,
  optionStops,
  type SellerFare,
  type SliceOption,
} from "../flights/itineraries/option.ts";
import { type Route, routesOf } from "../flights/itineraries/route.ts";
import {
  type SaleOptions,
  type SaleTerms,
  sold,
  unpricedNote,
} from "../flights/itineraries/sell.ts";
import { OPTIONS_A_SLICE } from "../flights/itineraries/tickets.ts";
import type { Network } from "./engine/network.ts";
import { connectionsOf, type RoundQuery, type SelfTransfer } from "./slice-options.ts";

/** What of a search's context an answer depends on. It may be posted to a thread. */
export interface Setting {
  readonly nowMs: number;
  readonly objective: Objective;
  readonly rates: Rates;
  readonly offersMax: number;
}

/** Offers that can be told before all are found; the floor is as in SearchContext.part. */
export interface Part {
  readonly offers: readonly FlightOffer[];
  readonly floor: number | null;
}

/** What is left to be told at the end. */
export interface Summary {
  readonly offers: readonly FlightOffer[];
  readonly notes: readonly string[];
}

/**
 * `undefined` is a breath: there is one every 100 µs or so of work, and the longest that was seen
 * between two of them was 3 ms.
 */
export type Answer = Generator<undefined | Part, Summary>;

export function* answers(request: FlightSearch, network: Network, setting: Setting): Answer {
  if (request.maxStops === 0) return { offers: [], notes: [] };
  const notes: string[] = [];
  if (request.selfTransfer && request.slices.length > 1)
    notes.push("self-transfers are sold one way only: search each way by itself");
  const routes = routesOf(network, request, setting.nowMs);
  if (routes === undefined) return { offers: [], notes };
  const sale = new Sale(request, network, setting);
  const [first] = routes;
  const offers = yield* first !== undefined && routes.length === 1
    ? oneWay(first, sale)
    : severalSlices(routes, sale);
  return { offers, notes: [...notes, ...unpricedNote(sale.unpriced)] };
}

/** One search's terms, and the currencies that it had to leave out. */
class Sale {
  readonly request: FlightSearch;
  readonly network: Network;
  readonly unpriced = new Set<string>();
  readonly #setting: Setting;
  readonly #terms: SaleTerms;

  constructor(request: FlightSearch, network: Network, setting: Setting) {
    this.request = request;
    this.network = network;
    this.#setting = setting;
    this.#terms = {
      nowMs: setting.nowMs,
      offersMax: setting.offersMax,
      cost: (price, minutes, stops) => {
        const converted = this.#convert(price);
        return converted === undefined
          ? undefined
          : cost(converted, minutes, stops, setting.objective);
      },
    };
  }

  get nowMs(): number {
    return this.#setting.nowMs;
  }

  query(route: Route, wanted: number, selfTransfer: boolean): RoundQuery {
    const { nowMs, objective } = this.#setting;
    const unpriced = (currency: string) => void this.unpriced.add(currency);
    const convert = (money: Money) => this.#convert(money);
    return {
      route,
      request: this.request,
      nowMs,
      objective,
      wanted,
      selfTransfer,
      convert,
      unpriced,
    };
  }

  sell(
    slices: readonly (readonly SliceOption[])[],
    options: Pick<SaleOptions, "wanted"> = {},
  ): Generator<undefined, FlightOffer[]> {
    return sold(this.network, slices, this.request, this.#terms, {
      ...options,
      unpriced: this.unpriced,
    });
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
      similar,
    };
    const offer = offerOf(this.network.timetable, [whole], names, price, this.#setting.nowMs);
    return [{ ...offer, fares: [], selfTransfers: [airport] }];
  }

  #convert({ amount, currency }: Money): number | undefined {
    return convert(amount, currency, this.#setting.rates);
  }
}

/** Each round is sold as soon as it is found. */
function* oneWay(route: Route, sale: Sale): Generator<undefined | Part, readonly FlightOffer[]> {
  const { request, network } = sale;
  const rounds = connectionsOf(
    network,
    sale.query(route, request.maxResults, request.selfTransfer),
  );
  for (const round of rounds) {
    if (round === undefined) {
      yield;
      continue;
    }
    const { floor, options, selfTransfers } = round;
    const offers = [
      ...(yield* sale.sell([options])),
      ...selfTransfers.flatMap((one) => sale.sellApart(one)),
    ];
    if (floor === Number.POSITIVE_INFINITY) return offers;
    yield { offers, floor };
  }
  return [];
}

/**
 * In a return or multi-city trip every slice is searched before the first ticket can be put
 * together: as many itineraries of each as tickets are made of. Two tickets a slice are not sold in
 * these.
 */
function* severalSlices(
  routes: readonly Route[],
  sale: Sale,
): Generator<undefined, readonly FlightOffer[]> {
  const { network } = sale;
  const slices: SliceOption[][] = [];
  for (const route of routes) {
    const options: SliceOption[] = [];
    for (const round of connectionsOf(network, sale.query(route, OPTIONS_A_SLICE, false))) {
      if (round === undefined) yield;
      else options.push(...round.options);
    }
    options.push(...nonstopOptions(network, route, sale.nowMs));
    if (options.length === 0) return [];
    slices.push(options);
  }
  return yield* sale.sell(slices, { wanted: (option) => optionStops(option) > 0 });
}
