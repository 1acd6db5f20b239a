/**
 * The calls that are accepted and not yet answered, with the id of their search. One search can
 * have several: a hedge, or a call that was delivered again, is answered on its own. Bounded by
 * admission: the searches that run and the calls that wait.
 *
 * They are lists, which are searched for an id only when a hedge or a cancel comes: to put a call
 * into a Map and take it out again costs 0.6 µs more, of which most is the hash of an id that is
 * new with each call.
 */
export class CallsInFlight<T> {
  readonly #calls: T[] = [];
  /** At the same index as `#calls`. */
  readonly #auctionIds: string[] = [];
  #whenIdle: (() => void)[] = [];

  /** How many calls are in flight. */
  get size(): number {
    return this.#calls.length;
  }

  /** Adds a call that is accepted. */
  add(auctionId: string, call: T): void {
    this.#calls.push(call);
    this.#auctionIds.push(auctionId);
  }

  /** Removes a call that is answered; one that is not there changes nothing. */
  remove(call: T): void {
    const index = this.#calls.indexOf(call);
    if (index < 0) return;
    const lastCall = this.#calls.pop() as T;
    const lastId = this.#auctionIds.pop() as string;
    if (index < this.#calls.length) {
      this.#calls[index] = lastCall;
      this.#auctionIds[index] = lastId;
    }
    if (this.#calls.length === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  /** Whether a call for this search is in flight. */
  has(auctionId: string): boolean {
    return this.#auctionIds.includes(auctionId);
  }

  /** The calls for one search, in any order; a copy: calls may be removed while it is read. */
  of(auctionId: string): T[] {
    return this.#calls.filter((_, index) => this.#auctionIds[index] === auctionId);
  }

  /** All calls, as a copy, in any order. */
  all(): T[] {
    return [...this.#calls];
  }

  /** Resolves as soon as nothing is in flight. */
  idle(): Promise<void> {
    return this.#calls.length === 0
      ? Promise.resolve()
      : new Promise((resolve) => this.#whenIdle.push(resolve));
  }
}
