/**
 * The latest arrival of an itinerary that is worth finding: what was found with fewer stops beats
 * all that leaves no later, arrives no earlier and has no lower price and cost (LIST-1). What is
 * beaten is never shown and never counted as similar, so whole chains of markets are left out whose
 * least price and least minutes are no better. Where few itineraries make a list, its last cost
 * excludes nothing, and this is what ends the search. So does LIST-5, by what is listed: with fewer
 * stops that is final.
 *
 * BEATEN-1 An itinerary that arrives after its limit is beaten. What was found with as many stops
 *   gives no limit: two that are level in everything do not beat each other. Nor does what is
 *   mixed, which beats nothing whole.
 * BEATEN-2 Where only a window is asked for, nothing that leaves before it may arrive, and the rest
 *   by its end.
 * BEATEN-3 One that takes longer than its limit by LIST-5 is not shown, and nothing else depends on
 *          it.
 */
import type { Ranked } from "./best-list.ts";
import type { Leg } from "./legs.ts";
import type { EndFlights } from "./slice-ends.ts";

type FirstFlights = Pick<EndFlights, "legs">;

/** Beats all with this price or a higher one that leave no later and arrive no earlier. */
type PricedTimes = Pick<Ranked, "price" | "departureUtc" | "arrivalUtc">;

/** Instants in minutes since 1970-01-01T00:00Z, both inclusive. */
export interface TimeWindow {
  readonly fromUtc: number;
  readonly toUtc: number;
}

const ALL_TIME: TimeWindow = {
  fromUtc: Number.NEGATIVE_INFINITY,
  toUtc: Number.POSITIVE_INFINITY,
};

/** Leaves out all with this price or a higher one that take longer (LIST-5). */
interface TooLong {
  readonly price: number;
  readonly minutesMax: number;
}

export class ArrivalLimits {
  readonly #minutesMax: number;
  readonly #window: TimeWindow;
  /** Sorted by price. */
  readonly #found: readonly (PricedTimes | TooLong)[];
  readonly #prices: Float64Array;
  /** Keyed by first flights: [number found that cost no more][flight]. */
  readonly #known = new Map<FirstFlights, readonly Float64Array[]>();

  /** `found` with fewer stops than those that the limits are for. */
  constructor(found: readonly (PricedTimes | TooLong)[], minutesMax: number, window = ALL_TIME) {
    this.#minutesMax = minutesMax;
    this.#window = window;
    this.#found = found.toSorted((one, other) => one.price - other.price);
    this.#prices = Float64Array.from(this.#found, ({ price }) => price);
  }

  /** The latest arrivals of itineraries that cost `price` or more, indexed by first flight. */
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
    let latest: Float64Array = Float64Array.from(legs, ({ departureUtc }) =>
      departureUtc < fromUtc
        ? Number.NEGATIVE_INFINITY
        : Math.min(toUtc, departureUtc + this.#minutesMax),
    );
    const limits = [latest];
    for (const one of this.#found) {
      latest = "minutesMax" in one ? withinMinutes(legs, latest, one) : before(legs, latest, one);
      limits.push(latest);
    }
    return limits;
  }
}

/** The limits with that of one more; the same array where nothing changes. */
function before(
  legs: readonly Leg[],
  latest: Float64Array,
  { departureUtc, arrivalUtc }: PricedTimes,
): Float64Array {
  let limits = latest;
  for (let i = 0; i < legs.length && (legs[i] as Leg).departureUtc <= departureUtc; i++) {
    if ((limits[i] as number) < arrivalUtc) continue;
    if (limits === latest) limits = latest.slice();
    limits[i] = arrivalUtc - 1;
  }
  return limits;
}

function withinMinutes(
  legs: readonly Leg[],
  latest: Float64Array,
  { minutesMax }: TooLong,
): Float64Array {
  let limits = latest;
  for (let i = 0; i < legs.length; i++) {
    const limit = (legs[i] as Leg).departureUtc + minutesMax;
    if ((limits[i] as number) <= limit) continue;
    if (limits === latest) limits = latest.slice();
    limits[i] = limit;
  }
  return limits;
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
