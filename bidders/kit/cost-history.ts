/**
 * Corrects what searches are expected to cost by what they did cost. Pure: the time is handed in.
 * It keeps one number for each class of searches, so its size is fixed (A6).
 *
 * COST-1 A class has a factor: the exponentially weighted mean of log(measured / expected), because
 *    a geometric mean is not led by a few outliers. At first it is a plain mean, in which the
 *    expected cost counts as two measurements: a process that has just started is slow.
 * COST-2 A search that was cut short shows only a least cost: it raises the
 *    factor, and never lowers it.
 * COST-3 A factor that is not confirmed fades to 1: a class that was declined because the machine
 *    was slow for a while is tried again.
 */

/** The number of measurements that the expected cost counts as (COST-1). */
const COUNT_MIN = 2;
/** The number of measurements from which on a new one weighs a tenth. */
const COUNT_MAX = 10;
/** The time after which half of a factor's logarithm is gone (COST-3). */
export const HALF_LIFE_MS = 30_000;
/** A factor is from 1 / 64 to 64. */
const LOG_MAX = Math.log(64);
/** What is shorter is noise. */
const MEASURED_MS_MIN = 0.05;

/** The factors of a fixed number of classes. */
export class CostHistory {
  readonly #logs: Float64Array;
  readonly #learnedAtMs: Float64Array;
  readonly #counts: Uint8Array;
  readonly #nowMs: () => number;

  /** `classes` is how many there are; `nowMs` is a steady clock. */
  constructor(classes: number, nowMs: () => number) {
    this.#logs = new Float64Array(classes);
    this.#learnedAtMs = new Float64Array(classes);
    this.#counts = new Uint8Array(classes);
    this.#nowMs = nowMs;
  }

  /** The number by which the expected cost of a search of this class is multiplied: 1/64 to 64. */
  factor(costClass: number): number {
    return Math.exp(this.#faded(costClass));
  }

  /**
   * `expectedMs` is what was expected without the factor; `isWhole` is false where the search was
   * cut short.
   */
  learn(costClass: number, expectedMs: number, measuredMs: number, isWhole: boolean): void {
    if (this.#logs[costClass] === undefined || !(expectedMs > 0) || !(measuredMs >= 0)) return;
    const log = Math.log(Math.max(measuredMs, MEASURED_MS_MIN) / expectedMs);
    const before = this.#faded(costClass);
    if (!isWhole && log <= before) return;
    const count = Math.min(COUNT_MAX, Math.max(COUNT_MIN, this.#counts[costClass] as number) + 1);
    this.#counts[costClass] = count;
    this.#logs[costClass] = Math.max(-LOG_MAX, Math.min(LOG_MAX, before + (log - before) / count));
    this.#learnedAtMs[costClass] = this.#nowMs();
  }

  #faded(costClass: number): number {
    const ageMs = Math.max(0, this.#nowMs() - (this.#learnedAtMs[costClass] ?? 0));
    return (this.#logs[costClass] ?? 0) * 0.5 ** (ageMs / HALF_LIFE_MS);
  }
}
