/**
 * The part of one turn of the event loop in which searches may be started (ADMISSION-3). It begins
 * with the first start of a turn.
 */
import type { Clock } from "../../common/runtime/clock.ts";

/**
 * The slice is at least so long, or this share of the last turn, but never longer than the maximum.
 * The share leaves refusals, which take time too, a part of the turn only.
 */
const SLICE_MS = 5;
const SLICE_SHARE = 0.25;
const SLICE_MS_MAX = 50;

export class TurnSlice {
  readonly #clock: Clock;
  readonly #nextTurn: (callback: () => void) => void;
  readonly #onNextTurn: () => void;
  /** When the slice of this turn ends; null before the first start of a turn. */
  #endsAtMs: number | null = null;
  /** How long the last turn took in which searches were started. */
  #turnMs = 0;

  /** `nextTurn` calls back in the next turn of the event loop; `onNextTurn` is called then. */
  constructor(clock: Clock, nextTurn: (callback: () => void) => void, onNextTurn: () => void) {
    this.#clock = clock;
    this.#nextTurn = nextTurn;
    this.#onNextTurn = onNextTurn;
  }

  /** Whether a search may be started now. */
  get hasTime(): boolean {
    return this.#endsAtMs === null || this.#clock.now() < this.#endsAtMs;
  }

  /** A search is started: the slice begins, if it is the first one of this turn. */
  begin(): void {
    if (this.#endsAtMs !== null) return;
    const now = this.#clock.now();
    this.#endsAtMs = now + Math.max(SLICE_MS, Math.min(SLICE_MS_MAX, this.#turnMs * SLICE_SHARE));
    this.#nextTurn(() => {
      this.#turnMs = this.#clock.now() - now;
      this.#endsAtMs = null;
      this.#onNextTurn();
    });
  }
}
