/**
 * When an auction checks whether it is settled, or waiting no longer worth it. A check ranks what
 * has come, so bidders must not be able to cause one with every message.
 *
 * SETTLED-1 There is at most one check in a turn of the event loop and in `SETTLED_CHECK_MS`.
 * SETTLED-2 After the last bid a check always follows, and never after the stop: before the auction
 *    ends by quorum or by its deadline, a check that is planned is done.
 */
import type { Clock } from "../../common/runtime/clock.ts";

export const SETTLED_CHECK_MS = 3;

export class SettledChecks {
  readonly #clock: Clock;
  readonly #check: () => void;
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  #cancelPlanned: (() => void) | null = null;

  /** `check` is called by the clock, never within `plan`; it calls `done`. */
  constructor(clock: Clock, check: () => void) {
    this.#clock = clock;
    this.#check = check;
  }

  get planned(): boolean {
    return this.#cancelPlanned !== null;
  }

  /** Something has changed: a check follows, unless one is planned already. */
  plan(): void {
    if (this.#cancelPlanned !== null) return;
    const at = Math.max(this.#clock.now(), this.#checkedAtMs + SETTLED_CHECK_MS);
    this.#cancelPlanned = this.#clock.at(at, this.#check);
  }

  /** A check is being done now, as planned or earlier. */
  done(): void {
    this.stop();
    this.#checkedAtMs = this.#clock.now();
  }

  stop(): void {
    this.#cancelPlanned?.();
    this.#cancelPlanned = null;
  }
}
