/**
 * When an auction looks for `settled`. A look ranks what is in, so bidders must not be able to ask
 * for one with every message: there is at most one in a turn of the event loop and in
 * `SETTLED_LOOK_MS`. After the last bid a look always follows, and none is put off past a stop:
 * before the auction ends by quorum or by its deadline, a look that is planned is taken.
 */
import type { Clock } from "../../common/runtime/clock.ts";

export const SETTLED_LOOK_MS = 3;

export class SettledLooks {
  readonly #clock: Clock;
  readonly #look: () => void;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #takeBack: (() => void) | null = null;

  /** `look` is called by the clock, never within `plan`. */
  constructor(clock: Clock, look: () => void) {
    this.#clock = clock;
    this.#look = look;
  }

  get planned(): boolean {
    return this.#takeBack !== null;
  }

  /** Something has changed: a look follows, unless one is planned already. */
  plan(): void {
    if (this.#takeBack !== null) return;
    const at = Math.max(this.#clock.now(), this.#lookedAt + SETTLED_LOOK_MS);
    this.#takeBack = this.#clock.at(at, this.#look);
  }

  /** A look is being taken now, as planned or before. */
  taken(): void {
    this.stop();
    this.#lookedAt = this.#clock.now();
  }

  stop(): void {
    this.#takeBack?.();
    this.#takeBack = null;
  }
}
