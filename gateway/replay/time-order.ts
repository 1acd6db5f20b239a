/**
 * Puts auctions in the order of their time. A record has them in the order in which their late bids
 * ended, and the files of several gateways come one after the other.
 *
 * TIMEORDER-1 So many are kept at most (A6). What is handed out is in order, but for those that
 *    come after so many later ones; these are counted.
 */

/** A6: the timeline of an auction has some 2 kB. */
const KEPT_MAX = 20_000;

export class TimeOrder<Item extends { readonly wallMs: number }> {
  readonly #keptMax: number;
  #kept: Item[] = [];
  #handedOutMs = Number.NEGATIVE_INFINITY;
  outOfOrder = 0;

  constructor(keptMax = KEPT_MAX) {
    this.#keptMax = keptMax;
  }

  /** Those that are handed out by now. */
  add(item: Item): readonly Item[] {
    this.#kept.push(item);
    if (item.wallMs < this.#handedOutMs) this.outOfOrder++;
    return this.#kept.length < this.#keptMax ? [] : this.#handOut(Math.ceil(this.#keptMax / 2));
  }

  /** All that are kept. */
  rest(): readonly Item[] {
    return this.#handOut(this.#kept.length);
  }

  #handOut(count: number): readonly Item[] {
    this.#kept.sort((a, b) => a.wallMs - b.wallMs);
    const first = this.#kept.slice(0, count);
    this.#kept = this.#kept.slice(count);
    this.#handedOutMs = Math.max(this.#handedOutMs, first.at(-1)?.wallMs ?? this.#handedOutMs);
    return first;
  }
}
