/**
 * Cabins along one chain of markets (ENGINE-14, FARE-12), in a search for another cabin than
 * economy: there flights may be in lower ones.
 */
import { type Seat, seatsFactor } from "../../flights/fares/mixed-cabins.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Leg } from "./legs.ts";
import { flownMiles, longestOf, type Network } from "./network.ts";
import type { Prices } from "./prices.ts";

export class ChainCabins {
  readonly #network: Network;
  readonly #markets: readonly Index[];
  readonly #asked: number;
  readonly #km: readonly number[];
  readonly #longest: number;

  /** `asked`: the cabin's index in CABINS. */
  constructor(network: Network, markets: readonly Index[], asked: number) {
    this.#network = network;
    this.#markets = markets;
    this.#asked = asked;
    this.#km = markets.map((market) => network.marketKm[market] as number);
    this.#longest = longestOf(network, markets);
  }

  /** Whether this flight may be the one `at`: the longest is in the asked cabin (ENGINE-14). */
  mayBe(leg: Leg, at: number): boolean {
    return at !== this.#longest || leg.cabin === this.#asked;
  }

  /** Whether one of these flights, both included, is in a lower cabin. */
  isMixed(legs: readonly Leg[], from: number, to: number): boolean {
    for (let i = from; i <= to; i++) if ((legs[i] as Leg).cabin !== this.#asked) return true;
    return false;
  }

  /** Whether more than half of the way is in the asked cabin (ENGINE-14). */
  carriesMost(legs: readonly Leg[]): boolean {
    let [all, asked] = [0, 0];
    for (let i = 0; i < this.#km.length; i++) {
      const km = this.#km[i] as number;
      all += km;
      if ((legs[i] as Leg).cabin === this.#asked) asked += km;
    }
    return 2 * asked > all;
  }

  /** A through fare of the flights `from` to `to`, both included, of one carrier (FARE-12). */
  through(prices: Prices, legs: readonly Leg[], from: number, to: number): number {
    const { carrier } = legs[from] as Leg;
    if (from === 0 && to === this.#markets.length - 1) return this.#whole(prices, legs, carrier);
    const { marketOrigin, marketDestination } = this.#network;
    const [start, end] = [
      marketOrigin[this.#markets[from] as Index] as Index,
      marketDestination[this.#markets[to] as Index] as Index,
    ];
    const seats = seatsFactor(legs, this.#km, from, to, prices.milesBetween(start, end));
    const flown = flownMiles(this.#network, this.#markets, from, to);
    return prices.mixedRun(carrier, seats, start, end, to - from, flown);
  }

  /** The floor of this seller's ticket: its through fare, all in the lowest class (FARE-10). */
  floor(prices: Prices, legs: readonly Leg[], seller: Index): number {
    const seats = legs.map(({ cabin }) => ({ cabin, fareClass: 0 }));
    return this.#whole(prices, seats, seller);
  }

  /** The dollars from end to end. */
  #whole(prices: Prices, seats: readonly Seat[], carrier: Index): number {
    const end = this.#markets.length - 1;
    const { miles } = prices.ends;
    const factor = seatsFactor(seats, this.#km, 0, end, miles, prices.leastSeat(carrier));
    const flown = flownMiles(this.#network, this.#markets, 0, end);
    return prices.mixedThrough(end, carrier, factor, flown);
  }
}
