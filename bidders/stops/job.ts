/**
 * One search as the thread that bids sees it: what it has been told, what is still to come, and
 * where it runs.
 */
import { AuctionError } from "../../proto/errors.ts";
import { PackedOffers } from "../kit/packed.ts";
import { laneOf, type ScheduledSearch } from "../kit/search-scheduler.ts";
import type { Ending, Question, ToldPart } from "./task.ts";

/** What a search finds: parts, and at last what is left, and what is to be noted. */
export interface Told {
  readonly offers: PackedOffers;
  /** Of a part, as SearchContext.part; undefined at the end. */
  readonly floor: number | null | undefined;
  readonly notes: readonly string[];
}

export interface Limits {
  remainingMs(): number;
  readonly signal: AbortSignal;
}

export class Job implements ScheduledSearch {
  readonly question: Question;
  readonly limits: Limits;
  readonly costMs: number;
  readonly lane: number;
  /** The kit has admitted it: it is not judged again. */
  readonly leastMs = 0;
  readonly deadlineMs: number;
  /** Of its task; 0 before there is one. */
  id = 0;
  /** While a thread has it: has that thread stop at its next breath. */
  stop: (() => void) | undefined;
  /** It was told to stop, and its thread has not yet said that it has. */
  isStopping = false;
  /** Its thread was ended because of another search. */
  isDisplaced = false;
  readonly #told: Told[] = [];
  #parts = 0;
  #ending: Ending | undefined;
  #isOver = false;
  #fault: unknown;
  #wake = () => {};

  constructor(question: Question, limits: Limits, nowMs: number) {
    this.question = question;
    this.limits = limits;
    this.costMs = question.costMs;
    this.lane = laneOf(question.costMs);
    this.deadlineMs = nowMs + limits.remainingMs();
  }

  /** Nothing of it is known yet: it may begin again. */
  get isFresh(): boolean {
    return this.#parts === 0 && !this.#isOver;
  }

  takePart({ columns, floor }: ToldPart): void {
    if (this.#isOver) return;
    this.#parts++;
    this.#told.push({ offers: new PackedOffers(columns), floor, notes: [] });
    this.#look();
  }

  takeEnding(ending: Ending): void {
    this.#ending = ending;
    this.#look();
  }

  /** Its reader is told why, and no more of what was found. The first reason holds. */
  fail(fault: unknown): void {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#fault = fault;
      this.#told.length = 0;
    }
    this.#wake();
  }

  /** For one reader. @throws what it failed with */
  async *told(): AsyncGenerator<Told> {
    for (;;) {
      const next = this.#told.shift();
      if (next !== undefined) yield next;
      else if (this.#fault !== undefined) throw this.#fault;
      else if (this.#isOver) return;
      else {
        const woken = Promise.withResolvers<void>();
        this.#wake = woken.resolve;
        await woken.promise;
      }
    }
  }

  /** The end counts once all parts before it are there (L3). */
  #look(): void {
    const ending = this.#ending;
    if (ending !== undefined && ending.parts === this.#parts && !this.#isOver) {
      this.#isOver = true;
      if (ending.how === "done")
        this.#told.push({
          offers: new PackedOffers(ending.columns),
          floor: undefined,
          notes: ending.notes,
        });
      else this.#fault = faultOf(ending);
    }
    this.#wake();
  }
}

function faultOf(ending: Exclude<Ending, { how: "done" }>): AuctionError {
  if (ending.how === "stopped") return new AuctionError("cancelled", "the search ran out of time");
  const { code, message, stack } = ending;
  return new AuctionError(code, message, { cause: Object.assign(new Error(message), { stack }) });
}
