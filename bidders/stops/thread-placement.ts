/**
 * Which thread a search goes to: the one with the fewest others that would have their turns before
 * it, and of those the emptiest. One with a search that does not stop comes last: it may have to be
 * ended.
 */

export interface Placed {
  /** See kit/search-scheduler.ts. */
  readonly lane: number;
  readonly isStopping: boolean;
}

export class ThreadPlacement<T extends Placed> {
  readonly #tasksMax: number;
  /** Keyed by the thread's id. */
  readonly #placed = new Map<number, Set<T>>();

  /** `tasksMax`: the most searches on one thread. */
  constructor(tasksMax: number) {
    this.#tasksMax = tasksMax;
  }

  /** Undefined where every thread has as many as it may have. */
  choose(lane: number, threads: Iterable<number>): number | undefined {
    let chosen: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const thread of threads) {
      const placed = this.#placed.get(thread) ?? new Set();
      if (placed.size >= this.#tasksMax) continue;
      const rivals = [...placed].filter((other) => other.lane <= lane).length;
      const base = this.#tasksMax + 1;
      const weight =
        Number([...placed].some(({ isStopping }) => isStopping)) * base ** 2 +
        rivals * base +
        placed.size;
      if (weight < least) [chosen, least] = [thread, weight];
    }
    return chosen;
  }

  enter(search: T, thread: number): void {
    const placed = this.#placed.get(thread);
    if (placed === undefined) this.#placed.set(thread, new Set([search]));
    else placed.add(search);
  }

  /** The others on its thread. */
  besides(search: T): T[] {
    const placed = [...this.#placed.values()].find((one) => one.has(search)) ?? [];
    return [...placed].filter((other) => other !== search);
  }

  /** It has ended, or its thread has. A thread without searches is forgotten. */
  leave(search: T): void {
    for (const [thread, placed] of this.#placed) {
      if (placed.delete(search) && placed.size === 0) this.#placed.delete(thread);
    }
  }
}
