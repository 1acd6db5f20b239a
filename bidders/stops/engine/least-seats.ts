/**
 * What the seats of a chain's flights cost at least in a search for another cabin than economy,
 * where flights may be in lower cabins (CABIN-5).
 *
 * SEATS-1 A through fare counts each flight at no less than its own seat (FARE-12). So it is no
 *   less than what it would be with the cheapest seat that the carrier may have on each market; on
 *   the longest one that is a seat in the asked cabin (ENGINE-14).
 * SEATS-2 Where only a prefix is known: more than half of the way is flown in the asked cabin
 *   (ENGINE-14), and the rest counts no less than the most expensive class of the lowest cabin, or
 *   as much as the other half. So a carrier's through fare is no less than the mean of the two.
 */
import { CABINS } from "../../../proto/messages.ts";
import {
  fullSeatFactor,
  lowestClass,
  NO_CABIN,
  seatFactor,
} from "../../flights/fares/mixed-cabins.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import { flownMiles, longestOf, type Network, placeOf } from "./network.ts";
import { type Prices, SUM_ROUNDING } from "./prices.ts";
import { type EndFlights, NOT_FLOWN } from "./slice-ends.ts";

const LOWEST_CABIN = 0;

export class LeastSeats {
  readonly #network: Network;
  readonly #prices: Prices;
  readonly #asked: number;
  #first: EndFlights | undefined;
  #last: EndFlights | undefined;
  #markets: readonly Index[] = [];
  /** Indexed by stops. */
  readonly #leastFloors: number[] = [];
  /** The index of the longest market of a whole chain; -1 in a prefix. */
  #longest = -1;

  constructor(network: Network, prices: Prices) {
    this.#network = network;
    this.#prices = prices;
    this.#asked = CABINS.indexOf(prices.fares.cabin);
  }

  /** Begins with this chain: a prefix when `last` is undefined. */
  begin(first: EndFlights, markets: readonly Index[], last: EndFlights | undefined): void {
    this.#first = first;
    this.#markets = markets;
    this.#last = last;
    this.#longest = last === undefined ? -1 : longestOf(this.#network, markets);
  }

