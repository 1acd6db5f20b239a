/**
 * The latencies of recent answers. Each answer is recorded in two HdrHistograms that start one
 * window apart. The older one is read; when a window ends, the younger one replaces it. So the
 * percentiles cover the last one to two windows, and no histograms are merged. A window does not
 * end before it has enough answers; but the history of a bidder with few answers is dropped after
 * some minutes too.
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
/** A longer latency is recorded as this one: it is past every deadline. */
const TRACKABLE_MS_MAX = 60_000;
/**
 * Percentiles are computed again when this share of the answers is new. In between a rank moves by
 * 3 % at most.
 */
const NEW_SHARE_MAX = 1 / 32;

/** Exact to 1 % (two significant digits), rounded to hundredths. */
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
  #youngerSinceMs: number;
  #percentiles: Percentiles | null = null;

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
    this.#youngerSinceMs = clock.now();
  }

  record(latencyMs: number): void {
    this.#rotate();
    const micros = Math.round(Math.min(latencyMs > 0 ? latencyMs : 0, TRACKABLE_MS_MAX) * 1000);
    this.#older.recordValue(micros);
    this.#younger.recordValue(micros);
  }

  /** How many answers the percentiles are computed from. */
  get answers(): number {
    this.#rotate();
    return this.#older.totalCount;
  }

  /** Milliseconds; null without recent answers. */
  get p50Ms(): number | null {
    return this.#read()?.p50Ms ?? null;
  }

  get p95Ms(): number | null {
    return this.#read()?.p95Ms ?? null;
  }

  #read(): Percentiles | null {
    const { answers } = this;
    if (answers === 0) return null;
    if (
      this.#percentiles === null ||
      answers - this.#percentiles.answers > answers * NEW_SHARE_MAX
    ) {
      this.#percentiles = {
        answers,
        p50Ms: percentileMs(this.#older, 50),
        p95Ms: percentileMs(this.#older, 95),
      };
    }
    return this.#percentiles;
  }

  /** Starts a new window when the present one is over. */
  #rotate(): void {
    const age = this.#clock.now() - this.#youngerSinceMs;
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
    this.#youngerSinceMs += age;
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
