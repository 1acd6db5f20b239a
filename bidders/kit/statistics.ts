/**
 * What a bidder counts: the numbers in the service protocol's STATS. Their size is bounded,
 * whatever arrives (A6).
 */
import { build, type Histogram } from "hdr-histogram-js";
import type { BidStatus } from "../../proto/messages.ts";

/** Quantiles are of the last one to two minutes: a roster needs the bidder's present state. */
const PERIOD_MS = 60_000;
const TRACKABLE_MS_MAX = 120_000;

/** What is counted for the whole instance. The names are those of the fields in STATS. */
const COUNTERS = [
  "declined",
  "offersDropped",
  "unreadable",
  "runaways",
  "unsent",
  "hedgesTaken",
  "hedgesHeld",
  "troubles",
] as const;
/** One of COUNTERS. */
type Counter = (typeof COUNTERS)[number];

/** The totals of one market since the start. */
interface MarketStatistics {
  readonly requests: number;
  readonly errors: number;
  readonly lastError: string;
  readonly processingMs: number;
}

/** What is counted of a call that was answered. */
export interface AnsweredCall {
  readonly market: string;
  readonly status: BidStatus;
  readonly reason: string | null;
  readonly tookMs: number;
  readonly offersDropped: number;
}

interface MarketTotals {
  requests: number;
  errors: number;
  lastError: string;
  processingMs: number;
}

function histogram(): Histogram {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: TRACKABLE_MS_MAX * 1000,
    numberOfSignificantValueDigits: 2,
    autoResize: false,
  });
}

/** `steadyMs` is a clock that only runs forward. */
export class Statistics {
  readonly #markets = new Map<string, MarketTotals>();
  readonly #counters = new Map<Counter, number>(COUNTERS.map((counter) => [counter, 0]));
  /** Microseconds: this period's and the one before. */
  #current = histogram();
  #previous = histogram();
  #periodStartMs: number;
  readonly #steadyMs: () => number;

  constructor(markets: readonly string[], steadyMs: () => number) {
    for (const market of markets)
      this.#markets.set(market, { requests: 0, errors: 0, lastError: "", processingMs: 0 });
    this.#steadyMs = steadyMs;
    this.#periodStartMs = steadyMs();
  }

  /** Counts a call that was answered at this time, by the clock of `steadyMs`. */
  answered(call: AnsweredCall, nowMs: number): void {
    const counts = this.#markets.get(call.market);
    if (counts !== undefined) {
      counts.requests++;
      counts.processingMs += call.tookMs;
      if (call.status === "failed") this.#error(counts, call.reason);
    }
    if (call.status === "declined") this.count("declined");
    if (call.offersDropped > 0) this.count("offersDropped", call.offersDropped);
    // Quantiles are of searches; a declined call was not searched.
    if (call.status === "declined") return;
    this.#changePeriod(nowMs);
    this.#current.recordValue(
      Math.round(Math.min(Math.max(call.tookMs, 0), TRACKABLE_MS_MAX) * 1000),
    );
  }

  /** A call that could not be read, on the subscription of this market. */
  unreadable(market: string, what: string): void {
    this.count("unreadable");
    const counts = this.#markets.get(market);
    if (counts === undefined) return;
    counts.requests++;
    this.#error(counts, what);
  }

  /** Adds to a counter, and returns its new value. */
  count(counter: Counter, by = 1): number {
    const count = (this.#counters.get(counter) ?? 0) + by;
    this.#counters.set(counter, count);
    return count;
  }

  /** The totals of one market; zeros for one that this instance does not serve. */
  market(market: string): MarketStatistics {
    return this.#markets.get(market) ?? { requests: 0, errors: 0, lastError: "", processingMs: 0 };
  }

  /** The present values of all counters. */
  counters(): Readonly<Record<Counter, number>> {
    return Object.fromEntries(this.#counters) as Record<Counter, number>;
  }

  /**
   * Milliseconds from receipt to bid, of calls that were searched; null when there were none
   * lately.
   */
  quantiles(): { readonly p50Ms: number | null; readonly p95Ms: number | null } {
    this.#changePeriod(this.#steadyMs());
    const both = histogram();
    both.add(this.#previous);
    both.add(this.#current);
    if (both.totalCount === 0) return { p50Ms: null, p95Ms: null };
    return {
      p50Ms: both.getValueAtPercentile(50) / 1000,
      p95Ms: both.getValueAtPercentile(95) / 1000,
    };
  }

  #error(counts: MarketTotals, what: string | null): void {
    counts.errors++;
    counts.lastError = what ?? "failed";
  }

  #changePeriod(nowMs: number): void {
    const periods = Math.floor((nowMs - this.#periodStartMs) / PERIOD_MS);
    if (periods <= 0) return;
    const oldest = this.#previous;
    this.#previous = this.#current;
    oldest.reset();
    this.#current = oldest;
    if (periods > 1) this.#previous.reset();
    this.#periodStartMs += periods * PERIOD_MS;
  }
}
