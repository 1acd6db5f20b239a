/**
 * A map of what is open now, where entries come and go all the time: auctions, calls.
 *
 * OPEN-1 An entry that was deleted refers to nothing. A Map that deletes is rebuilt now and then,
 *    and V8 lets its old table refer to the new one. So once a table is in the old part of the heap, all
 *    later tables stay in memory until that part is collected, and with them all that was in the map
 *    when each was rebuilt. In a plain Map of calls these were half of all calls with their offers:
 *    copied twice and moved to the old part, which was a tenth of a bidder's processor time. Here it is an
 *    empty object for each.
 */
export class OpenMap<K, V> {
  readonly #entries = new Map<K, { value: V | undefined }>();

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    return this.#entries.get(key)?.value;
  }

  has(key: K): boolean {
    return this.#entries.has(key);
  }

  set(key: K, value: V): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) this.#entries.set(key, { value });
    else entry.value = value;
  }

  /** False when there is none. */
  delete(key: K): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined) return false;
    entry.value = undefined;
    return this.#entries.delete(key);
  }

  clear(): void {
    for (const entry of this.#entries.values()) entry.value = undefined;
    this.#entries.clear();
  }

  keys(): IterableIterator<K> {
    return this.#entries.keys();
  }

  /** The order is that in which they were set; none that is deleted meanwhile. */
  *values(): Generator<V> {
    for (const { value } of this.#entries.values()) if (value !== undefined) yield value;
  }

  *[Symbol.iterator](): Generator<[K, V]> {
    for (const [key, { value }] of this.#entries) if (value !== undefined) yield [key, value];
  }
}
