/**
 * One task on a searching thread, from its beginning to its end, in turns with others
 * (turn-scheduler.ts). Nothing can interrupt a turn, so it looks up at every breath:
 *
 * TASK-1 It stops at the first breath after its id stands at its slot (A8): the thread is free for
 *   the next one then.
 * TASK-2 It stops by itself when its time is over, a little later than the kit cuts it off: that is
 *   for an event loop too busy to say so.
 * TASK-3 It always ends: what is thrown is an ending, too.
 * TASK-4 Its ending says what it has taken of the processor. The wall clock would also count what
 *   other programs took meanwhile: on a busy machine every search would be taken for a dear one.
 */
import { AuctionError } from "../../proto/errors.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import { type OfferColumns, packOffers } from "../kit/packed-batch.ts";
import type { Answer } from "./offer-search.ts";
import type { Ended, Ending, Task, ToldPart } from "./thread-messages.ts";
import type { Turnable } from "./turn-scheduler.ts";

/** By how much its own stop follows the kit's. */
export const GRACE_MS = 5;

export interface Surroundings {
  readonly cancels: Int32Array;
  /** A steady clock, in milliseconds. */
  nowMs(): number;
  /** What this thread has taken of the processor, in milliseconds. */
  cpuMs(): number;
  tell(part: ToldPart): void;
}

export class Run implements Turnable {
  readonly costMs: number;
  readonly untilMs: number;
  readonly ended: Promise<Ending>;
  workMs = 0;
  readonly #task: Task;
  readonly #around: Surroundings;
  readonly #work: Packed;
  readonly #end: (ending: Ending) => void;
  #parts = 0;
  #isOver = false;

  constructor(task: Task, answer: Answer, around: Surroundings) {
    this.#task = task;
    this.#around = around;
    this.#work = packed(answer, task);
    this.costMs = task.costMs;
    this.untilMs = around.nowMs() + task.leftMs + GRACE_MS;
    const { promise, resolve } = Promise.withResolvers<Ending>();
    this.ended = promise;
    this.#end = resolve;
  }

  look(): boolean {
    if (this.#isToStop(this.#around.nowMs())) this.#over({ how: "stopped" });
    return !this.#isOver;
  }

  work(turnMs: number): boolean {
    const { nowMs, cpuMs } = this.#around;
    const beganAtMs = nowMs();
    const cpuBeforeMs = cpuMs() - this.workMs;
    const ended = this.#step(beganAtMs, beganAtMs + turnMs);
    this.workMs = cpuMs() - cpuBeforeMs;
    if (ended !== undefined) this.#over(ended);
    return ended === undefined;
  }

  /** Until the turn is over, or the task; then it says how that ended. */
  #step(beganAtMs: number, turnEndsAtMs: number): Ended | undefined {
    const { nowMs, tell } = this.#around;
    try {
      for (let atMs = beganAtMs; ; atMs = nowMs()) {
        if (this.#isToStop(atMs)) return { how: "stopped" };
        if (atMs >= turnEndsAtMs) return undefined;
        const { done, value } = this.#work.next();
        if (done) return { how: "done", ...value };
        if (value === undefined) continue;
        this.#parts++;
        tell({ id: this.#task.id, ...value });
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

  #isToStop(nowMs: number): boolean {
    return (
      Atomics.load(this.#around.cancels, this.#task.slot) === this.#task.id || nowMs >= this.untilMs
    );
  }

  #over(ended: Ended): void {
    this.#isOver = true;
    this.#end({ parts: this.#parts, workMs: this.workMs, ...ended });
  }
}

type Packed = Generator<
  undefined | Omit<ToldPart, "id">,
  { readonly columns: OfferColumns; readonly notes: readonly string[] }
>;

function* packed(answer: Answer, { request, setting }: Task): Packed {
  const terms = { search: request, rates: setting.rates, objective: setting.objective };
  const pack = (offers: readonly FlightOffer[]) => packOffers(offers, terms, setting.nowMs);
  for (;;) {
    const { done, value } = answer.next();
    if (done) return { columns: yield* pack(value.offers), notes: value.notes };
    yield value && { columns: yield* pack(value.offers), floor: value.floor };
  }
}
