/**
 * The number, the mean and the variance of values that come one by one, without the values
 * (Welford, "Note on a method for calculating corrected sums of squares and products", 1962): what
 * an interval of confidence of a mean needs.
 */

export interface MomentsView {
  readonly count: number;
  /** 0 without a value. */
  readonly mean: number;
  /** The unbiased one; 0 with fewer than two values. */
  readonly variance: number;
}

export class Moments implements MomentsView {
  count = 0;
  mean = 0;
  #squares = 0;

  add(value: number): void {
    this.count++;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.#squares += before * (value - this.mean);
  }

  get variance(): number {
    return this.count < 2 ? 0 : this.#squares / (this.count - 1);
  }

  view(): MomentsView {
    const { count, mean, variance } = this;
    return { count, mean, variance };
  }
}
