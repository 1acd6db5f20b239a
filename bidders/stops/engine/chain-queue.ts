/** What may still lead to itineraries, the most promising first. */
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
  /** Its itineraries up to this cost have been found. */
  readonly foundUpTo: number;
}

/** A binary heap (Williams, 1964) by cost, then minutes. */
export class ChainQueue {
  readonly #heap: Chain[] = [];

  get first(): Chain | undefined {
    return this.#heap[0];
  }

  push(chain: Chain): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(chain);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above] as Chain;
      if (!isBefore(chain, other)) break;
      heap[at] = other;
      at = above;
    }
    heap[at] = chain;
  }

  pop(): Chain | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1] as Chain, heap[below] as Chain))
        below++;
      const other = heap[below] as Chain;
      if (!isBefore(other, last)) break;
      heap[at] = other;
      at = below;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(one: Chain, other: Chain): boolean {
  return one.cost < other.cost || (one.cost === other.cost && one.minutes < other.minutes);
}
