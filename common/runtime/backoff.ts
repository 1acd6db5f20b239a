/**
 * How long to wait before the next attempt to connect: twice as long each time up to a bound, with
 * jitter so that processes do not connect all at once.
 */
export const RETRY_MS_MIN = 200;
export const RETRY_MS_MAX = 2_000;

/** The delays of one connection. */
export class Backoff {
  readonly #random: () => number;
  #attempts = 0;
  #delayMs = RETRY_MS_MIN;

  /** @param random gives numbers from 0 to 1, as Math.random does */
  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Milliseconds to wait: from half of the delay to the whole of it. The same until `next()`. */
  get delayMs(): number {
    return this.#delayMs;
  }

  /** An attempt starts: the delay grows. */
  next(): void {
    const wholeMs = Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** Math.min(this.#attempts++, 16));
    this.#delayMs = Math.round((wholeMs * (1 + this.#random())) / 2);
  }

  /** The attempt succeeded: the next delay is the shortest again. */
  reset(): void {
    this.#attempts = 0;
    this.#delayMs = RETRY_MS_MIN;
  }
}
