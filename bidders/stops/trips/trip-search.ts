/**
 * The trips of several slices: of each slice the parts that trips can use (`slice-search.ts`),
 * joined to tickets, and of these the list (`trip-list.ts`). Joint bounds (`other-slices.ts`) end
 * it: the slices are searched until no part that is left can be in a trip of the list. This is a
 * rank join whose inputs are searches themselves (Ilyas, Aref, Elmagarmid 2004, there HRJN), with
 * the threshold of Fagin, Lotem, Naor 2003 for each slice and seller.
 *
 * It goes in rounds as the search of one slice does: round k has trips with k stops a slice at
 * most.
 *
 * ROUND-1 After each round the list is that of all trips with at most its number of stops a slice;
 *   a later round never changes which of these are unbeaten, so it may only displace some.
 * ROUND-2 A round's floor: no trip with more stops in a slice costs less by the columns of its
 *   offer (BATCH-2).
 */
import { type JoinRules, TicketJoin } from "../../flights/itineraries/ticket-join.ts";
import type { TimeWindow } from "../engine/arrival-limits.ts";
import type { SearchRound } from "../engine/search-round.ts";
import type { LeastPrices } from "./least-prices.ts";
import { type JointQuery, jointRounding, otherSlices } from "./other-slices.ts";
import type { TripSlice } from "./slice-search.ts";
import { maySellAll } from "./slice-sellers.ts";
import { type SliceTimes, sliceWindows } from "./slice-windows.ts";
import { type ListRules, listOfTrips, type ShownTrip, type TripList } from "./trip-list.ts";

export interface TripQuery extends ListRules, Omit<JointQuery, "stops"> {
  readonly stopsMax: number;
  /** What parts add without the limits of the search; absent where it has none. */
  readonly unlimited?: LeastPrices;
  /** Minutes between a slice and the next at least. */
  readonly stays: readonly number[];
  readonly join: JoinRules;
  /** Says why there can be no trip, where that was proved before all was searched. */
  noTrip(why: string): void;
}

/** New parts of a slice before the list is made for the first time. */
const FIRST_PARTS = 8;

/**
 * A step is a checkpoint (undefined) or a round. Together the rounds have the list of TRIP-9, and
 * perhaps more: a later round may displace what an early one found.
 */
export function* trips(
  slices: readonly TripSlice[],
  query: TripQuery,
): Generator<SearchRound<ShownTrip> | undefined, void> {
  // What may have nothing is searched first: then the others are not.
  for (const slice of slices.toSorted((one, other) => one.size - other.size)) {
    yield* slice.open();
    if (slice.pool.isEmpty) return;
  }
  if (!(yield* keepWithinWindows(slices, query.stays)))
    return query.noTrip("the slices leave too soon after each other: none can be reached in time");
  const search = new TripSearch(slices, query);
  for (let stops = 1; stops <= query.stopsMax; stops++) {
    const shown = yield* search.round(stops);
    const found = shown.filter(
      ({ ticket }) => Math.max(...ticket.parts.map((part) => part.stops)) === stops,
    );
    if (found.length > 0) yield { stops, found, floor: search.floorAfter(stops) };
  }
}

/** False where no trip is possible (WINDOW-1). */
function* keepWithinWindows(
  slices: readonly TripSlice[],
  stays: readonly number[],
): Generator<undefined, boolean> {
  const ways: (readonly SliceTimes[])[] = [];
  for (const slice of slices) {
    ways.push(slice.ways());
    yield;
  }
  const windows = sliceWindows(ways, stays);
  if (windows === undefined) return false;
  for (const [at, slice] of slices.entries()) slice.keepWithin(windows[at] as TimeWindow);
  return true;
}

/**
 * The least cost by columns of what was found and of what may be found: the first chain of a slice
 * is searched whole, and may have more stops than its round.
 */
function leastByColumnsBeyond(slice: TripSlice, stops: number): number {
  return Math.min(
    slice.pool.leastByColumnsBeyond(stops),
    slice.leastByColumnsBeyond(Math.max(stops, 0)),
  );
}

class TripSearch {
  readonly #slices: readonly TripSlice[];
  readonly #query: TripQuery;
  #list: TripList = { shown: [], costMax: Number.POSITIVE_INFINITY };
  #listedParts = -1;
  /** The slices were searched for trips up to this cost. */
  #reach = 0;

  constructor(slices: readonly TripSlice[], query: TripQuery) {
    this.#slices = slices;
    this.#query = query;
  }

  *round(stops: number): Generator<undefined, readonly ShownTrip[]> {
    // Parts with more stops may be cheaper than all so far, and make trips with what was too
    // expensive.
    for (const slice of this.#slices) slice.reopen();
    for (let partsMax = FIRST_PARTS; ; partsMax *= 2) {
      yield* this.#updateList();
      const { costMax, shown } = this.#list;
      // Most searches have found a trip by now: then it is not asked who sells.
      if (shown.length === 0 && partsMax > FIRST_PARTS && !this.#mayBeSold()) return [];
      // A trip that came may have beaten two of the list: then it reaches further.
      if (costMax > this.#reach) for (const slice of this.#slices) slice.reopen();
      this.#reach = costMax;
      let isWhole = true;
      for (const [at, slice] of this.#slices.entries()) {
        const others = otherSlices(this.#slices, at, { ...this.#query, stops });
        const limits = { costMax: costMax + jointRounding(this.#slices.length), others, partsMax };
        if (!(yield* slice.pull(stops, limits))) isWhole = false;
      }
      if (isWhole && this.#parts() === this.#listedParts) {
        if (shown.length === 0) this.#mayBeSold();
        return shown;
      }
    }
  }

  /** ROUND-2 */
  floorAfter(stops: number): number {
    const beyond = this.#slices.map((slice) => leastByColumnsBeyond(slice, stops));
    const least = this.#slices.map((slice) => leastByColumnsBeyond(slice, -1));
    const sum = least.reduce((all, one) => all + one, 0);
    let floor = Number.POSITIVE_INFINITY;
    for (const [at, its] of beyond.entries())
      if (its < Number.POSITIVE_INFINITY)
        floor = Math.min(floor, sum - (least[at] as number) + its);
    return floor - jointRounding(this.#slices.length);
  }

  /** SOLD-1; says so where not. */
  #mayBeSold(): boolean {
    const { prices } = this.#query;
    const may = maySellAll(
      this.#slices.map((slice) => slice.sellers()),
      (seller, other) => prices.ticketsWith(seller, other),
    );
    if (!may) this.#query.noTrip("no airline sells all slices on one ticket");
    return may;
  }

  #parts(): number {
    return this.#slices.reduce((sum, { pool }) => sum + pool.added, 0);
  }

  *#updateList(): Generator<undefined, void> {
    const parts = this.#parts();
    if (parts === this.#listedParts) return;
    this.#listedParts = parts;
    const join = new TicketJoin(
      this.#slices.map(({ pool }) => pool.parts),
      this.#query.join,
    );
    this.#list = yield* listOfTrips(join, this.#query);
  }
}
