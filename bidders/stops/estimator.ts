/**
 * What a search for connections will cost, from its shape and from what searches of that shape have
 * cost. The shape: slices, connections, results, and how many markets leave the origin and reach
 * the destination. Measured over 150 random markets for each number of connections, the logarithm
 * of the cost correlates with that of the markets by 0.4, 0.8 and 0.75. Searches of one shape still
 * differ by ten times, so the same route, asked again, is corrected by itself: routes share a table
 * of fixed size by a hash, and two that meet there blur. Narrow limits, which leave little of a
 * market, are part of the shape too: the cost of such searches is not that of the others. All
 * other limits change the cost by less than searches of one shape differ (bench/README.md).
 */
import { cellsOf } from "../../common/offers/calendar-cells.ts";
import { sliceDays } from "../../common/offers/slice-days.ts";
import { MINUTES_PER_DAY } from "../../proto/local-time.ts";
import type { FlightSearch, SearchSlice, TimeWindow } from "../../proto/messages.ts";
import { hashText } from "../flights/fares/hash.ts";
import type { Estimate } from "../kit/bidder.ts";
import { CostHistory } from "../kit/cost-history.ts";
import { CONNECTIONS_MAX } from "./engine/rules.ts";

/** Markets out of an airport and into it; 0 for one that is not known. */
export interface AirportMarkets {
  from(airport: string): number;
  into(airport: string): number;
}

/** Milliseconds for one slice of `size`, by the number of connections. */
const SLICE_MS: readonly ((size: number) => number)[] = [
  (size) => 0.1 + size / 400,
  (size) => 0.1 + 0.06 * size ** 0.7,
  (size) => 0.2 + 0.1 * size,
];
/** The cost, for each slice of several, of joining what was found of it to tickets. */
const JOIN_MS = 0.3;

/**
 * What a day of a calendar costs, one way, against a search of it: days share their chains. A
 * return joins trips for each cell.
 */
const CALENDAR_DAY_SHARE = 0.15;
const CELL_MS = 2;
/** What narrow limits leave of the cost of a search: 0.2 to 0.7 (bench/README.md). */
const NARROW_SHARE = 0.5;
/** The longest waits, and windows of departure, that leave little. */
const NARROW_LAYOVER_MINUTES = 90;
const NARROW_WINDOW_MINUTES = 120;

/** A class of searches holds those that are alike: their costs are corrected together. */
const SIZE_LIMITS = [5, 15, 50];
const SLICES_LIMITS = [1, 2];
const RESULTS_LIMITS = [20];
const bucket = (limits: readonly number[], value: number) =>
  limits.filter((limit) => value > limit).length;
const CLASSES_A_KIND =
  CONNECTIONS_MAX *
  (SIZE_LIMITS.length + 1) *
  (SLICES_LIMITS.length + 1) *
  (RESULTS_LIMITS.length + 1);
/** Searches and calendars, each with narrow limits and without. */
const KINDS = 4;

/** Twice 10 kB. */
const ROUTES = 1024;

interface SearchShape {
  readonly costClass: number;
  readonly route: number;
  /** Expected, before history corrects it. */
  readonly costMs: number;
  readonly leastMs: number;
}

export class Estimator {
  readonly #counts: AirportMarkets;
  readonly #shapes: CostHistory;
  readonly #routes: CostHistory;

  /** `nowMs` is a steady clock. */
  constructor(counts: AirportMarkets, nowMs: () => number) {
    this.#counts = counts;
    this.#shapes = new CostHistory(KINDS * CLASSES_A_KIND, nowMs);
    this.#routes = new CostHistory(ROUTES, nowMs);
  }

  estimate(request: FlightSearch): Estimate {
    const { costClass, route, costMs, leastMs } = this.#shape(request);
    const factor = this.#shapes.factor(costClass) * this.#routes.factor(route);
    return { costMs: costMs * factor, leastMs: leastMs * factor };
  }

  /** What it took of a thread; `isWhole` is false where it was cut short. */
  learn(request: FlightSearch, workMs: number, isWhole: boolean): void {
    const { costClass, route, costMs } = this.#shape(request);
    // The route learns what its shape does not explain.
    this.#routes.learn(route, costMs * this.#shapes.factor(costClass), workMs, isWhole);
    this.#shapes.learn(costClass, costMs, workMs, isWhole);
  }

