/**
 * Distinguishes a standing queue from a burst, as CoDel does (RFC 8289): a queue is standing when
 * its oldest entry has been older than TARGET_MS for INTERVAL_MS without interruption. Soon after a
 * standing queue the next one is detected at once, since its cause has probably not gone. CoDel
 * drops the oldest entry; here new searches are refused, because a refusal costs least before
 * anything is read.
 */

export const TARGET_MS = 50;
export const INTERVAL_MS = 250;
/**
 * The time after a standing queue in which the next one is detected without waiting for the
 * interval. RFC 8289 suggests 16 intervals.
 */
export const MEMORY_MS = 16 * INTERVAL_MS;

export class StandingQueueDetector {
  /** The time since which the oldest entry has been too old; null when it is not. */
  #aboveSinceMs: number | null = null;
  #lastStandingAtMs = Number.NEGATIVE_INFINITY;

  /** True when new searches must be refused. `ageMs`: of the oldest entry; 0 without one. */
  isStanding(nowMs: number, ageMs: number): boolean {
    if (ageMs <= TARGET_MS) return false;
    const intervalMs = nowMs - this.#lastStandingAtMs < MEMORY_MS ? 0 : INTERVAL_MS;
    return nowMs - (this.#aboveSinceMs ?? nowMs) >= intervalMs;
  }

  /** Takes one measurement of the queue, in the units of `isStanding`. */
  observe(nowMs: number, ageMs: number): void {
    if (ageMs <= TARGET_MS) {
      this.#aboveSinceMs = null;
      return;
    }
    this.#aboveSinceMs ??= nowMs;
    if (this.isStanding(nowMs, ageMs)) this.#lastStandingAtMs = nowMs;
  }
}
