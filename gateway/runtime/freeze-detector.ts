/**
 * Detects that this process did not run: stopped by a signal, a debugger or the kernel (the
 * monotonic clock goes on), or suspended with its machine (the monotonic clock stops too, and the
 * wall clock jumps). A wall clock that is set forward looks the same.
 */

/** Longer than the work of a busy gateway ever blocks its event loop. */
export const FROZEN_MS_MIN = 2_000;

export class FreezeDetector {
  readonly #clocks: readonly (() => number)[];
  readonly #frozenMsMin: number;
  #readings: readonly number[];

  /**
   * `clocks`: the clocks to compare, in milliseconds; the largest step counts. `frozenMsMin`: a
   * shorter time between two beats is not a freeze.
   */
  constructor(clocks: readonly (() => number)[], frozenMsMin: number) {
    this.#clocks = clocks;
    this.#frozenMsMin = frozenMsMin;
    this.#readings = clocks.map((read) => read());
  }

  /**
   * Must be called at a regular interval. How long the process did not run since the last call, the
   * interval included; null when it did not.
   */
  beat(): number | null {
    const before = this.#readings;
    this.#readings = this.#clocks.map((read) => read());
    const stoodMs = Math.max(...this.#readings.map((now, i) => now - (before[i] as number)));
    return stoodMs >= this.#frozenMsMin ? stoodMs : null;
  }
}
