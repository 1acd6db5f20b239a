/**
 * Several tasks on one searching thread, in turns: a long one gives way to a short one at a breath,
 * so none has to wait for the end of another.
 *
 * U1 The task of the cheapest lane has the turn, and within a lane the one whose time is over first
 *    (kit/search-scheduler.ts). Its cost is what it is expected to take, or what it has taken when that is
 *    more: one that was taken for cheap and is not falls behind (feedback, as the multilevel queue
 *    has it).
 * U2 A turn lasts `TURN_MS` and what is left of the breath. Between two turns the thread hears of
 *    new tasks.
 * U3 A task that is cancelled or out of time ends before the next turn, whether it has the turn or
 *    waits for it (A8).
 * U4 A task that is alone and short has no second turn: nothing is paid for what it does not need.
 */
import { laneOf } from "../kit/search-scheduler.ts";

export const TURN_MS = 2;

export interface Turnable {
  /** What it is expected to take. */
  readonly costMs: number;
  /** What it has taken. */
  readonly workMs: number;
  /** When its time is over. */
  readonly untilMs: number;
  /** Works for a turn. False when it has ended. */
  work(turnMs: number): boolean;
  /** Ends when it is to stop. False when it has ended. */
  look(): boolean;
}

/** The one that has the next turn (U1); the first of equals. */
export function nextOf<T extends Pick<Turnable, "costMs" | "workMs" | "untilMs">>(
  tasks: Iterable<T>,
): T | undefined {
  let next: T | undefined;
  for (const task of tasks) if (next === undefined || before(task, next)) next = task;
  return next;
}

function before(a: Pick<Turnable, "costMs" | "workMs" | "untilMs">, b: typeof a): boolean {
  const lanes = laneOf(Math.max(a.costMs, a.workMs)) - laneOf(Math.max(b.costMs, b.workMs));
  return lanes < 0 || (lanes === 0 && a.untilMs < b.untilMs);
}

export class Turns {
  readonly #tasks = new Set<Turnable>();
  readonly #pause: () => Promise<void>;
  #isGoing = false;

  /** `pause` lets the thread hear of new tasks. */
  constructor(pause: () => Promise<void>) {
    this.#pause = pause;
  }

  get size(): number {
    return this.#tasks.size;
  }

  add(task: Turnable): void {
    this.#tasks.add(task);
    if (!this.#isGoing) void this.#go();
  }

  /** Nothing that it calls throws: a task's fault is its ending. */
  async #go(): Promise<void> {
    this.#isGoing = true;
    while (this.#tasks.size > 0) {
      for (const task of this.#tasks) if (!task.look()) this.#tasks.delete(task);
      const next = nextOf(this.#tasks);
      if (next !== undefined && !next.work(TURN_MS)) this.#tasks.delete(next);
      if (this.#tasks.size > 0) await this.#pause();
    }
    this.#isGoing = false;
  }
}
