/**
 * One task on a searching thread, from its beginning to its end, in turns with others
 * (turn-scheduler.ts). Nothing can interrupt a turn, so it is checked at every checkpoint whether
 * the task must stop:
 *
 * TASK-1 It stops at the first checkpoint after its id is at its slot (A8): the thread is free
 *   for the next one then.
 * TASK-2 It stops by itself when its time is over, a little later than the kit cuts it off: that is
 *   for an event loop too busy to send the cancel.
 * TASK-3 It always ends: what is thrown is an end, too.
 * TASK-4 Its end has what it took of the processor. The wall clock would also count what other
 *   programs took meanwhile: on a busy machine every search would be taken for an expensive one.
 */
import { AuctionError } from "../../proto/errors.ts";
import type { OfferBatch } from "../kit/offer-batch.ts";
import { type OfferColumns, packBatches } from "../kit/offer-columns.ts";
import type { OfferSearch } from "./offer-search.ts";
import type { SearchTask, TaskEnd, TaskMessage, TaskResult } from "./thread-messages.ts";
import type { TurnTask } from "./turn-scheduler.ts";

/** The milliseconds by which its own stop follows the kit's. */
export const GRACE_MS = 5;

/** What a task needs of its thread. */
export interface TaskThread {
  readonly cancels: Int32Array;
  /** A steady clock, in milliseconds. */
  nowMs(): number;
  /** What this thread has taken of the processor, in milliseconds. */
  cpuMs(): number;
  /** Sends a batch to the thread that bids. */
  post(message: TaskMessage): void;
}

export class TaskRun implements TurnTask {
  readonly costMs: number;
  readonly untilMs: number;
  readonly ended: Promise<TaskEnd>;
  workMs = 0;
  readonly #task: SearchTask;
  readonly #thread: TaskThread;
  readonly #steps: Generator<OfferBatch<OfferColumns> | undefined, void>;
  readonly #resolve: (end: TaskEnd) => void;
  #posted = 0;
  #isOver = false;

  constructor(task: SearchTask, search: OfferSearch, thread: TaskThread) {
    const { request, terms } = task;
    this.#task = task;
    this.#thread = thread;
    this.#steps = packBatches(search, { search: request, ...terms }, terms.nowMs);
    this.costMs = task.costMs;
    this.untilMs = thread.nowMs() + task.leftMs + GRACE_MS;
    const { promise, resolve } = Promise.withResolvers<TaskEnd>();
    this.ended = promise;
    this.#resolve = resolve;
  }

  check(): boolean {
    if (this.#mustStop(this.#thread.nowMs())) this.#end({ how: "stopped" });
    return !this.#isOver;
  }

  work(turnMs: number): boolean {
    const { nowMs, cpuMs } = this.#thread;
    const beganAtMs = nowMs();
    const cpuBeforeMs = cpuMs() - this.workMs;
    const result = this.#work(beganAtMs, beganAtMs + turnMs);
    this.workMs = cpuMs() - cpuBeforeMs;
    if (result !== undefined) this.#end(result);
    return result === undefined;
  }

  /** Works until the turn is over, or the task: then it returns how the task ended. */
  #work(beganAtMs: number, turnEndsAtMs: number): TaskResult | undefined {
    const { nowMs } = this.#thread;
    try {
      for (let atMs = beganAtMs; ; atMs = nowMs()) {
        if (this.#mustStop(atMs)) return { how: "stopped" };
        if (atMs >= turnEndsAtMs) return undefined;
        const { done, value: batch } = this.#steps.next();
        // BATCH-1
        if (done) throw new Error("the search has ended without a final batch");
        if (batch?.final) return { how: "done", batch };
        if (batch !== undefined) this.#post(batch);
      }
    } catch (thrown) {
      const { code, message } = AuctionError.from(thrown);
      return {
        how: "failed",
        code,
        message,
        stack: thrown instanceof Error ? String(thrown.stack) : String(thrown),
      };
    }
  }

  #post(batch: OfferBatch<OfferColumns>): void {
    this.#posted++;
    this.#thread.post({ taskId: this.#task.id, batch });
  }

  #mustStop(nowMs: number): boolean {
    return (
      Atomics.load(this.#thread.cancels, this.#task.slot) === this.#task.id || nowMs >= this.untilMs
    );
  }

  #end(result: TaskResult): void {
    this.#isOver = true;
    this.#resolve({ batches: this.#posted, workMs: this.workMs, ...result });
  }
}
