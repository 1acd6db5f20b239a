/**
 * What itineraries cost the party, exactly, and what they cost at least. Fares are the model's
 * (`fares/fare.ts`), in dollars; the search's own money comes from its `price`, which knows of
 * currencies, children and rounding.
 *
 * BOUND-1 One carrier's through fare is known to the cent once its highest class is, so its bound
 *   is exact for the lowest class there is.
 * BOUND-2 Any other fare is a sum of two or more, each of which is no less than the cheapest
 *   carrier's in the cheapest class over its part of the itinerary; and where it is several
 *   carriers', 4 % less (FARE-2).
 * BOUND-3 A party's price is a constant and a multiple of the dollars, but for rounding: each
 *   traveller's to a minor unit of the seller's currency, of which the largest is worth under two
 *   cents, and once more to the search's. Ten cents cover nine travellers.
 * BOUND-4 On one ticket every two carriers sell connections together (ENGINE-5), so only such
 *   combinations of carriers are bounded, and a chain without any has no itineraries.
 */
import { CLASSES, type FareDay, sliceDollars, throughDollars } from "../../flights/fares/fare.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Leg } from "./legs.ts";
import type { Network } from "./network.ts";

const ROUNDING_DOLLARS = 0.1;
/** For what sums of distances and dollars lose in floating point, some 1e-13 of them. */
export const SUM_ROUNDING = 1 - 1e-9;

export interface PriceQuery {
  readonly fares: FareDay;
  /** Great circle between the ends of the trip. */
  readonly miles: number;
  /**
   * The party's price in minor units of the search's currency when this carrier sells at so many
   * dollars an adult. Infinity when there is no rate: the itinerary is left out.
   */
  price(seller: Index, dollars: number): number;
}

/** A ticket's price, for the party and as one adult's fare. */
export interface Quote {
  readonly dollars: number;
  readonly price: number;
}

export class Prices {
  readonly #query: PriceQuery;
  readonly #network: Network;
  /** One carrier's through fares from end to end, by stops, carrier and class. */
  readonly #through = new Map<number, Quote>();
  /** Of BOUND-3: at least so much whatever the fare, and so much a dollar. */
  #constant = Number.POSITIVE_INFINITY;
  #perDollar = Number.POSITIVE_INFINITY;

  constructor(network: Network, query: PriceQuery) {
    this.#network = network;
    this.#query = query;
    for (const seller of network.sellers) {
      const [none, million] = [query.price(seller, 0), query.price(seller, 1e6)];
      if (million === Number.POSITIVE_INFINITY) continue;
      const perDollar = (million - none) / 1e6;
      this.#perDollar = Math.min(this.#perDollar, perDollar);
      this.#constant = Math.min(this.#constant, none - ROUNDING_DOLLARS * perDollar - 1);
    }
  }

  /**
   * No ticket at so many dollars an adult or more costs the party less, nor do two tickets that
   * come to as many (BOUND-3).
   */
  least(dollars: number): number {
    if (this.#perDollar === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
    return Math.max(0, Math.floor(this.#perDollar * dollars + 2 * Math.min(0, this.#constant)));
  }

  /** A carrier's through fare from end to end (BOUND-1). */
  through(stops: number, carrier: Index, fareClass: number): Quote {
    const { carrierKind } = this.#network;
    const key = (stops * carrierKind.length + carrier) * CLASSES + fareClass;
    let quote = this.#through.get(key);
    if (quote === undefined) {
      const { fares, miles } = this.#query;
      const dollars = throughDollars(
        fares,
        carrierKind[carrier] as number,
        fareClass,
        miles,
        stops,
      );
      quote = { dollars, price: this.#query.price(carrier, dollars) };
      this.#through.set(key, quote);
    }
    return quote;
  }

  /**
   * The quote of a whole trip on one ticket of one carrier alone: what most itineraries are, and
   * looked up where its through fare is the cheaper (FARE-1). Undefined where the flights one by
   * one are.
   */
  throughQuote(legs: readonly Leg[]): Quote | undefined {
    let apart = 0;
    let fareClass = 0;
    for (let i = 0; i < legs.length; i++) {
      const leg = legs[i] as Leg;
      apart += leg.dollars;
      fareClass = Math.max(fareClass, leg.fareClass);
    }
    const quote = this.through(legs.length - 1, (legs[0] as Leg).carrier, fareClass);
    return quote.dollars <= apart ? quote : undefined;
  }

  /**
   * What one adult pays for flights on one ticket. `miles(i, j)`: from where flight i starts to
   * where j ends.
   */
  dollars(legs: readonly Leg[], miles: (from: number, to: number) => number): number {
    return sliceDollars(this.#query.fares, legs, miles);
  }

  price(seller: Index, dollars: number): number {
    return this.#query.price(seller, dollars);
  }
}
