/**
 * How long to wait before the next attempt: twice as long each time up to a bound, with jitter so
 * that not all come at once.
 */
export const RETRY_MS_MIN = 200;
export const RETRY_MS_MAX = 2_000;

export class Backoff {
  readonly #random: () => number;
  #attempts = 0;
  #delayMs = RETRY_MS_MIN;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** From half of the wait to the whole of it. The same until the next attempt. */
  get delayMs(): number {
    return this.#delayMs;
  }

  /** An attempt begins. */
  next(): void {
    const wholeMs = Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** Math.min(this.#attempts++, 16));
    this.#delayMs = Math.round((wholeMs * (1 + this.#random())) / 2);
  }

  /** It succeeded. */
  reset(): void {
    this.#attempts = 0;
    this.#delayMs = RETRY_MS_MIN;
  }
}
