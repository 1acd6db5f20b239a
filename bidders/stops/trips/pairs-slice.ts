/**
 * A slice between several airports: the searches of its pairs side by side, as one slice of a trip.
 * Each pair finds its parts as it does alone; a trip may use those of any pair (TRIP-10).
 *
 * PAIR-1 What holds for the slice's bounds of every pair holds for those of the slice: each is the
 *   least of the pairs.
 */
import type { TripPart } from "../../flights/itineraries/trip-part.ts";
import type { TimeWindow } from "../engine/arrival-limits.ts";
import type { SliceSearch, TripSlice } from "./slice-search.ts";
import type { SliceTimes } from "./slice-windows.ts";

/** The search of one pair of airports, on one day. */
export type PairSlice = TripSlice & Pick<SliceSearch, "pool">;

export class PairsSlice implements TripSlice {
  readonly pool: PairsPool;
  readonly #pairs: readonly PairSlice[];

  /** One or more. */
  constructor(pairs: readonly PairSlice[]) {
    this.#pairs = pairs;
    this.pool = new PairsPool(pairs.map(({ pool }) => pool));
  }

  get size(): number {
    return this.#pairs.reduce((sum, { size }) => sum + size, 0);
  }

  *open(): Generator<undefined, void> {
    for (const pair of this.#pairs) yield* pair.open();
  }

  ways(): readonly SliceTimes[] {
    return this.#pairs.flatMap((pair) => pair.ways());
  }

  sellers(): Iterable<string> {
    return new Set(this.#pairs.flatMap((pair) => [...pair.sellers()]));
  }

  keepWithin(window: TimeWindow): void {
    for (const pair of this.#pairs) pair.keepWithin(window);
  }

  leastLeft(stops: number): number {
    return least(this.#pairs, (pair) => pair.leastLeft(stops));
  }

  leastPrice(): number {
    return least(this.#pairs, (pair) => pair.leastPrice());
  }

  leastByColumnsBeyond(stops: number): number {
    return least(this.#pairs, (pair) => pair.leastByColumnsBeyond(stops));
  }

  /** One pair that pauses does not keep the others from what they may use. */
  *pull(stops: number, limits: Parameters<TripSlice["pull"]>[1]): Generator<undefined, boolean> {
    let isAll = true;
    for (const pair of this.#pairs) if (!(yield* pair.pull(stops, limits))) isAll = false;
    return isAll;
  }

  reopen(): void {
    for (const pair of this.#pairs) pair.reopen();
  }
}

type Pool = SliceSearch["pool"];

/** The parts of all pairs. */
class PairsPool implements Pick<Pool, keyof TripSlice["pool"]> {
  readonly #pools: readonly Pool[];
  #leastBySeller: ReadonlyMap<string, number> = new Map();
  #leastOf = -1;

  constructor(pools: readonly Pool[]) {
    this.#pools = pools;
  }

  get parts(): TripPart[] {
    return this.#pools.flatMap(({ parts }) => parts);
  }

  get added(): number {
    return this.#pools.reduce((sum, { added }) => sum + added, 0);
  }

  get isEmpty(): boolean {
    return this.#pools.every(({ isEmpty }) => isEmpty);
  }

  get leastOfAll(): number {
    return least(this.#pools, (pool) => pool.leastOfAll);
  }

  leastByColumnsBeyond(stops: number): number {
    return least(this.#pools, (pool) => pool.leastByColumnsBeyond(stops));
  }

  get leastOnOtherTicket(): number {
    return least(this.#pools, (pool) => pool.leastOnOtherTicket);
  }

  /** It changes only when parts are added, and is asked for much more often. */
  get leastBySeller(): ReadonlyMap<string, number> {
    const { added } = this;
    if (added === this.#leastOf) return this.#leastBySeller;
    const all = new Map<string, number>();
    for (const { leastBySeller } of this.#pools)
      for (const [seller, cost] of leastBySeller)
        all.set(seller, Math.min(cost, all.get(seller) ?? Number.POSITIVE_INFINITY));
    this.#leastBySeller = all;
    this.#leastOf = added;
    return all;
  }
}

function least<T>(all: readonly T[], costOf: (one: T) => number): number {
  let found = Number.POSITIVE_INFINITY;
  for (const one of all) found = Math.min(found, costOf(one));
  return found;
}
