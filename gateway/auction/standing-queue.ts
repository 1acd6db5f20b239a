/**
 * Tells a standing queue from a burst, as CoDel does (RFC 8289): a queue is standing when its
 * oldest entry has been older than `targetMs` for `intervalMs` without a break. Soon after a
 * standing queue the next one is known at once, for its cause is hardly gone. CoDel drops at the
 * head; here newcomers are refused, because a refusal is cheapest before anything is read.
 */

export const TARGET_MS = 50;
export const INTERVAL_MS = 250;
/**
 * After a standing queue, so long the interval is not waited for again. RFC 8289 suggests 16
 * intervals.
 */
export const MEMORY_MS = 16 * INTERVAL_MS;

export class StandingDelay {
  /** Since when the oldest has been too old; null when it is not. */
  #aboveSince: number | null = null;
  #lastStandingAt = Number.NEGATIVE_INFINITY;

  /** True when newcomers are to be refused. `ageMs`: of the oldest entry; 0 when there is none. */
  observe(nowMs: number, ageMs: number): boolean {
    if (ageMs <= TARGET_MS) {
      this.#aboveSince = null;
      return false;
    }
    this.#aboveSince ??= nowMs;
    const patienceMs = nowMs - this.#lastStandingAt < MEMORY_MS ? 0 : INTERVAL_MS;
    if (nowMs - this.#aboveSince < patienceMs) return false;
    this.#lastStandingAt = nowMs;
    return true;
  }
}
