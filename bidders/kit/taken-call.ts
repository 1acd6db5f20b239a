/** A call between its arrival and its final bid. Times in milliseconds by the steady clock. */

import { convert, cost } from "../../common/money/money.ts";
import type { Clock } from "../../common/runtime/clock.ts";
import type { BidStatus, CallForBids } from "../../proto/messages.ts";
import type { Answer } from "./answer.ts";
import { BidBuilder } from "./bid-builder.ts";
import type { Estimate, SearchContext } from "./bidder.ts";
import { budgetLeftMs } from "./budget.ts";
import { type Job, laneOf } from "./schedule.ts";

/** Waiting, then searching, then answered; or straight to answered. Never back. */
export type CallState = "waiting" | "searching" | "answered";

export interface TakenCall extends Job {
  readonly call: CallForBids;
  readonly reply: string;
  /** The subscription that it came on. */
  readonly market: string;
  readonly receivedAtMs: number;
  readonly queueingMs: number;
  /** What was left of its budget when it came. */
  readonly leftMs: number;
  readonly controller: AbortController;
  readonly builder: BidBuilder;
  state: CallState;
  /** Its strategy has left out something that could have changed its answer. */
  isCutShort: boolean;
  /** Bids that went out for it: the next one's sequence number. */
  bidsSent: number;
  /** When its strategy began. */
  startedAtMs: number | undefined;
  stopTimer: () => void;
  /** Calls off the notice that says who works on it. */
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
  readonly bids: number;
  readonly offers: number;
  readonly offersDropped: number;
  readonly queueingMs: number;
  readonly waitedMs: number;
  readonly tookMs: number;
  /** What the strategy threw; for the log only. */
  readonly error?: unknown;
}

export interface Arrival {
  readonly reply: string;
  readonly market: string;
  readonly receivedAtMs: number;
  readonly queueingMs: number;
}

/**
 * Where nothing is known of its cost, a call with more time than this may hold its place for that
 * time.
 */
export const SHORT_MS_MAX = 2_000;

export interface CallTerms {
  readonly offersMax: number;
  /** Bytes that the broker takes in one message. */
  readonly payloadBytesMax: () => number;
  /** Undefined where the bidder cannot say. */
  readonly estimate: Estimate | undefined;
}

export function takenCall(
  call: CallForBids,
  arrival: Arrival,
  { offersMax, payloadBytesMax, estimate }: CallTerms,
): TakenCall {
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
 * Asked after an `await`, when another path may have answered meanwhile; a function, so that the
 * compiler does not assume.
 */
export function isAnswered(one: TakenCall): boolean {
  return one.state === "answered";
}

/** What the strategy is told of its call, and what it may say before its end. */
export function contextOf<Resources>(
  one: TakenCall,
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
  const { rates, objective, searchId } = one.call;
  return {
    resources,
    searchId,
    signal: one.controller.signal,
    remainingMs: () => Math.max(0, one.deadlineMs - clock.now()),
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
    note: (text) => one.builder.note(text),
    cutShort: () => {
      one.isCutShort = true;
    },
    part,
  };
}

export function reportOf(
  one: TakenCall,
  answer: Answer,
  nowMs: number,
  error: unknown,
): CallReport {
  return {
    searchId: one.call.searchId,
    gateway: one.call.gateway,
    market: one.market,
    status: answer.status === "empty" && one.builder.sent > 0 ? "offers" : answer.status,
    reason: answer.reason,
    bids: one.bidsSent,
    offers: one.builder.sent + answer.sheet.rows,
    offersDropped: one.builder.dropped,
    queueingMs: one.queueingMs,
    waitedMs: (one.startedAtMs ?? nowMs) - one.receivedAtMs,
    tookMs: nowMs - one.receivedAtMs,
    ...(error === undefined ? {} : { error }),
  };
}