  /** Dollars of a carrier's flight `at` alone; infinite where it has none that may be there. */
  alone(at: number, carrier: Index): number {
    const market = this.#markets[at] as Index;
    let least = Number.POSITIVE_INFINITY;
    for (let cabin = this.#lowestAt(at, carrier); cabin <= this.#asked; cabin++) {
      const fareClass = this.#classAt(at, carrier, cabin);
      if (fareClass !== NOT_FLOWN)
        least = Math.min(least, this.#prices.alone(carrier, fareClass, market, cabin));
    }
    return least;
  }

  /** Dollars of a carrier's through fare of the flights `from` to before `to`, by SEATS-1. */
  through(from: number, to: number, carrier: Index): number {
    const { marketOrigin, marketDestination } = this.#network;
    const start = marketOrigin[this.#markets[from] as Index] as Index;
    const end = marketDestination[this.#markets[to - 1] as Index] as Index;
    const isWhole = from === 0 && to === this.#markets.length && this.#last !== undefined;
    const miles = this.#prices.milesBetween(start, end);
    let highest = isWhole ? this.#prices.leastSeat(carrier) : 0;
    for (let at = from; at < to; at++)
      highest = Math.max(highest, this.#seatAt(at, carrier, miles));
    const seats = this.#seatsOf(from, to, { highest, miles }, () => carrier);
    if (seats === Number.POSITIVE_INFINITY) return seats;
    const flown = flownMiles(this.#network, this.#markets, from, to - 1);
    if (isWhole) return this.#prices.mixedThrough(to - 1, carrier, seats, flown);
    return this.#prices.mixedRun(carrier, seats, start, end, to - from - 1, flown);
  }

  /**
   * Dollars of a carrier's through fare from end to end that begins with these flights, by SEATS-2.
   */
  throughPrefix(carrier: Index, flights: number): number {
    const { miles } = this.#prices.ends;
    const highest = Math.max(
      this.#seatAt(0, carrier, miles),
      this.#prices.leastSeat(carrier),
      seatFactor(this.#asked, lowestClass(this.#asked), miles),
    );
    return this.#prices.mixedThrough(flights - 1, carrier, this.#meanSeats(highest));
  }

  /** The lowest class of a carrier's first flights, in any cabin. */
  firstClass(carrier: Index): number {
    let least = NOT_FLOWN;
    for (let cabin = 0; cabin <= this.#asked; cabin++)
      least = Math.min(least, this.#classIn(this.#first as EndFlights, carrier, cabin));
    return least;
  }

  /** Whether all flights of the chain by these carriers, one each, are in the asked cabin. */
  isWhole(carriers: ArrayLike<Index>): boolean {
    for (let at = 0; at < this.#markets.length; at++)
      if (this.#lowestAt(at, carriers[at] as Index) !== this.#asked) return false;
    return true;
  }

  /** The same where all are by one carrier. */
  isWholeOf(carrier: Index): boolean {
    for (let at = 0; at < this.#markets.length; at++)
      if (this.#lowestAt(at, carrier) !== this.#asked) return false;
    return true;
  }

  /** Dollars of a seller's floor for a whole chain by these carriers (FARE-10, FARE-12). */
  floor(carriers: ArrayLike<Index>, seller: Index): number {
    const stops = this.#markets.length - 1;
    const least = { highest: this.#prices.leastSeat(seller), miles: this.#prices.ends.miles };
    const seats = this.#seatsOf(0, stops + 1, least, (at) => carriers[at] as Index);
    if (seats === Number.POSITIVE_INFINITY) return seats;
    const flown = flownMiles(this.#network, this.#markets, 0, stops);
    return this.#prices.mixedThrough(stops, seller, seats, flown);
  }

  /**
   * FARE-12 of the flights `from` to before `to`, each in the lowest cabin there may be; infinite
   * where one of the carriers does not fly there.
   */
  #seatsOf(
    from: number,
    to: number,
    { highest, miles }: { readonly highest: number; readonly miles: number },
    carrierAt: (at: number) => Index,
  ): number {
    const { marketKm } = this.#network;
    let [sum, all] = [0, 0];
    for (let at = from; at < to; at++) {
      const cabin = this.#lowestAt(at, carrierAt(at));
      if (cabin === NO_CABIN) return Number.POSITIVE_INFINITY;
      const km = marketKm[this.#markets[at] as Index] as number;
      sum += km * Math.min(highest, fullSeatFactor(cabin, miles));
      all += km;
    }
    return sum / all;
  }

  /** A price that is below every seller's floor, whatever the flights (SEATS-2). */
  leastFloor(stops: number): number {
    let least = this.#leastFloors[stops];
    if (least === undefined) {
      least = this.#prices.leastOfSellers((seller) => {
        const seats = this.#meanSeats(this.#prices.leastSeat(seller));
        return SUM_ROUNDING * this.#prices.mixedThrough(stops, seller, seats);
      });
      this.#leastFloors[stops] = least;
    }
    return least;
  }

  /** SEATS-2, with `highest` as what the flights in the asked cabin count. */
  #meanSeats(highest: number): number {
    const { miles } = this.#prices.ends;
    return (highest + Math.min(highest, fullSeatFactor(LOWEST_CABIN, miles))) / 2;
  }

  #seatAt(at: number, carrier: Index, miles: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let cabin = this.#lowestAt(at, carrier); cabin <= this.#asked; cabin++) {
      const fareClass = this.#classAt(at, carrier, cabin);
      if (fareClass !== NOT_FLOWN) least = Math.min(least, seatFactor(cabin, fareClass, miles));
    }
    return least;
  }

  #classIn({ classesIn }: EndFlights, carrier: Index, cabin: number): number {
    return classesIn[cabin * this.#network.carrierTier.length + carrier] as number;
  }

  #endAt(at: number): EndFlights | undefined {
    return at === 0 ? this.#first : at === this.#markets.length - 1 ? this.#last : undefined;
  }

  /** The lowest cabin that flight `at` may be in; NO_CABIN where the carrier does not fly it so. */
  #lowestAt(at: number, carrier: Index): number {
    if (at === this.#longest)
      return this.#classAt(at, carrier, this.#asked) === NOT_FLOWN ? NO_CABIN : this.#asked;
    const end = this.#endAt(at);
    if (end !== undefined) {
      for (let cabin = 0; cabin <= this.#asked; cabin++)
        if (this.#classIn(end, carrier, cabin) !== NOT_FLOWN) return cabin;
      return NO_CABIN;
    }
    const place = placeOf(this.#network, carrier, this.#markets[at] as Index);
    return place === -1
      ? NO_CABIN
      : (this.#network.marketCarrierLowest[CABINS.length * place + this.#asked] as number);
  }

  /** The lowest class there in a cabin, or NOT_FLOWN. */
  #classAt(at: number, carrier: Index, cabin: number): number {
    const end = this.#endAt(at);
    if (end !== undefined) return this.#classIn(end, carrier, cabin);
    const place = placeOf(this.#network, carrier, this.#markets[at] as Index);
    const has = place === -1 ? 0 : (this.#network.marketCarrierCabins[place] as number);
    return (has & (1 << cabin)) === 0 ? NOT_FLOWN : lowestClass(cabin);
  }
}
