import type { CallReport } from "./accepted-call.ts";

/** What happens to calls, for logs and counters. */
export interface CallEvents {
  /** A call was answered, at this time by the steady clock: once for each accepted call. */
  answered(report: CallReport, nowMs: number): void;
  /**
   * A hedge arrived: a call whose first instance is slow. `held` when that instance is this one,
   * which then ignores it.
   */
  hedged(what: "accepted" | "held"): void;
  /** Not a call, or not a cancel: `market` is null for the latter, and for a hedge. */
  unreadable(what: string, market: string | null): void;
  /** A strategy has not stopped RUNAWAY_AFTER_MS after its signal. */
  runaway(auctionId: string): void;
  /** A strategy has thrown this in the late allowance of its call, after the call was answered. */
  lateFailure(error: unknown): void;
  /** Null where it is not a bid, but a response of the service protocol. */
  unsent(auctionId: string | null, error: unknown): void;
}