  #shape(request: FlightSearch): SearchShape {
    const { slices, maxStops, maxResults } = request;
    const isCalendar = request.calendar === true;
    const stops = Math.min(maxStops, CONNECTIONS_MAX);
    const pairs = slices.map((slice) => this.#sizesOf(slice));
    const sizes = pairs.flat();
    // Without a connection, or where an airport has no flights, nothing is searched.
    if (stops < 1 || sizes.length === 0 || pairs.some((its) => its.length === 0))
      return { costClass: 0, route: 0, costMs: 0, leastMs: 0 };
    const each = (ms: (size: number) => number) => sizes.reduce((sum, size) => sum + ms(size), 0);
    const joinMs = slices.length === 1 ? 0 : JOIN_MS * sizes.length;
    const narrow = isNarrow(request);
    const share = narrow ? NARROW_SHARE : 1;
    const wholeMs = share * (each(SLICE_MS[stops - 1] as (size: number) => number) + joinMs);
    const costMs = isCalendar ? calendarMs(request, wholeMs) : wholeMs;
    // The first round is sent as soon as it is found, and of a calendar the first days.
    const firstMs = share * (each(SLICE_MS[0] as (size: number) => number) + joinMs);
    const its = this.#classOf(stops, Math.max(...sizes), slices.length, maxResults);
    const kind = (isCalendar ? 1 : 0) + (narrow ? 2 : 0);
    const markets = slices.map(marketsText).join();
    return {
      costClass: kind * CLASSES_A_KIND + its,
      route: hashText(`${kind} ${stops} ${markets}`) % ROUTES,
      costMs,
      leastMs: isCalendar ? 0 : firstMs,
    };
  }

  /** Of each pair of airports of a slice, on each of its days; none for one without markets. */
  #sizesOf(slice: SearchSlice): number[] {
    const { origin, destination, origins, destinations } = slice;
    const sizes: number[] = [];
    for (const from of origins ?? [origin])
      for (const to of destinations ?? [destination]) {
        const size = Math.sqrt(this.#counts.from(from) * this.#counts.into(to));
        if (size > 0) sizes.push(size);
      }
    return slice.departureDates === undefined ? sizes : sliceDays(slice).flatMap(() => sizes);
  }

  #classOf(stops: number, size: number, slices: number, results: number): number {
    let index = stops - 1;
    index = index * (SIZE_LIMITS.length + 1) + bucket(SIZE_LIMITS, size);
    index = index * (SLICES_LIMITS.length + 1) + bucket(SLICES_LIMITS, slices);
    return index * (RESULTS_LIMITS.length + 1) + bucket(RESULTS_LIMITS, results);
  }
}

/** `wholeMs`: what searches of all its days cost. */
function calendarMs(calendar: FlightSearch, wholeMs: number): number {
  return calendar.slices.length === 1
    ? CALENDAR_DAY_SHARE * wholeMs
    : wholeMs + CELL_MS * cellsOf(calendar).count;
}

/** Whether the limits of a search leave little of a market, and so little work. */
function isNarrow({ slices, limits }: FlightSearch): boolean {
  if (slices.every(({ departure }) => departure !== undefined && isShort(departure))) return true;
  if (limits === undefined) return false;
  const { carriers, via, maxLayoverMinutes = Number.POSITIVE_INFINITY } = limits;
  return (
    carriers?.only !== undefined ||
    via?.only !== undefined ||
    maxLayoverMinutes <= NARROW_LAYOVER_MINUTES
  );
}

function isShort({ fromMinute, toMinute }: TimeWindow): boolean {
  return (toMinute - fromMinute + MINUTES_PER_DAY) % MINUTES_PER_DAY <= NARROW_WINDOW_MINUTES;
}

function marketsText(slice: SearchSlice): string {
  const { origin, destination, origins, destinations } = slice;
  const days = slice.departureDates === undefined ? "" : ` ${sliceDays(slice).length}`;
  return `${origins?.join("") ?? origin}${destinations?.join("") ?? destination}${days}`;
}

/** Counts markets in the columns that the searching threads share. */
export function marketCounts(
  airports: readonly { readonly code: string }[],
  {
    marketsFrom,
    firstInto,
  }: { readonly marketsFrom: Uint32Array; readonly firstInto: Uint32Array },
): AirportMarkets {
  const byCode = new Map(airports.map(({ code }, index) => [code, index]));
  const count = (firsts: Uint32Array, code: string) => {
    const airport = byCode.get(code);
    return airport === undefined ? 0 : (firsts[airport + 1] ?? 0) - (firsts[airport] ?? 0);
  };
  return { from: (code) => count(marketsFrom, code), into: (code) => count(firstInto, code) };
}
