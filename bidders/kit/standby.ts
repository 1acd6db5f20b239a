/**
 * Whether a standby takes calls. Gateways alone send calls, so it follows what they say with each
 * question for its statistics (proto/standby.ts).
 *
 * STANDBY-1 A standby waits until a gateway says that it knows no other instance of the kind: with
 *    that word it takes calls.
 * STANDBY-2 It waits again when a gateway says that there is another one, and none has said
 *    otherwise for STEADY_MS: gateways that do not agree, and an instance that comes and goes,
 *    do not make it do so too. Without any word it goes on as it is.
 */
import type { StandbyWord } from "../../proto/standby.ts";

/** Ten questions of a gateway. Two instances that take calls are merely two instances. */
export const STEADY_MS = 5_000;

/** `acting`: it takes calls. */
export type StandbyState = "waiting" | "acting";

/** The state of one standby, by the words that it has heard. */
export class StandbyRule {
  #state: StandbyState = "waiting";
  #toldToActAtMs = Number.NEGATIVE_INFINITY;

  get state(): StandbyState {
    return this.#state;
  }

  /** `now` is monotonic. True when the state has changed. */
  heard(word: StandbyWord, now: number): boolean {
    const before = this.#state;
    if (word === "act") {
      this.#toldToActAtMs = now;
      this.#state = "acting";
    } else if (now - this.#toldToActAtMs >= STEADY_MS) {
      this.#state = "waiting";
    }
    return this.#state !== before;
  }
}
