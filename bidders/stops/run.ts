/**
 * One task on a searching thread, from its beginning to its end, without a pause. Nothing can interrupt it, so it looks up at every breath:
 *
 * T1 It stops at the first breath after its id stands at its slot (A8): the thread is free for the next one then.
 * T2 It stops by itself when its time is over, a little later than the kit cuts it off: that is for an event loop too busy to say so.
 * T3 It always ends: what is thrown is an ending, too.
 */
import { AuctionError } from "../../proto/errors.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import { type OfferColumns, packOffers } from "../kit/packed.ts";
import type { Answer } from "./answer.ts";
import type { Ending, Task, ToldPart } from "./task.ts";

/** By how much its own stop follows the kit's. */
export const GRACE_MS = 5;

export interface Surroundings {
  readonly cancels: Int32Array;
  /** A steady clock, in milliseconds. */
  nowMs(): number;
  tell(part: ToldPart): void;
}

export function runTask(task: Task, answer: Answer, { cancels, nowMs, tell }: Surroundings): Ending {
  const untilMs = nowMs() + task.leftMs + GRACE_MS;
  let parts = 0;
  try {
    for (const work = packed(answer, task); ; ) {
      if (Atomics.load(cancels, task.slot) === task.id || nowMs() >= untilMs) return { how: "stopped", parts };
      const { done, value } = work.next();
      if (done) return { how: "done", parts, ...value };
      if (value === undefined) continue;
      parts++;
      tell({ id: task.id, ...value });
    }
  } catch (thrown) {
    const { code, message } = AuctionError.from(thrown);
    return { how: "failed", parts, code, message, stack: thrown instanceof Error ? String(thrown.stack) : String(thrown) };
  }
}

type Packed = Generator<undefined | Omit<ToldPart, "id">, { readonly columns: OfferColumns; readonly notes: readonly string[] }>;

function* packed(answer: Answer, { request, setting }: Task): Packed {
  const terms = { search: request, rates: setting.rates, objective: setting.objective };
  const pack = (offers: readonly FlightOffer[]) => packOffers(offers, terms, setting.nowMs);
  for (;;) {
    const { done, value } = answer.next();
    if (done) return { columns: yield* pack(value.offers), notes: value.notes };
    yield value && { columns: yield* pack(value.offers), floor: value.floor };
  }
}
