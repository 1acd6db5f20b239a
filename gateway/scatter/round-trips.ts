/**
 * The round trips to one instance, from question to answer of the roster's probes: no answer to a
 * call can come sooner than the shortest of them.
 *
 * PROBETIME-1 What is known is the shortest round trip of the last one to two windows: one that was
 *    long because the instance, the broker or this process was busy changes nothing, and a shorter
 *    one counts at once.
 * PROBETIME-2 Nothing is known before MEASURED_MIN round trips, nor when the last one is older than
 *    two windows.
 */

/** With two probes a second: twenty. */
const WINDOW_MS = 10_000;
/** Four seconds of probes. A process that has just started is slow for a moment. */
export const MEASURED_MIN = 8;

export class RoundTrips {
  #shortestMs = Number.POSITIVE_INFINITY;
  #shortestBeforeMs = Number.POSITIVE_INFINITY;
  #windowEndsAtMs = Number.NEGATIVE_INFINITY;
  #measured = 0;

  /** `now` is monotonic. */
  record(roundTripMs: number, now: number): void {
    this.#rotate(now);
    this.#shortestMs = Math.min(this.#shortestMs, roundTripMs);
    this.#measured = Math.min(this.#measured + 1, MEASURED_MIN);
  }

  /** Null where it is not known (PROBETIME-2). */
  shortestMs(now: number): number | null {
    this.#rotate(now);
    const shortestMs = Math.min(this.#shortestMs, this.#shortestBeforeMs);
    return this.#measured < MEASURED_MIN || shortestMs === Number.POSITIVE_INFINITY
      ? null
      : shortestMs;
  }

  #rotate(now: number): void {
    if (now < this.#windowEndsAtMs) return;
    const isNext = now < this.#windowEndsAtMs + WINDOW_MS;
    this.#shortestBeforeMs = isNext ? this.#shortestMs : Number.POSITIVE_INFINITY;
    this.#shortestMs = Number.POSITIVE_INFINITY;
    this.#windowEndsAtMs = isNext ? this.#windowEndsAtMs + WINDOW_MS : now + WINDOW_MS;
    // Reads alone rotate windows too, while nothing answers.
    if (this.#shortestBeforeMs === Number.POSITIVE_INFINITY) this.#measured = 0;
  }
}
