/** Which of the found itineraries are shown: LIST-1 to LIST-5 of `rules.ts`. */
import { cheapEnough, notTooLong, SIMILAR_MINUTES } from "./rules.ts";

/** What decides on an itinerary's place. */
export interface Ranked {
  /** All in minor units of the search's currency. */
  readonly cost: number;
  readonly price: number;
  readonly minutes: number;
  readonly stops: number;
  /** Whether a flight is in a lower cabin than the asked one. */
  readonly mixed: boolean;
  readonly departureUtc: number;
  readonly arrivalUtc: number;
}

/**
 * An itinerary of the list, and how many near-identical ones were collapsed into it before the
 * list's end.
 */
export interface Shown<T> {
  readonly itinerary: T;
  readonly similar: number;
}

export interface ListState<T> {
  readonly shown: readonly Shown<T>[];
  /** Those that are shown, and those that were collapsed into them (LIST-5). */
  readonly listed: readonly T[];
  /**
   * The last of a full list: what ranks behind it is not shown. Undefined while the list has room.
   */
  readonly last: T | undefined;
}

interface BestOptions<T> {
  readonly wanted: number;
  /** Shows near-identical itineraries too. */
  readonly similar: boolean;
  /** The key of itineraries that are level in cost, price, minutes and departure (LIST-2). */
  key(itinerary: T): string;
  /** Same airports, same carriers, same cabins (LIST-3). */
  isSameRoute(itinerary: T, other: T): boolean;
}

interface ListedItinerary<T> {
  readonly itinerary: T;
  /** Made when it is first asked for: few itineraries are level with another. */
  key: string | undefined;
}

export class BestList<T extends Ranked> {
  readonly #options: BestOptions<T>;
  #entries: readonly ListedItinerary<T>[] = [];
  /** Came since the list was last made. */
  #fresh: ListedItinerary<T>[] = [];
  #state: ListState<T> = { shown: [], listed: [], last: undefined };

  constructor(options: BestOptions<T>) {
    this.#options = options;
  }

  /** How many itineraries came since the list was last made. */
  get fresh(): number {
    return this.#fresh.length;
  }

  /** Whether anything came. */
  get hasAny(): boolean {
    return this.#entries.length > 0 || this.#fresh.length > 0;
  }

  /** What came and was not found to be beaten, in no order. */
  get found(): T[] {
    return [...this.#entries, ...this.#fresh].map(({ itinerary }) => itinerary);
  }

  add(itinerary: T): void {
    this.#fresh.push({ itinerary, key: undefined });
  }

  /**
   * The list as it stands. What ranks behind its end is not even sorted; and what is beaten is
   * forgotten, because an itinerary that beats the one that beat it beats it too. What LIST-5
   * leaves out is kept: another one may come that leaves out the one that left it out. So the work
   * is that of what is fresh and unbeaten, and not of all that ever came.
   */
  update(): ListState<T> {
    const costMax = this.#state.last?.cost ?? Number.POSITIVE_INFINITY;
    const [near, behind]: [ListedItinerary<T>[], ListedItinerary<T>[]] = [[], []];
    for (const entry of [...this.#entries, ...this.#fresh])
      (entry.itinerary.cost <= costMax ? near : behind).push(entry);
    this.#fresh = [];
    this.#entries = [...this.#list(near), ...behind];
    // Itineraries that two others beat make room for what was behind them.
    if (this.#state.last === undefined && behind.length > 0)
      this.#entries = this.#list([...this.#entries]);
    return this.#state;
  }

  /**
   * An itinerary that beats another in the sense of LIST-1 stands before it in LIST-2's order: it
   * costs no more, and is no slower. So one pass in that order finds every reason to leave an
   * itinerary out before the itinerary itself. Returns what was not found to be beaten.
   */
  #list(entries: ListedItinerary<T>[]): ListedItinerary<T>[] {
    const { wanted, similar, isSameRoute } = this.#options;
    entries.sort((a, b) => this.#inOrder(a, b));
    const kept: ListedItinerary<T>[] = [];
    const shown: { itinerary: T; similar: number }[] = [];
    const listed: T[] = [];
    let seen = 0;
    for (; seen < entries.length && shown.length < wanted; seen++) {
      const entry = entries[seen] as ListedItinerary<T>;
      const { itinerary } = entry;
      if (kept.some((other) => beats(other.itinerary, itinerary))) continue;
      kept.push(entry);
      if (listed.some((other) => isTooLongBeside(other, itinerary))) continue;
      listed.push(itinerary);
      const first = similar
        ? undefined
        : shown.find(
            (other) =>
              isNear(other.itinerary, itinerary) && isSameRoute(other.itinerary, itinerary),
          );
      if (first !== undefined) first.similar++;
      else shown.push({ itinerary, similar: 0 });
    }
    this.#state = {
      shown,
      listed,
      last: shown.length === wanted ? shown.at(-1)?.itinerary : undefined,
    };
    return [...kept, ...entries.slice(seen)];
  }

  #inOrder(one: ListedItinerary<T>, other: ListedItinerary<T>): number {
    const [a, b] = [one.itinerary, other.itinerary];
    const level =
      a.cost - b.cost ||
      Number(a.mixed) - Number(b.mixed) ||
      a.price - b.price ||
      a.minutes - b.minutes ||
      a.departureUtc - b.departureUtc;
    if (level !== 0) return level;
    // Where an hour and a stop cost nothing, more stops may cost as much: fewer are then the better
    // (LIST-1).
    if (a.stops !== b.stops) return a.stops - b.stops;
    one.key ??= this.#options.key(a);
    other.key ??= this.#options.key(b);
    return one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
  }
}

/** LIST-1: whether one is no worse than the other in everything, and better in something. */
function beats(one: Ranked, other: Ranked): boolean {
  return (
    one.departureUtc >= other.departureUtc &&
    one.arrivalUtc <= other.arrivalUtc &&
    one.price <= other.price &&
    one.cost <= other.cost &&
    one.stops <= other.stops &&
    (!one.mixed || other.mixed) &&
    (one.departureUtc > other.departureUtc ||
      one.arrivalUtc < other.arrivalUtc ||
      one.price < other.price ||
      one.cost < other.cost ||
      one.stops < other.stops ||
      one.mixed !== other.mixed)
  );
}

/** LIST-5, of one that stands behind the other. */
function isTooLongBeside(first: Ranked, { minutes, stops, price, mixed }: Ranked): boolean {
  return (
    (!first.mixed || mixed) &&
    minutes > notTooLong(first.minutes) &&
    stops >= first.stops &&
    price > cheapEnough(first.price)
  );
}

function isNear(one: Ranked, other: Ranked): boolean {
  return (
    Math.abs(one.departureUtc - other.departureUtc) <= SIMILAR_MINUTES &&
    Math.abs(one.arrivalUtc - other.arrivalUtc) <= SIMILAR_MINUTES
  );
}
