/**
 * How many auctions may run at once, by how late the event loop is: additive increase,
 * multiplicative decrease (Chiu and Jain, 1989), as in the AIMD limit of Netflix's
 * concurrency-limits. Up to the last limit that was too high it grows in proportion, as TCP's slow
 * start does (Jacobson, 1988), and it grows only while it is used up: so a burst at an idle gateway
 * cannot take more than the gateway has shown that it can do. A delay counts only when it stands:
 * one long garbage collection is no overload.
 */

export interface ConcurrencyBounds {
  /** Never fewer than these may run, however late the loop is. */
  readonly min: number;
  readonly max: number;
}

/** A loop that is later than this is late. A search passes the loop some three times. */
export const DELAY_MS_MAX = 40;

/** So many late observations in a row are a standing delay. */
export const LATE_IN_A_ROW = 4;

const DECREASE = 0.8;

/**
 * Of a gateway that has not shown what it can do. With auctions of 30 ms this is 2,000 a second.
 */
export const INITIAL = 64;
const SLOW_START = 1.25;

export class ConcurrencyLimit {
  readonly #min: number;
  readonly #max: number;
  #value: number;
  /** Growth is slow from here on. */
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

  /** One measurement of the loop's delay, with how many auctions run now. */
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
    // From what runs, and not from a limit that is far above it: that would take seconds to have an
    // effect.
    this.#value = Math.max(this.#min, Math.floor(Math.min(this.#value, running) * DECREASE));
    this.#threshold = this.#value;
  }
}
