/** A call between its arrival and its final bid. Times are milliseconds by the steady clock. */
import { convert, cost } from "../../common/money/money.ts";
import type { Clock } from "../../common/runtime/clock.ts";
import type { BidStatus, CallForBids } from "../../proto/messages.ts";
import type { Answer } from "./answer.ts";
import { BidBuilder } from "./bid-builder.ts";
import type { Estimate, SearchContext } from "./bidder.ts";
import { budgetLeftMs } from "./budget.ts";
import { laneOf, type ScheduledSearch } from "./search-scheduler.ts";

/** Waiting, then searching, then answered; or straight to answered. Never back. */
export type CallState = "waiting" | "searching" | "answered";

/** A call with its state. Only the kit changes it. */
export interface AcceptedCall extends ScheduledSearch {
  readonly call: CallForBids;
  readonly reply: string;
  /** The market of the subscription that it came on; for a hedge, the market that it is in. */
  readonly market: string;
  readonly receivedAtMs: number;
  readonly queueingMs: number;
  /** What was left of its budget when it arrived. */
  readonly leftMs: number;
  readonly controller: AbortController;
  readonly builder: BidBuilder;
  state: CallState;
  /** Its strategy has left out something that could have changed the answer. */
  isCutShort: boolean;
  /** Bids that were sent for it: the sequence number of the next. */
  bidsSent: number;
  /** When its strategy began. */
  startedAtMs: number | undefined;
  /** Stops the timer of its budget; after the answer, that of a runaway. */
  stopTimer: () => void;
  /** Stops the timer of the notice to the gateway (KIT-5). */
  stopNotice: () => void;
}

/** How one call ended. */
export interface CallReport {
  readonly searchId: string;
  readonly gateway: string;
  readonly market: string;
  /**
   * Of all its bids together: `offers` when one of them had some, though the last had none left.
   */
  readonly status: BidStatus;
  readonly reason: string | null;
  /** Bids that were sent, and the offers in all of them. */
  readonly bids: number;
  readonly offers: number;
  readonly offersDropped: number;
  /** On its way to this process, beyond the usual; then until its search began; then in all. */
  readonly queueingMs: number;
  readonly waitedMs: number;
  readonly tookMs: number;
  /** What the strategy threw; for the log only. */
  readonly error?: unknown;
}

/** How and when a call arrived. */
export interface CallArrival {
  readonly reply: string;
  readonly market: string;
  readonly receivedAtMs: number;
  readonly queueingMs: number;
}

/**
 * Where its cost is unknown, a call with more time than this is put into the second lane: it may
 * hold its slot for all of its time.
 */
export const SHORT_MS_MAX = 2_000;

/** What limits the answer to a call. */
export interface CallLimits {
  readonly offersMax: number;
  /** Bytes that the broker takes in one message. */
  readonly payloadBytesMax: () => number;
  /** Undefined where the bidder gives none. */
  readonly estimate: Estimate | undefined;
}

/** A call in the state `waiting`, with what is left of its budget. */
export function acceptedCall(
  call: CallForBids,
  arrival: CallArrival,
  { offersMax, payloadBytesMax, estimate }: CallLimits,
): AcceptedCall {
  const leftMs = budgetLeftMs(call.budgetMs, arrival.queueingMs);
  const { costMs, leastMs } = estimate ?? { costMs: 0, leastMs: 0 };
  return {
    call,
    ...arrival,
    leftMs,
    costMs,
    leastMs,
    lane: estimate !== undefined ? laneOf(costMs) : leftMs > SHORT_MS_MAX ? 1 : 0,
    deadlineMs: arrival.receivedAtMs + leftMs,
    controller: new AbortController(),
    builder: new BidBuilder(call, offersMax, payloadBytesMax),
    state: "waiting",
    isCutShort: false,
    bidsSent: 0,
    startedAtMs: undefined,
    stopTimer: () => {},
    stopNotice: () => {},
  };
}

/**
 * For use after an `await`, when another path may have answered meanwhile. It is a function so that
 * the compiler does not narrow the state.
 */
export function isAnswered(accepted: AcceptedCall): boolean {
  return accepted.state === "answered";
}

/** What the strategy receives with its call. */
export function searchContext<Resources>(
  accepted: AcceptedCall,
  resources: Resources,
  {
    clock,
    offersMax,
    part,
  }: {
    readonly clock: Clock;
    readonly offersMax: number;
    part(floor: number | null): Promise<void>;
  },
): SearchContext<Resources> {
  const { rates, objective, searchId } = accepted.call;
  return {
    resources,
    searchId,
    signal: accepted.controller.signal,
    remainingMs: () => Math.max(0, accepted.deadlineMs - clock.now()),
    now: () => clock.wall(),
    objective,
    rates,
    convert: (money) => convert(money.amount, money.currency, rates),
    cost(price, durationMinutes, stops) {
      const converted = convert(price.amount, price.currency, rates);
      return converted === undefined
        ? undefined
        : cost(converted, durationMinutes, stops, objective);
    },
    offersMax,
    note: (text) => accepted.builder.note(text),
    cutShort: () => {
      accepted.isCutShort = true;
    },
    part,
  };
}

/** What is logged and counted of a call that is answered. `nowMs` by the steady clock. */
export function reportOf(
  accepted: AcceptedCall,
  answer: Answer,
  nowMs: number,
  error: unknown,
): CallReport {
  return {
    searchId: accepted.call.searchId,
    gateway: accepted.call.gateway,
    market: accepted.market,
    status: answer.status === "empty" && accepted.builder.sent > 0 ? "offers" : answer.status,
    reason: answer.reason,
    bids: accepted.bidsSent,
    offers: accepted.builder.sent + answer.sheet.rows,
    offersDropped: accepted.builder.dropped,
    queueingMs: accepted.queueingMs,
    waitedMs: (accepted.startedAtMs ?? nowMs) - accepted.receivedAtMs,
    tookMs: nowMs - accepted.receivedAtMs,
    ...(error === undefined ? {} : { error }),
  };
}
