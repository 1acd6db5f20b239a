/**
 * A queue of small jobs, of which any number may arrive in one turn of the event loop. It runs them
 * in order, for a time slice of each turn. The other jobs wait for the next turns, so that bids,
 * timers and new connections have their time. The caller bounds the number of jobs.
 */
import type { Clock } from "../../common/runtime/clock.ts";

export const TIME_SLICE_MS = 4;

export class TimeSlicedQueue {
  readonly #clock: Pick<Clock, "now">;
  readonly #nextTurn: (callback: () => void) => void;
  #waiting: (() => void)[] = [];
  /** When this turn's time slice ends; null before the first job of a turn. */
  #endsAtMs: number | null = null;

  constructor(clock: Pick<Clock, "now">, nextTurn: (callback: () => void) => void) {
    this.#clock = clock;
    this.#nextTurn = nextTurn;
  }

  /** Runs the job now, or in one of the next turns. It must not throw. */
  run(job: () => void): void {
    // The first job of a turn always runs, however long the clock was not read: each turn is to get
    // something done.
    const isFirst = this.#beginSlice();
    if (this.#waiting.length === 0 && (isFirst || this.#hasTime())) job();
    else this.#waiting.push(job);
  }

  #hasTime(): boolean {
    return this.#endsAtMs !== null && this.#clock.now() < this.#endsAtMs;
  }

  /**
   * Begins the time slice of this turn, which the next turn ends. False where it has begun before.
   */
  #beginSlice(): boolean {
    if (this.#endsAtMs !== null) return false;
    this.#endsAtMs = this.#clock.now() + TIME_SLICE_MS;
    this.#nextTurn(() => this.#turn());
    return true;
  }

  #turn(): void {
    this.#endsAtMs = null;
    if (this.#waiting.length === 0) return;
    this.#beginSlice();
    let done = 0;
    try {
      do this.#waiting[done++]?.();
      while (done < this.#waiting.length && this.#hasTime());
    } finally {
      // Also when one throws: it must not run again, and the others have the next turn.
      if (done > 0) this.#waiting = this.#waiting.slice(done);
    }
  }
}
