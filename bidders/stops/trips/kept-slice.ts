/**
 * The search of one slice on one day, kept for all trips of a calendar that leave on it: what was
 * found for one pair of days is there for the next.
 */

import type { PairSlice } from "./pairs-slice.ts";
import type { PartPool } from "./part-pool.ts";
import type { SliceSearch, TripSlice } from "./slice-search.ts";
import type { SliceTimes } from "./slice-windows.ts";

export class KeptSlice implements PairSlice {
  readonly pool: PartPool;
  readonly #search: SliceSearch;
  #isOpen = false;

  constructor(search: SliceSearch) {
    this.#search = search;
    this.pool = search.pool;
  }

  get size(): number {
    return this.#search.size;
  }

  /** Once. */
  *open(): Generator<undefined, void> {
    if (this.#isOpen) return;
    this.#isOpen = true;
    yield* this.#search.open();
  }

  /** No connection takes longer; known once it was opened. */
  get minutesMax(): number {
    return this.#search.minutesMax;
  }

  ways(): readonly SliceTimes[] {
    return this.#search.ways();
  }

  sellers(): Iterable<string> {
    return this.#search.sellers();
  }

  /** Another pair of days has another window. */
  keepWithin(): void {}

  leastLeft(stops: number): number {
    return this.#search.leastLeft(stops);
  }

  leastPrice(): number {
    return this.#search.leastPrice();
  }

  leastByColumnsBeyond(stops: number): number {
    return this.#search.leastByColumnsBeyond(stops);
  }

  /** By the least price of one pair of days nothing is dropped for good (SLICE-4). */
  pull(stops: number, limits: Parameters<TripSlice["pull"]>[1]): Generator<undefined, boolean> {
    return this.#search.pull(stops, { ...limits, others: { ...limits.others, leastPrice: 0 } });
  }

  reopen(): void {
    this.#search.reopen();
  }
}
