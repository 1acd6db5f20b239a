/**
 * Many values in little memory: counts in classes that are one per cent wide, as those of
 * HdrHistogram. A mean is exact; a quantile is within half a per cent.
 */
const WIDTH = Math.log(1.01);
/** Smaller values are counted as zero. */
const LEAST = 1e-6;

export class Distribution {
  /** A6: by class; from a millionth to 10^15 there are some 4,900. */
  readonly #counts = new Map<number, number>();
  #zeros = 0;
  #sum = 0;
  #squares = 0;
  count = 0;

  add(value: number): void {
    this.count++;
    this.#sum += value;
    this.#squares += value * value;
    if (value < LEAST) {
      this.#zeros++;
      return;
    }
    const at = Math.floor(Math.log(value) / WIDTH);
    this.#counts.set(at, (this.#counts.get(at) ?? 0) + 1);
  }

  /** Null where there are no values. */
  get mean(): number | null {
    return this.count === 0 ? null : this.#sum / this.count;
  }

  /** The standard error of the mean; null where there are fewer than two values. */
  get meanError(): number | null {
    const { count } = this;
    if (count < 2) return null;
    const variance = Math.max(0, this.#squares - this.#sum ** 2 / count) / (count - 1);
    return Math.sqrt(variance / count);
  }

  /** The share of values above zero. */
  get shareAboveZero(): number | null {
    return this.count === 0 ? null : 1 - this.#zeros / this.count;
  }

  quantile(share: number): number | null {
    if (this.count === 0) return null;
    let left = Math.min(this.count - 1, Math.floor(share * this.count)) - this.#zeros;
    if (left < 0) return 0;
    for (const at of [...this.#counts.keys()].sort((a, b) => a - b)) {
      left -= this.#counts.get(at) as number;
      if (left < 0) return Math.exp((at + 0.5) * WIDTH);
    }
    return null;
  }
}
