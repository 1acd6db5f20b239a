/**
 * What a slice's non-stop flights of the day say about the fares of its connections
 * (FARE-9, FARE-11 of `fares/fare.ts`).
 */
import { CLASSES } from "../../flights/fares/fare.ts";
import { faresByCabin, seatFactor } from "../../flights/fares/mixed-cabins.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import { type Leg, Legs } from "./legs.ts";
import { isRowSoldAlone, marketBetween, type Network } from "./network.ts";

export type NonstopLeg = Pick<Leg, "carrier" | "fareClass" | "dollars" | "cabin">;

/**
 * A slice's non-stop flights of its date, once in each cabin up to the one asked for; full ones
 * too.
 */
export function nonstopLegs(network: Network, route: Route): NonstopLeg[] {
  const market = marketBetween(network, route.origin, route.destination);
  if (market === -1) return [];
  return faresByCabin(route.fares).flatMap((fares, cabin) =>
    new Legs(network, fares, route.day, { keepsFull: true })
      .leavingOn(market, route.day)
      .filter((leg) => leg.cabin === cabin && isRowSoldAlone(network, leg.row)),
  );
}

/** What is asked: how many cabins there are up to it, and the great circle. */
interface FareScope {
  readonly cabins: number;
  readonly miles: number;
  /** How many carriers there are. */
  readonly carriers: number;
}

const NONE = CLASSES;
const UNKNOWN = 255;

export class NonstopFares {
  /** Dollars of the cheapest one, in the cabin where that is most; 0 where there are none. */
  readonly cheapest: number;
  readonly #asked: FareScope;
  /** The lowest class of all carriers in each cabin, or NONE. */
  readonly #ofAll: Uint8Array;
  /** The same by cabin and carrier. */
  readonly #own: Uint8Array;
  /** Indexed by carrier, as far as asked for. */
  readonly #lowest: Uint8Array;

  constructor(nonstops: readonly NonstopLeg[], asked: FareScope) {
    const { cabins, carriers } = asked;
    this.#asked = asked;
    this.#ofAll = new Uint8Array(cabins).fill(NONE);
    this.#own = new Uint8Array(nonstops.length === 0 ? 0 : cabins * carriers).fill(NONE);
    this.#lowest = new Uint8Array(carriers).fill(nonstops.length === 0 ? 0 : UNKNOWN);
    const cheapest = new Float64Array(cabins).fill(Number.POSITIVE_INFINITY);
    for (const { carrier, fareClass, dollars, cabin } of nonstops) {
      const at = cabin * carriers + carrier;
      cheapest[cabin] = Math.min(cheapest[cabin] as number, dollars);
      this.#ofAll[cabin] = Math.min(this.#ofAll[cabin] as number, fareClass);
      this.#own[at] = Math.min(this.#own[at] as number, fareClass);
    }
    this.cheapest = cheapest.reduce(
      (most, its) => (its < Infinity ? Math.max(most, its) : most),
      0,
    );
  }

  /**
   * The lowest class in which a carrier sells connections from end to end in the cabin asked for
   * (FARE-9).
   */
  lowestClass(carrier: Index): number {
    const known = this.#lowest[carrier] as number;
    if (known !== UNKNOWN) return known;
    const found = this.#findLowest(carrier);
    this.#lowest[carrier] = found;
    return found;
  }

  #findLowest(carrier: Index): number {
    const { cabins, carriers, miles } = this.#asked;
    let [lowest, least] = [0, 0];
    for (let cabin = 0; cabin < cabins; cabin++) {
      const own = this.#own[cabin * carriers + carrier] as number;
      const its = own === NONE ? (this.#ofAll[cabin] as number) : own;
      lowest = its === NONE ? 0 : its;
      while (lowest < CLASSES - 1 && seatFactor(cabin, lowest, miles) < least) lowest++;
      least = seatFactor(cabin, lowest, miles);
    }
    return lowest;
  }
}
