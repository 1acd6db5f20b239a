/**
 * How many auctions may run at once, by the delay of the event loop: additive increase,
 * multiplicative decrease (Chiu and Jain, 1989), as in the AIMD limit of Netflix's
 * concurrency-limits.
 *
 * LIMIT-1 Below the last limit that was too high the limit grows in proportion, as in TCP's slow
 *    start (Jacobson, 1988); above it, by one.
 * LIMIT-2 It grows only while it is used up. So a burst at an idle gateway cannot start more than
 *    the gateway has handled before.
 * LIMIT-3 It falls only when the delay lasts for several measurements: one long garbage collection
 *    is not an overload.
 */

interface ConcurrencyBounds {
  /** The number that may always run, however late the event loop is. */
  readonly min: number;
  readonly max: number;
}

/** A longer delay is too long. A search passes the event loop about three times. */
export const DELAY_MS_MAX = 40;

/** LIMIT-3: the number of measurements in a row that are too long. */
export const LATE_IN_A_ROW = 4;

const DECREASE = 0.8;

/** The limit at the start. With auctions of 30 ms it allows 2,000 a second. */
export const INITIAL = 64;
const SLOW_START = 1.25;

export class ConcurrencyLimit {
  readonly #min: number;
  readonly #max: number;
  #value: number;
  /** LIMIT-1: from here on it grows by one. */
  #threshold: number;
  #late = 0;

  constructor({ min, max }: ConcurrencyBounds) {
    this.#min = Math.min(min, max);
    this.#max = max;
    this.#value = Math.min(max, INITIAL);
    this.#threshold = max;
  }

  get value(): number {
    return this.#value;
  }

  /** One measurement of the event loop's delay, with the number of auctions that run now. */
  observe(delayMs: number, running: number): void {
    if (delayMs <= DELAY_MS_MAX) {
      this.#late = 0;
      if (running < this.#value) return;
      const grown =
        this.#value < this.#threshold
          ? Math.min(this.#threshold, Math.ceil(this.#value * SLOW_START))
          : this.#value + 1;
      this.#value = Math.min(this.#max, grown);
      return;
    }
    if (++this.#late < LATE_IN_A_ROW) return;
    // Computed from the running auctions: from a limit far above them it would take seconds until
    // fewer run.
    this.#value = Math.max(this.#min, Math.floor(Math.min(this.#value, running) * DECREASE));
    this.#threshold = this.#value;
  }
}
