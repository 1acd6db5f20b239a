/** What may still lead to itineraries, the most promising first. */
import { Heap } from "../../flights/itineraries/heap.ts";
import type { Index } from "../../flights/timetable/timetable.ts";

/**
 * Markets one after the other, from the origin on: whole where they reach the destination. Each has
 * its itineraries, at various times.
 */
export interface Chain {
  readonly markets: readonly Index[];
  readonly whole: boolean;
  /**
   * No itinerary along it costs less, in minor units of the search's currency; and of those that
   * cost as much none takes fewer minutes.
   */
  readonly cost: number;
  readonly minutes: number;
  /** The part of that cost that is the price. */
  readonly price: number;
  /** Whether its bound takes into account which flights the limits leave at its end. */
  readonly isRaised: boolean;
  /** Its itineraries up to this cost have been found. */
  readonly foundUpTo: number;
}

/** A heap of chains, sorted by cost, then by minutes. */
export class ChainQueue extends Heap<Chain> {
  constructor() {
    super(isBefore);
  }
}

function isBefore(one: Chain, other: Chain): boolean {
  return one.cost < other.cost || (one.cost === other.cost && one.minutes < other.minutes);
}
