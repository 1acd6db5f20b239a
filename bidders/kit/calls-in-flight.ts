import { OpenMap } from "../../common/runtime/open-map.ts";

/**
 * The calls that are accepted and not yet answered, by the id of their search. One search can have
 * several: a hedge, or a call that was delivered again, is answered on its own. Bounded by
 * admission: the searches that run and the calls that wait.
 */
export class CallsInFlight<T> {
  /** The first call for each search. Nearly every search has no other. */
  readonly #first = new OpenMap<string, T>();
  /** The calls after the first, in the order in which they came. */
  readonly #others = new OpenMap<string, T[]>();
  #size = 0;
  #whenIdle: (() => void)[] = [];

  /** How many calls are in flight. */
  get size(): number {
    return this.#size;
  }

  /** Adds a call that is accepted. */
  add(auctionId: string, call: T): void {
    this.#size++;
    if (!this.#first.has(auctionId)) {
      this.#first.set(auctionId, call);
      return;
    }
    const others = this.#others.get(auctionId);
    if (others === undefined) this.#others.set(auctionId, [call]);
    else others.push(call);
  }

  /** Removes a call that is answered; one that is not there changes nothing. */
  remove(auctionId: string, call: T): void {
    if (!this.#take(auctionId, call)) return;
    this.#size--;
    if (this.#size === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  /** Whether a call for this search is in flight. */
  has(auctionId: string): boolean {
    return this.#first.has(auctionId);
  }

  /** The calls for one search. It is a copy: calls may be removed while it is read. */
  of(auctionId: string): T[] {
    const first = this.#first.get(auctionId);
    return first === undefined ? [] : [first, ...(this.#others.get(auctionId) ?? [])];
  }

  /** All calls, as a copy. */
  all(): T[] {
    return [...this.#first.keys()].flatMap((auctionId) => this.of(auctionId));
  }

  /** Resolves as soon as nothing is in flight. */
  idle(): Promise<void> {
    return this.#size === 0
      ? Promise.resolve()
      : new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** False when the call is not in flight. */
  #take(auctionId: string, call: T): boolean {
    const others = this.#others.size === 0 ? undefined : this.#others.get(auctionId);
    if (this.#first.get(auctionId) === call) {
      const next = others?.shift();
      if (next === undefined) this.#first.delete(auctionId);
      else this.#first.set(auctionId, next);
    } else {
      const index = others?.indexOf(call) ?? -1;
      if (index < 0) return false;
      others?.splice(index, 1);
    }
    if (others?.length === 0) this.#others.delete(auctionId);
    return true;
  }
}
