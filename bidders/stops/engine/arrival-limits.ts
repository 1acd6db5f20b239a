/**
 * By when an itinerary must arrive to be worth finding: what was found with fewer stops beats all
 * that leaves no later, arrives no earlier and has no lower price and cost (LIST-1). What is beaten is never
 * shown and never counted as similar, so whole chains of markets are left out whose least price and
 * least minutes are no better. Where few itineraries make a list, its last cost excludes nothing,
 * and this is what ends the search.
 *
 * BEATEN-1 An itinerary that arrives after its limit is beaten. What was found with as many stops
 *   gives no limit: two that are level in everything do not beat each other.
 * BEATEN-2 Where only a window is asked for, nothing that leaves before it may arrive, and the rest by
 *   its end.
 */
import type { Ranked } from "./best-list.ts";
import type { Leg } from "./legs.ts";
import type { EndFlights } from "./trip-ends.ts";

type FirstFlights = Pick<EndFlights, "legs">;

/** Beats all with this price or a higher one that leave no later and arrive no earlier. */
export type Found = Pick<Ranked, "price" | "departureUtc" | "arrivalUtc">;

/** Instants in minutes since 1970-01-01T00:00Z, both inclusive. */
export interface TimeWindow {
  readonly fromUtc: number;
  readonly toUtc: number;
}

const ALL_TIME: TimeWindow = {
  fromUtc: Number.NEGATIVE_INFINITY,
  toUtc: Number.POSITIVE_INFINITY,
};

export class ArrivalLimits {
  readonly #minutesMax: number;
  readonly #window: TimeWindow;
  /** By price. */
  readonly #found: readonly Found[];
  readonly #prices: Float64Array;
  /** By first flights: [number found that cost no more][flight]. */
  readonly #known = new Map<FirstFlights, readonly Float64Array[]>();

  /** `found` with fewer stops than those that the limits are for. */
  constructor(found: readonly Found[], minutesMax: number, window = ALL_TIME) {
    this.#minutesMax = minutesMax;
    this.#window = window;
    this.#found = found.toSorted((one, other) => one.price - other.price);
    this.#prices = Float64Array.from(this.#found, ({ price }) => price);
  }

  /** By first flight: the latest arrival of an itinerary that costs so much or more. */
  of(first: FirstFlights, price: number): Float64Array {
    let limits = this.#known.get(first);
    if (limits === undefined) {
      limits = this.#make(first.legs);
      this.#known.set(first, limits);
    }
    return limits[upperBound(this.#prices, price)] as Float64Array;
  }

  #make(legs: readonly Leg[]): Float64Array[] {
    const { fromUtc, toUtc } = this.#window;
    let latest = Float64Array.from(legs, ({ departureUtc }) =>
      departureUtc < fromUtc
        ? Number.NEGATIVE_INFINITY
        : Math.min(toUtc, departureUtc + this.#minutesMax),
    );
    const limits = [latest];
    for (const { departureUtc, arrivalUtc } of this.#found) {
      let copied = false;
      for (let i = 0; i < legs.length && (legs[i] as Leg).departureUtc <= departureUtc; i++) {
        if ((latest[i] as number) < arrivalUtc) continue;
        if (!copied) latest = latest.slice();
        copied = true;
        latest[i] = arrivalUtc - 1;
      }
      limits.push(latest);
    }
    return limits;
  }
}

/** How many of the sorted values are <= x. */
function upperBound(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
