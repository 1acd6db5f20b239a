/** A call between its arrival and its final bid. Times are milliseconds by the steady clock. */
import type { StartSpan } from "../../common/runtime/tracing.ts";
import { AuctionError } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { BidStatus, CallForBids } from "../../proto/messages.ts";
import { BidBuilder } from "./bid-builder.ts";
import type { BidContent } from "./bid-content.ts";
import type { Estimate } from "./bidder.ts";
import { budgetLeftMs } from "./budget.ts";
import { laneOf, type ScheduledSearch } from "./search-scheduler.ts";

/** Waiting, then searching, then answered; or straight to answered. Never back. */
type CallState = "waiting" | "searching" | "answered";

/** How one call ended. */
export interface CallReport {
  readonly auctionId: string;
  readonly gateway: string;
  readonly market: string;
  /**
   * The status of all its bids together: `offers` when one of them had some, though the last had
   * none left.
   */
  readonly status: BidStatus;
  readonly reason: string | null;
  /** Bids that were sent, and the offers in all of them. */
  readonly bids: number;
  readonly offers: number;
  readonly offersDropped: number;
  /**
   * The time on its way to this process beyond the usual; then until its search began; then in all.
   */
  readonly queueingMs: number;
  readonly waitedMs: number;
  readonly tookMs: number;
  /** The trace that it belongs to, where there is one. */
  readonly traceId?: string;
  /** What the strategy threw; for the log only. */
  readonly error?: unknown;
}

/** The span of one call (call-trace.ts). */
export interface CallSpan {
  readonly traceId: string;
  readonly startSpan: StartSpan;
  end(report: CallReport): void;
}

/** How and when a call arrived. */
interface CallArrival {
  readonly reply: string;
  readonly market: string;
  readonly receivedAtMs: number;
  readonly queueingMs: number;
}

/**
 * A call of unknown cost with more time than this goes to the second lane: it may hold its slot for
 * all of its time.
 */
const SHORT_MS_MAX = 2_000;

/** A6: no call is worked on for longer after its budget. */
const ALLOWANCE_MS_MAX = 30_000;

/** What limits the answer to a call. */
interface CallLimits {
  readonly offersMax: number;
  /** Bytes that the broker takes in one message. */
  readonly payloadBytesMax: () => number;
  /** Undefined where the bidder gives none. */
  readonly estimate: Estimate | undefined;
  /**
   * The time without a bid after which the notice is sent (KIT-5); undefined when none is wanted.
   */
  readonly noticeAfterMs: number | undefined;
}

/** Why a signal fires. One error for all, because creating an error takes long. */
const ANSWERED = new AuctionError("cancelled", "the call is answered");

function newBuilder(call: CallForBids, { offersMax, payloadBytesMax }: CallLimits): BidBuilder {
  // A calendar has one row for each of its cells, which are fewer than a bid holds.
  const rowsMax = call.search.calendar === true ? LIMITS.offersABidMax : offersMax;
  return new BidBuilder(call, rowsMax, payloadBytesMax);
}

/** A call with its state. Only the kit changes it. */
export class AcceptedCall implements ScheduledSearch {
  readonly call: CallForBids;
  readonly reply: string;
  /** The market of the subscription that it came on; for a hedge, the market that it is in. */
  readonly market: string;
  readonly receivedAtMs: number;
  readonly queueingMs: number;
  /** What was left of its budget when it arrived. */
  readonly leftMs: number;
  readonly deadlineAtMs: number;
  readonly costMs: number;
  readonly leastMs: number;
  readonly lane: number;
  builder: BidBuilder;
  /**
   * How long it may work on after its budget, for the record (KIT-9). 0: not at all. Calendars are
   * not recorded.
   */
  readonly allowanceMs: number;
  /** When it is cut short: at its deadline, and once it works on, at the end of its allowance. */
  expiresAtMs: number;
  /** Its budget is over, which its bid marked `cut` has said; it works on. */
  isCut = false;
  state: CallState = "waiting";
  /** What the caller says to this bidder alone, once it is read. It is never logged. */
  params: unknown = undefined;
  /** Its span; undefined where the bidder does not trace. */
  trace: CallSpan | undefined = undefined;
  /** What its strategy has begun waits for a place of its own (SearchContext.waiting). */
  isWaiting = false;
  /** Its strategy has left out something that could have changed the answer. */
  isMarkedStopped = false;
  /** Its strategy has come to its end: what is left is to send the answer. */
  hasEnded = false;
  /** Bids that were sent for it: the sequence number of the next. */
  bidsSent = 0;
  /** When its strategy began. */
  startedAtMs: number | undefined = undefined;
  /** When the notice is due (KIT-5). Infinity once a bid was sent, and where none is wanted. */
  noticeAtMs: number;
  /** Stops the timer of a runaway. */
  stopRunaway: (() => void) | undefined = undefined;
  readonly #limits: CallLimits;
  #controller: AbortController | undefined = undefined;

