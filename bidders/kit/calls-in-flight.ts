/**
 * The calls that are taken and not yet answered, found by their search's id. One search can be here
 * twice: a hedged call, or one delivered again, is answered on its own. Bounded by admission: what
 * runs and what waits.
 */
export class InFlight<T> {
  readonly #bySearch = new Map<string, Set<T>>();
  #size = 0;
  #whenIdle: (() => void)[] = [];

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

  /** A copy, so that calls may be removed while it is walked. */
  of(searchId: string): T[] {
    return [...(this.#bySearch.get(searchId) ?? [])];
  }

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
