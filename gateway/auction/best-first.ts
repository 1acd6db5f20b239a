/**
 * Rows from the best to the worst, as far as they are asked for: a binary heap. The first few of
 * many are all that a result shows, and sorting all takes longer. Unlike `Heap` of the bidders it
 * holds numbers of rows, in one array for all auctions of a ranking, and makes no object. It does
 * not depend on the order in which a bidder has put its offers, which is not to be trusted.
 */
import type { PricedRows } from "./priced-rows.ts";

export class BestFirst {
  readonly #rows: PricedRows;
  #heap = new Int32Array(0);
  #count = 0;

  constructor(rows: PricedRows) {
    this.#rows = rows;
  }

  /** Begins again, with all rows that there are now. */
  begin(): void {
    const { count } = this.#rows;
    if (this.#heap.length < count) this.#heap = new Int32Array(2 * count);
    this.#count = count;
    for (let i = 0; i < count; i++) this.#heap[i] = i;
    for (let i = (count >> 1) - 1; i >= 0; i--) this.#sink(i);
  }

  /** The best of the rows that are left, or -1. */
  get best(): number {
    return this.#count === 0 ? -1 : (this.#heap[0] as number);
  }

  /** Leaves out the best one. */
  skip(): void {
    const last = this.#heap[--this.#count] as number;
    this.#heap[0] = last;
    this.#sink(0);
  }

  /**
   * First down to a leaf, along the better of two children, then up to its place: the row is mostly
   * one of the worst, and this takes half of the comparisons.
   */
  #sink(from: number): void {
    const heap = this.#heap;
    const count = this.#count;
    const row = heap[from] as number;
    let at = from;
    for (let child = 2 * at + 1; child < count; child = 2 * at + 1) {
      const isLast = child + 1 === count;
      if (!isLast && this.#rows.compare(heap[child + 1] as number, heap[child] as number) < 0)
        child++;
      heap[at] = heap[child] as number;
      at = child;
    }
    while (at > from) {
      const parent = (at - 1) >> 1;
      if (this.#rows.compare(heap[parent] as number, row) <= 0) break;
      heap[at] = heap[parent] as number;
      at = parent;
    }
    heap[at] = row;
  }
}
