/**
 * One search as the thread that bids keeps it: the batches that are not read yet, how it ended, and
 * where it runs.
 */
import { AuctionError } from "../../proto/errors.ts";
import type { OfferBatch } from "../kit/offer-batch.ts";
import type { OfferColumns } from "../kit/offer-columns.ts";
import { laneOf, type ScheduledSearch } from "../kit/search-scheduler.ts";
import type { SearchQuery, TaskEnd } from "./thread-messages.ts";

/** The limits of a SearchContext. */
export interface SearchLimits {
  remainingMs(): number;
  /** With the late allowance; absent: there is none. */
  workMs?(): number;
  /** See SearchContext.waiting. */
  readonly waiting?: ((isWaiting: boolean) => void) | undefined;
  readonly signal: AbortSignal;
}

export class PendingSearch implements ScheduledSearch {
  readonly query: SearchQuery;
  readonly limits: SearchLimits;
  readonly costMs: number;
  readonly lane: number;
  /** The kit has admitted it: it is not judged again. */
  readonly leastMs = 0;
  readonly deadlineAtMs: number;
  /** 0 before it has a task. */
  taskId = 0;
  /** While a thread has it: has that thread stop at its next checkpoint. */
  stop: (() => void) | undefined;
  /** `stop` was called, and its task has not ended yet. */
  isStopping = false;
  /** Its thread was ended because of another search. */
  isDisplaced = false;
  readonly #unread: OfferBatch<OfferColumns>[] = [];
  #received = 0;
  #end: TaskEnd | undefined;
  #isOver = false;
  #hasFailed = false;
  #failure: unknown;
  #wake = () => {};

  constructor(query: SearchQuery, limits: SearchLimits, nowMs: number) {
    this.query = query;
    this.limits = limits;
    this.costMs = query.costMs;
    this.lane = laneOf(query.costMs);
    this.deadlineAtMs = nowMs + limits.remainingMs();
  }

  /** No batch of it was received: it may begin again. */
  get isFresh(): boolean {
    return this.#received === 0 && !this.#isOver;
  }

  receive(batch: OfferBatch<OfferColumns>): void {
    if (this.#isOver) return;
    this.#received++;
    this.#unread.push(batch);
    this.#update();
  }

  end(end: TaskEnd): void {
    this.#end = end;
    this.#update();
  }

  /** Batches that are not read yet are dropped. The first failure counts. */
  fail(failure: unknown): void {
    if (!this.#isOver) {
      this.#unread.length = 0;
      this.#failWith(failure);
    }
    this.#wake();
  }

  /**
   * Resolves with the next batch, for one reader, until it has the final one. @throws what the
   * search failed with
   */
  async next(): Promise<OfferBatch<OfferColumns>> {
    for (;;) {
      const batch = this.#unread.shift();
      if (batch !== undefined) return batch;
      if (this.#hasFailed) throw this.#failure;
      const woken = Promise.withResolvers<void>();
      this.#wake = woken.resolve;
      await woken.promise;
    }
  }

  /** The end counts once all batches before it are there (POOL-3). */
  #update(): void {
    const end = this.#end;
    if (end !== undefined && end.batches === this.#received && !this.#isOver) {
      if (end.how === "done") {
        this.#isOver = true;
        this.#unread.push(end.batch);
      } else this.#failWith(errorOf(end));
    }
    this.#wake();
  }

  #failWith(failure: unknown): void {
    this.#isOver = true;
    this.#hasFailed = true;
    this.#failure = failure;
  }
}

function errorOf(end: Exclude<TaskEnd, { how: "done" }>): AuctionError {
  if (end.how === "stopped") return new AuctionError("cancelled", "the search ran out of time");
  const { code, message, stack } = end;
  return new AuctionError(code, message, { cause: Object.assign(new Error(message), { stack }) });
}
