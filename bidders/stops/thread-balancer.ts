/**
 * Gives each search to the thread that `ThreadPlacement` chooses. Piscina asks for a thread while
 * the search is handed to it, and has no lanes.
 */
import type { Piscina } from "piscina";
import type { PendingSearch } from "./pending-search.ts";
import { ThreadPlacement } from "./thread-placement.ts";

/** Piscina does not export its type of a thread. */
type Balancer = NonNullable<NonNullable<ConstructorParameters<typeof Piscina>[0]>["loadBalancer"]>;
type PiscinaWorker = Parameters<Balancer>[1][number];

export class ThreadBalancer {
  readonly placement: ThreadPlacement<PendingSearch>;
  /** The search that is handed to piscina now. */
  #placing: PendingSearch | undefined;

  /** `tasksMax`: the most searches on one thread. */
  constructor(tasksMax: number) {
    this.placement = new ThreadPlacement(tasksMax);
  }

  /** `hand` hands this search to piscina, which asks `choose` at once where it is to go. */
  place<T>(search: PendingSearch, hand: () => T): T {
    this.#placing = search;
    try {
      return hand();
    } finally {
      this.#placing = undefined;
    }
  }

  /**
   * The thread of the search that is handed over; null where none has room. Where no search is
   * handed over, piscina asks whether threads are ready: any without work is right.
   */
  choose(workers: readonly PiscinaWorker[]): PiscinaWorker | null {
    const search = this.#placing;
    if (search === undefined) return workers.find(({ currentUsage }) => currentUsage === 0) ?? null;
    const ids = workers.map(({ id }) => id);
    const thread = this.placement.choose(search.lane, ids);
    if (thread === undefined) return null;
    this.placement.enter(search, thread);
    return workers.find(({ id }) => id === thread) ?? null;
  }
}