  /** A new call is in the state `waiting`. */
  constructor(call: CallForBids, arrival: CallArrival, limits: CallLimits) {
    const { estimate, noticeAfterMs = Number.POSITIVE_INFINITY } = limits;
    const leftMs = budgetLeftMs(call.budgetMs, arrival.queueingMs);
    this.call = call;
    this.reply = arrival.reply;
    this.market = arrival.market;
    this.receivedAtMs = arrival.receivedAtMs;
    this.queueingMs = arrival.queueingMs;
    this.leftMs = leftMs;
    this.deadlineAtMs = arrival.receivedAtMs + leftMs;
    this.costMs = estimate?.costMs ?? 0;
    this.leastMs = estimate?.leastMs ?? 0;
    this.lane = estimate !== undefined ? laneOf(estimate.costMs) : leftMs > SHORT_MS_MAX ? 1 : 0;
    this.noticeAtMs = arrival.receivedAtMs + noticeAfterMs;
    this.#limits = limits;
    this.builder = newBuilder(call, limits);
    this.expiresAtMs = this.deadlineAtMs;
    const { lateAllowanceMs = 0, search } = call;
    this.allowanceMs = search.calendar === true ? 0 : Math.min(lateAllowanceMs, ALLOWANCE_MS_MAX);
  }

  /** Its slot is for others as soon as they want it (KIT-9). */
  get givesWay(): boolean {
    return this.isCut;
  }

  /** Its budget is over, and what it had is sent: it works on with nothing (KIT-9). */
  workOn(): void {
    this.isCut = true;
    this.expiresAtMs = this.deadlineAtMs + this.allowanceMs;
    this.builder = newBuilder(this.call, this.#limits);
  }

  /**
   * Fires when the call is answered. It is created when it is first read: many strategies never
   * read it, and to create and fire one takes 0.4 µs.
   */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.state === "answered") this.#controller.abort(ANSWERED);
    }
    return this.#controller.signal;
  }

  /** Fires the signal, where anyone has read it. */
  fireSignal(): void {
    this.#controller?.abort(ANSWERED);
  }
}

/**
 * Whether the call was answered; for use after an `await`, when another path may have answered
 * meanwhile. It is a function so that the compiler does not narrow the state.
 */
export function isAnswered(accepted: AcceptedCall): boolean {
  return accepted.state === "answered";
}

/** What is logged and counted of a call that is answered. `nowMs` by the steady clock. */
export function callReportOf(
  accepted: AcceptedCall,
  answer: BidContent,
  nowMs: number,
  error: unknown,
): CallReport {
  const { builder, receivedAtMs } = accepted;
  const report: CallReport = {
    auctionId: accepted.call.searchId,
    gateway: accepted.call.gateway,
    market: accepted.market,
    status: answer.status === "empty" && builder.rowsSent > 0 ? "offers" : answer.status,
    reason: answer.reason,
    bids: accepted.bidsSent,
    offers: builder.rowsSent + answer.sheet.rows,
    offersDropped: builder.dropped,
    queueingMs: accepted.queueingMs,
    waitedMs: (accepted.startedAtMs ?? nowMs) - receivedAtMs,
    tookMs: nowMs - receivedAtMs,
  };
  const traceId = accepted.trace?.traceId;
  const traced = traceId === undefined ? report : { ...report, traceId };
  return error === undefined ? traced : { ...traced, error };
}
