/**
 * What crosses between the thread that bids and those that search. All of it can be posted:
 * functions and classes cannot.
 */
import type { ErrorCode } from "../../proto/errors.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import type { OfferBatch } from "../kit/offer-batch.ts";
import type { OfferColumns } from "../kit/offer-columns.ts";
import type { PostedRates } from "./posted-rates.ts";
import type { SearchTerms } from "./search-sale.ts";

/** What a thread is started with. */
export interface ThreadData<Shared = unknown> {
  readonly shared: Shared;
  /** Shared memory. A task stops when the number at its slot becomes its id. */
  readonly cancels: Int32Array;
}

/** What the pool is asked. */
export interface SearchQuery {
  readonly request: FlightSearch;
  /** Milliseconds of work that it is expected to take. */
  readonly costMs: number;
  readonly terms: SearchTerms;
}

/** One search of a thread. */
export interface SearchTask extends SearchQuery {
  /** A number from 1 on, which no two tasks have within any time that matters. */
  readonly id: number;
  readonly slot: number;
  /** The milliseconds until its deadline. */
  readonly leftMs: number;
}

/** The same as it is posted. */
export interface PostedTask extends Omit<SearchTask, "terms"> {
  readonly terms: Omit<SearchTerms, "rates"> & { readonly rates: PostedRates };
}

/** What a thread posts before the end of a task: a batch that is not final. */
export interface TaskMessage {
  readonly taskId: number;
  readonly batch: OfferBatch<OfferColumns>;
}

/**
 * The end of a task. It may overtake batches that were posted before it, so it has their number;
 * and what the task took of its thread.
 */
export type TaskEnd = { readonly batches: number; readonly workMs: number } & TaskResult;

/** How a task ended. */
export type TaskResult =
  /**
   * The final batch is part of the end: one message less than if it were posted as the others are.
   */
  | { readonly how: "done"; readonly batch: OfferBatch<OfferColumns> }
  | { readonly how: "stopped" }
  | {
      readonly how: "failed";
      readonly code: ErrorCode;
      readonly message: string;
      readonly stack: string;
    };
