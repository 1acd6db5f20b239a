/**
 * How long answers have lately taken. Every answer goes into two HdrHistograms that start a window
 * apart; the older one is read, and when a window ends the younger takes its place. So what is read
 * covers the last one to two windows, old behaviour fades, and nothing has to be merged. A window
 * ends with time, but not before it holds answers enough to go on with; a quiet bidder's history
 * goes when it is minutes old all the same.
 */
import { build, type Histogram } from "hdr-histogram-js";
import type { Clock } from "../../common/runtime/clock.ts";

const WINDOW_MS_MIN = 30_000;
const WINDOW_MS_MAX = 300_000;
const WINDOW_ANSWERS_MIN = 50;
/**
 * Counts are 16 bits wide and the older histogram holds two windows: 60,000 fit. A6: 10 kB for the
 * pair.
 */
const WINDOW_ANSWERS_MAX = 30_000;
/** What takes longer counts as this: it is past every deadline anyway. */
const TRACKABLE_MS_MAX = 60_000;
/**
 * Percentiles are worked out anew when this share of the answers is new: a rank moves by 3 % at
 * most in between.
 */
const FRESH_SHARE = 1 / 32;

/** Within 1 % of the value (two significant digits) and rounded to hundredths. */
interface Percentiles {
  readonly answers: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export class Latencies {
  readonly #clock: Pick<Clock, "now">;
  /** Microseconds. */
  #older = histogram();
  #younger = histogram();
  #youngerSince: number;
  #percentiles: Percentiles | null = null;

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
    this.#youngerSince = clock.now();
  }

  record(latencyMs: number): void {
    this.#turn();
    const micros = Math.round(Math.min(latencyMs > 0 ? latencyMs : 0, TRACKABLE_MS_MAX) * 1000);
    this.#older.recordValue(micros);
    this.#younger.recordValue(micros);
  }

  /** How many answers the percentiles rest on. */
  get answers(): number {
    this.#turn();
    return this.#older.totalCount;
  }

  /** Milliseconds; null when there were no answers lately. */
  get p50Ms(): number | null {
    return this.#read()?.p50Ms ?? null;
  }

  get p95Ms(): number | null {
    return this.#read()?.p95Ms ?? null;
  }

  #read(): Percentiles | null {
    const { answers } = this;
    if (answers === 0) return null;
    if (this.#percentiles === null || answers - this.#percentiles.answers > answers * FRESH_SHARE) {
      this.#percentiles = {
        answers,
        p50Ms: percentileMs(this.#older, 50),
        p95Ms: percentileMs(this.#older, 95),
      };
    }
    return this.#percentiles;
  }

  #turn(): void {
    const age = this.#clock.now() - this.#youngerSince;
    const { totalCount } = this.#younger;
    if (
      totalCount < WINDOW_ANSWERS_MAX &&
      age < WINDOW_MS_MAX &&
      (age < WINDOW_MS_MIN || totalCount < WINDOW_ANSWERS_MIN)
    )
      return;
    const oldest = this.#older;
    this.#older = this.#younger;
    oldest.reset();
    this.#younger = oldest;
    if (age >= 2 * WINDOW_MS_MAX) this.#older.reset();
    this.#youngerSince += age;
    this.#percentiles = null;
  }
}

function histogram(): Histogram {
  return build({
    bitBucketSize: 16,
    autoResize: false,
    lowestDiscernibleValue: 1,
    highestTrackableValue: TRACKABLE_MS_MAX * 1000,
    numberOfSignificantValueDigits: 2,
  });
}

function percentileMs(micros: Histogram, rank: number): number {
  return Math.round(micros.getValueAtPercentile(rank) / 10) / 100;
}
