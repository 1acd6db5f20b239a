/**
 * What the itineraries of a chain cost at least: the least fares (`one-ticket-prices.ts`, or
 * `any-tickets-prices.ts` where travellers may change tickets), the shortest flights, and the
 * minimum connecting times. Only the first flights and the last ones are read; of those in the
 * middle, what the network knows of their markets.
 */

import { CONNECTION_KINDS, connectionKind } from "../../flights/itineraries/minimum-connection.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { CabinMarkets } from "./cabin-markets.ts";
import type { Network } from "./network.ts";
import type { SliceArea } from "./slice-area.ts";
import type { EndFlights } from "./slice-ends.ts";
import type { WholeCost } from "./whole-cost.ts";

export interface Bound {
  readonly cost: number;
  readonly minutes: number;
  readonly price: number;
}

/**
 * The least prices of chains, in minor units of the search's currency; infinite where none is sold.
 */
export interface ChainPrices {
  /** The least price of itineraries of `flights` flights that begin with these markets. */
  ofPrefix(first: EndFlights, markets: readonly Index[], flights: number): number;
  ofWhole(first: EndFlights, markets: readonly Index[], last: EndFlights): number;
}

export class Bounds {
  readonly #network: Network;
  readonly #area: SliceArea;
  readonly #prices: ChainPrices;
  readonly #costs: WholeCost;
  /**
   * [k][airport]: minutes from an arrival there to one at the destination with k flights; infinite
   * where there are none.
   */
  readonly #toGo: Float64Array[] = [];
  /** The same where one of the flights must be the longest one in the asked cabin (ENGINE-14). */
  readonly #toGoInCabin: Float64Array[] = [];
  readonly #cabins: CabinMarkets | undefined;

  /** `cabins`: in a search for another cabin than economy. */
  constructor(
    network: Network,
    area: SliceArea,
    prices: ChainPrices,
    costs: WholeCost,
    cabins?: CabinMarkets,
  ) {
    this.#network = network;
    this.#area = area;
    this.#prices = prices;
    this.#costs = costs;
    this.#cabins = cabins;
  }

  /**
   * The bound of all itineraries of `flights` flights that begin with these markets and first
   * flights.
   */
  ofPrefix(first: EndFlights, markets: readonly Index[], flights: number): Bound {
    const { marketDestination, marketBlockMin } = this.#network;
    let minutes = first.minutes;
    for (let i = 1; i < markets.length; i++) {
      minutes +=
        this.minimumBetween(markets[i - 1] as Index, markets[i] as Index) +
        (marketBlockMin[markets[i] as Index] as number);
    }
    const isLed = this.#cabins === undefined || this.#cabins.mayLead(markets);
    const rest = flights - markets.length;
    minutes += (isLed ? this.toGo(rest) : this.#inCabin(rest))[
      marketDestination[markets.at(-1) as Index] as Index
    ] as number;
    const price =
      minutes === Number.POSITIVE_INFINITY
        ? minutes
        : this.#prices.ofPrefix(first, markets, flights);
    return { cost: this.#cost(price, minutes, flights - 1), minutes, price };
  }

  ofWhole(first: EndFlights, markets: readonly Index[], last: EndFlights): Bound {
    const { marketBlockMin } = this.#network;
    const stops = markets.length - 1;
    let minutes =
      first.minutes +
      last.minutes +
      this.minimumBetween(markets[stops - 1] as Index, markets[stops] as Index);
    for (let i = 1; i < stops; i++) {
      minutes +=
        this.minimumBetween(markets[i - 1] as Index, markets[i] as Index) +
        (marketBlockMin[markets[i] as Index] as number);
    }
    const price = this.#prices.ofWhole(first, markets, last);
    return { cost: this.#cost(price, minutes, stops), minutes, price };
  }

  #cost(price: number, minutes: number, stops: number): number {
    return price === Number.POSITIVE_INFINITY || minutes === Number.POSITIVE_INFINITY
      ? Number.POSITIVE_INFINITY
      : this.#costs.atLeast(price, minutes, stops);
  }

  minimumBetween(arriving: Index, leaving: Index): number {
    const { marketInternational, marketOrigin, minimumConnections } = this.#network;
    const kind = connectionKind(
      marketInternational[arriving] as number,
      marketInternational[leaving] as number,
    );
    return minimumConnections[CONNECTION_KINDS * (marketOrigin[leaving] as Index) + kind] as number;
  }

  /**
   * The minutes from an arrival at each airport to one at the destination by this number of
   * flights, with minimum connecting times. Indexed by airport.
   */
  toGo(flights: number): Float64Array {
    let known = this.#toGo[flights];
    if (known === undefined) {
      known = this.#before(flights === 1 ? undefined : this.toGo(flights - 1), undefined);
      this.#toGo[flights] = known;
    }
    return known;
  }

  /** `toGo` where one of the flights must be the longest one in the asked cabin (ENGINE-14). */
  #inCabin(flights: number): Float64Array {
    let known = this.#toGoInCabin[flights];
    if (known === undefined) {
      const [any, led] = flights === 1 ? [] : [this.toGo(flights - 1), this.#inCabin(flights - 1)];
      known = this.#before(any, this.#cabins);
      if (led !== undefined) {
        const others = this.#before(led, undefined);
        for (let i = 0; i < known.length; i++)
          known[i] = Math.min(known[i] as number, others[i] as number);
      }
      this.#toGoInCabin[flights] = known;
    }
    return known;
  }

  /**
   * The minutes from each airport with one flight more, followed by `onward`, or to the
   * destination; with a leading market among these, where they are given.
   */
  #before(onward: Float64Array | undefined, among: CabinMarkets | undefined): Float64Array {
    const { marketOrigin, marketBlockMin, firstInto, marketsInto } = this.#network;
    const minutes = new Float64Array(firstInto.length - 1).fill(Number.POSITIVE_INFINITY);
    const { destination, lastMarket, isLimited, vias } = this.#area;
    for (let airport = 0; airport < minutes.length; airport++) {
      const rest =
        onward === undefined
          ? airport === destination
            ? 0
            : Number.POSITIVE_INFINITY
          : (onward[airport] as number);
      if (rest === Number.POSITIVE_INFINITY) continue;
      for (let i = firstInto[airport] as number; i < (firstInto[airport + 1] as number); i++) {
        const market = marketsInto[i] as Index;
        const from = marketOrigin[market] as Index;
        if (onward === undefined && lastMarket[from] !== market) continue;
        if (isLimited && (vias?.[from] === 0 || !this.#area.mayFly(market))) continue;
        const all = this.#minimumBefore(from, market) + (marketBlockMin[market] as number) + rest;
        if (all < (minutes[from] as number) && among?.isLeading(market) !== false)
          minutes[from] = all;
      }
    }
    return minutes;
  }

  /** The least connecting time before a flight, from wherever one arrives. */
  #minimumBefore(airport: Index, leaving: Index): number {
    const { marketInternational, minimumConnections } = this.#network;
    const abroad = marketInternational[leaving] as number;
    return Math.min(
      minimumConnections[CONNECTION_KINDS * airport + connectionKind(0, abroad)] as number,
      minimumConnections[CONNECTION_KINDS * airport + connectionKind(1, abroad)] as number,
    );
  }
}
