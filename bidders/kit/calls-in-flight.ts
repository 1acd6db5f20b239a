/**
 * The calls that are accepted and not yet answered, by the id of their search. One search can have
 * several: a hedge, or a call that was delivered again, is answered on its own. Bounded by
 * admission: the searches that run and the calls that wait.
 */
export class CallsInFlight<T> {
  readonly #bySearch = new Map<string, Set<T>>();
  #size = 0;
  #whenIdle: (() => void)[] = [];

  /** How many calls are in flight. */
  get size(): number {
    return this.#size;
  }

  add(searchId: string, call: T): void {
    const calls = this.#bySearch.get(searchId);
    if (calls === undefined) this.#bySearch.set(searchId, new Set([call]));
    else calls.add(call);
    this.#size++;
  }

  remove(searchId: string, call: T): void {
    const calls = this.#bySearch.get(searchId);
    if (!calls?.delete(call)) return;
    if (calls.size === 0) this.#bySearch.delete(searchId);
    this.#size--;
    if (this.#size === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  /** The calls for one search. It is a copy: calls may be removed while it is read. */
  of(searchId: string): T[] {
    return [...(this.#bySearch.get(searchId) ?? [])];
  }

  /** All calls, as a copy. */
  all(): T[] {
    return [...this.#bySearch.values()].flatMap((calls) => [...calls]);
  }

  /** Resolves as soon as nothing is in flight. */
  idle(): Promise<void> {
    return this.#size === 0
      ? Promise.resolve()
      : new Promise((resolve) => this.#whenIdle.push(resolve));
  }
}
