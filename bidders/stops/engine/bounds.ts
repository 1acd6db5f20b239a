/**
 * What the itineraries of a chain cost at least: the least fares (`one-ticket-prices.ts`, or
 * `any-tickets-prices.ts` where travellers may change tickets), the shortest flights, and the
 * minimum connecting times. Only the first flights and the last ones are read; of those in the
 * middle, what the network knows of their markets.
 */

import { CONNECTION_KINDS, connectionKind } from "../../flights/itineraries/minimum-connection.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { ChainPlaces } from "./chain-places.ts";
import type { Network } from "./network.ts";
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
  readonly #places: ChainPlaces;
  readonly #prices: ChainPrices;
  readonly #costs: WholeCost;

  constructor(network: Network, places: ChainPlaces, prices: ChainPrices, costs: WholeCost) {
    this.#network = network;
    this.#places = places;
    this.#prices = prices;
    this.#costs = costs;
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
    const { cabins } = this.#places;
    const isLed = cabins === undefined || cabins.mayLead(markets);
    const rest = flights - markets.length;
    minutes += (isLed ? this.#places.toGo(rest) : this.#places.toGoInCabin(rest))[
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
}
