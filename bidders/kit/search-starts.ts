/**
 * The searches whose turn has come, and that have not begun. They begin when what came in the same
 * packet is handled, which may be other calls, and the cancels of these; a search that has waited
 * in the queue, in the next turn of the event loop. All that begin in one turn share it, because
 * the answers that are ready in one turn leave in one write to the socket; a turn and a write for
 * each search cost 20 µs more a call.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import type { EventLoopTurn } from "./event-loop-turn.ts";

/**
 * The time for which searches may begin in one turn. The rest waits for the next turn: answers are
 * to leave.
 */
const STARTS_MS_MAX = 0.5;

/** Begins searches in the order in which they were added. */
export class SearchStarts<T> {
  readonly #clock: Pick<Clock, "now">;
  readonly #turn: EventLoopTurn;
  readonly #begin: (search: T, nowMs: number) => number;
  #waiting: T[] = [];
  #isAsked = false;

  /** `begin` is given the time, and returns the time when it is done. It must not throw. */
  constructor(
    clock: Pick<Clock, "now">,
    turn: EventLoopTurn,
    begin: (search: T, nowMs: number) => number,
  ) {
    this.#clock = clock;
    this.#turn = turn;
    this.#begin = begin;
  }

  /**
   * The search begins in the next turn, or in this one when others of it begin just now; a new one,
   * whose call has just come, in this one if it has time.
   */
  add(search: T, isNew: boolean): void {
    this.#waiting.push(search);
    this.#ask(isNew);
  }

  #ask(isNew: boolean): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    if (isNew) this.#turn.soon(this.#run);
    else this.#turn.waitToBegin(this.#run);
  }

  readonly #run = () => {
    let nowMs = this.#clock.now();
    const endsAtMs = nowMs + STARTS_MS_MAX;
    let begun = 0;
    try {
      // The list may grow meanwhile: an answer lets the next search start.
      do nowMs = this.#begin(this.#waiting[begun++] as T, nowMs);
      while (begun < this.#waiting.length && nowMs < endsAtMs);
    } finally {
      // Also when one throws: the others are to start.
      this.#waiting = begun < this.#waiting.length ? this.#waiting.slice(begun) : [];
      this.#isAsked = false;
      if (this.#waiting.length > 0) this.#ask(false);
    }
  };
}
