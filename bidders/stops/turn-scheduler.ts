/**
 * Several tasks on one searching thread, in turns: a long one gives way to a short one at a
 * checkpoint, so none has to wait for the end of another.
 *
 * TURN-1 The task of the cheapest lane has the turn, and within a lane the one whose time is over
 *   first (kit/search-scheduler.ts). Its cost is what it is expected to take, or what it has taken
 *   when that is more: one that was taken for cheap and is not falls behind (feedback, as the
 *   multilevel queue has it).
 * TURN-2 A turn lasts `TURN_MS` and until the next checkpoint. Between two turns the thread
 *   receives new tasks.
 * TURN-3 A task that is cancelled or out of time ends before the next turn, whether it has the turn
 *   or waits for it (A8).
 * TURN-4 A task that is alone and short has one turn and no pause: it pays nothing for what it does
 *   not need.
 */
import { laneOf } from "../kit/search-scheduler.ts";

export const TURN_MS = 2;

export interface TurnTask {
  /** What it is expected to take. */
  readonly costMs: number;
  /** What it has taken. */
  readonly workMs: number;
  /** When its time is over. */
  readonly untilMs: number;
  /** Works for a turn. False when it has ended. */
  work(turnMs: number): boolean;
  /** Ends the task when it must stop. False when it has ended. */
  check(): boolean;
}

/** The one that has the next turn (TURN-1); the first of equals. */
export function nextTask<T extends Pick<TurnTask, "costMs" | "workMs" | "untilMs">>(
  tasks: Iterable<T>,
): T | undefined {
  let next: T | undefined;
  for (const task of tasks) if (next === undefined || isBefore(task, next)) next = task;
  return next;
}

function isBefore(a: Pick<TurnTask, "costMs" | "workMs" | "untilMs">, b: typeof a): boolean {
  const lanes = laneOf(Math.max(a.costMs, a.workMs)) - laneOf(Math.max(b.costMs, b.workMs));
  return lanes < 0 || (lanes === 0 && a.untilMs < b.untilMs);
}

export class TurnScheduler {
  readonly #tasks = new Set<TurnTask>();
  readonly #pause: () => Promise<void>;
  #isRunning = false;

  /** `pause` lets the thread receive new tasks. */
  constructor(pause: () => Promise<void>) {
    this.#pause = pause;
  }

  get size(): number {
    return this.#tasks.size;
  }

  add(task: TurnTask): void {
    this.#tasks.add(task);
    if (!this.#isRunning) void this.#run();
  }

  /** Nothing that it calls throws: a task's failure is its end. */
  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#tasks.size > 0) {
      for (const task of this.#tasks) if (!task.check()) this.#tasks.delete(task);
      const next = nextTask(this.#tasks);
      if (next !== undefined && !next.work(TURN_MS)) this.#tasks.delete(next);
      if (this.#tasks.size > 0) await this.#pause();
    }
    this.#isRunning = false;
  }
}
