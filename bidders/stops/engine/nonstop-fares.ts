/**
 * What a trip's non-stop flights of the day say about the fares of its connections (FARE-9, FARE-11
 * of `fares/fare.ts`).
 */
import { CLASSES } from "../../flights/fares/fare.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Leg } from "./legs.ts";

export class NonstopFares {
  /** Dollars of the cheapest one; 0 where there are none. */
  readonly cheapest: number;
  /** Of all carriers; 0 where there are none. */
  readonly #lowestClass: number;
  /** By carrier: the lowest class of its own; 0 where it has none. */
  readonly #ownClass: Uint8Array;

  /** `nonstops`: of the trip's own market, those that are sold and leave on its date. */
  constructor(nonstops: readonly Pick<Leg, "carrier" | "fareClass" | "dollars">[], count: number) {
    this.#ownClass = new Uint8Array(count).fill(CLASSES);
    let [cheapest, lowest] = [Number.POSITIVE_INFINITY, CLASSES];
    for (const { carrier, fareClass, dollars } of nonstops) {
      cheapest = Math.min(cheapest, dollars);
      lowest = Math.min(lowest, fareClass);
      this.#ownClass[carrier] = Math.min(this.#ownClass[carrier] as number, fareClass);
    }
    this.cheapest = nonstops.length === 0 ? 0 : cheapest;
    this.#lowestClass = nonstops.length === 0 ? 0 : lowest;
  }

  /** The lowest class in which a carrier sells connections from end to end (FARE-9). */
  lowestClass(carrier: Index): number {
    const own = this.#ownClass[carrier] as number;
    return own === CLASSES ? this.#lowestClass : own;
  }
}
