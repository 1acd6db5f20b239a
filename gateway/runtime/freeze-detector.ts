/**
 * Finds that this process stood still: stopped by a signal, a debugger or the kernel (its timers
 * come late by the steady clock), or suspended with its machine (the steady clock stood still too,
 * and the wall clock jumped). A wall clock that is set forward looks the same: the cost of that
 * mistake is one needless leaving and joining.
 */
import type { Clock } from "../../common/runtime/clock.ts";

/** Longer than the loop of a busy gateway is ever held up by its own work. */
export const FROZEN_MS_MIN = 2_000;

export class FreezeDetector {
  readonly #clock: Pick<Clock, "now" | "wall">;
  #steadyMs: number;
  #wallMs: number;

  constructor(clock: Pick<Clock, "now" | "wall">) {
    this.#clock = clock;
    this.#steadyMs = clock.now();
    this.#wallMs = clock.wall();
  }

  /**
   * To be called every some 25 ms. How long the process stood still since the last time; null when
   * it did not.
   */
  beat(): number | null {
    const [steadyMs, wallMs] = [this.#clock.now(), this.#clock.wall()];
    const stoodMs = Math.max(steadyMs - this.#steadyMs, wallMs - this.#wallMs);
    this.#steadyMs = steadyMs;
    this.#wallMs = wallMs;
    return stoodMs >= FROZEN_MS_MIN ? stoodMs : null;
  }
}
