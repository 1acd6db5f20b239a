/**
 * What crosses between the thread that bids and those that search. All of it can be posted;
 * functions and classes cannot.
 */
import type { ErrorCode } from "../../proto/errors.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import type { OfferColumns } from "../kit/packed-batch.ts";
import type { Setting } from "./offer-search.ts";

/** What a thread is started with. */
export interface ThreadData<Shared = unknown> {
  readonly shared: Shared;
  /** In shared memory. A task stops when the number at its slot becomes its id. */
  readonly cancels: Int32Array;
}

export interface Question {
  readonly request: FlightSearch;
  /** Milliseconds of work that it is expected to take. */
  readonly costMs: number;
  readonly setting: Setting;
}

export interface Task extends Question {
  /** From 1 on, and of no two tasks within any time that matters. */
  readonly id: number;
  readonly slot: number;
  /** Until its deadline. */
  readonly leftMs: number;
}

/** What a thread tells of a task before its end; as SearchContext.part. */
export interface ToldPart {
  readonly id: number;
  readonly columns: OfferColumns;
  readonly floor: number | null;
}

/**
 * How a task ended. It may overtake parts that were told before it, so it says how many there were;
 * and what it took of its thread.
 */
export type Ending = { readonly parts: number; readonly workMs: number } & Ended;

export type Ended =
  | { readonly how: "done"; readonly columns: OfferColumns; readonly notes: readonly string[] }
  | { readonly how: "stopped" }
  | {
      readonly how: "failed";
      readonly code: ErrorCode;
      readonly message: string;
      readonly stack: string;
    };
