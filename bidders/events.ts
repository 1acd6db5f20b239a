/**
 * What happens in a bidder: one function for each event. Each writes one log line and, where it can
 * be counted, adds to one counter.
 */
import type { Logger } from "pino";
import { AuctionError, messageOf } from "../proto/errors.ts";
import { feedbackEvents } from "./feedback-events.ts";
import type { CallReport } from "./kit/accepted-call.ts";
import type { BidderFeedback, FailureReporter } from "./kit/bidder.ts";
import type { CallEvents } from "./kit/call-events.ts";
import type { PriceReport } from "./kit/price-handler.ts";
import type { StandbyState } from "./kit/standby.ts";
import type { Statistics } from "./kit/statistics.ts";

/** Every event of a bidder. None of these functions throws. */
export interface BidderEvents extends CallEvents {
  priced(report: PriceReport): void;
  /** A gateway has told what became of bids. */
  told(feedback: BidderFeedback): void;
  joined(markets: readonly string[]): void;
  /** A standby takes calls from now on, or does no more. */
  standby(state: StandbyState): void;
  noted(text: string): void;
  /** The listener for monitoring is open. */
  listening(url: string): void;
  brokerStatus(type: string, detail: string): void;
  /** The client asks whether the broker is there: once a second, so for `debug` alone. */
  brokerPing(unanswered: number): void;
  subscriptionFault(subject: string, error: unknown): void;
  /** An operator asks this instance to drain (DRAIN-1). */
  drainAsked(): void;
  draining(running: number, waiting: number): void;
  drainTimedOut(calls: number, drainMs: number): void;
  stopped(): void;
  /** A failure of the bidder's own that it survives. See FailureReporter in kit/bidder.ts. */
  readonly failure: FailureReporter;
  closeFailed(error: unknown): void;
}

/** Status events of the connection that are logged as warnings. */
const BROKER_FAILURES = new Set(["disconnect", "staleConnection", "error", "ldm"]);

/** Kinds of failures that are counted apart (A6). */
const FAILURE_KINDS_MAX = 256;

/**
 * True for 1, 2, 4, 8 ...: a frequent event is logged ever less often, and never omitted
 * completely.
 */
function isMilestone(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}

/** Events that are logged to `log` and counted in `statistics`. */
export function bidderEvents(log: Logger, statistics: Statistics, instance = ""): BidderEvents {
  const failure = failures(log, statistics);
  return {
    ...callEvents(log, statistics, failure),
    ...feedbackEvents(log, instance),
    ...lifeEvents(log),
    failure,
  };
}

/** Milliseconds as the gateway's log has them: with one decimal, and not with twelve. */
function withTenths(report: Omit<CallReport, "error">): Omit<CallReport, "error"> {
  const tenth = (ms: number) => Math.round(ms * 10) / 10;
  const { queueingMs, waitedMs, tookMs } = report;
  const times = { queueingMs: tenth(queueingMs), waitedMs: tenth(waitedMs), tookMs: tenth(tookMs) };
  return { ...report, ...times };
}

function callEvents(log: Logger, statistics: Statistics, failure: FailureReporter): CallEvents {
  return {
    answered(report: CallReport, nowMs: number) {
      statistics.answered(report, nowMs);
      const isGood = report.status !== "failed" && report.offersDropped === 0;
      // The line of nearly every call, at a level that is mostly off: nothing is built for it.
      if (isGood && !log.isLevelEnabled("debug")) return;
      const { error, ...rest } = report;
      const fields = withTenths(rest);
      // A failure with a code of its own is expected: its reason is enough. The stack is of use for
      // a failure without one (`internal`).
      const isExpected = error === undefined || AuctionError.from(error).code !== "internal";
      if (report.status === "failed")
        log.warn(isExpected ? fields : { ...fields, err: error }, "call failed");
      else if (report.offersDropped > 0)
        log.warn(fields, "call answered, without offers that were invalid");
      else log.debug(fields, "call answered");
    },
    hedged: (what) => void statistics.count(what === "accepted" ? "hedgesTaken" : "hedgesHeld"),
    unreadable(what, market) {
      const before = statistics.counters().unreadable;
      if (market === null) statistics.count("unreadable");
      else statistics.unreadable(market, what);
      if (isMilestone(before + 1))
        log.warn({ what, market, count: before + 1 }, "message unreadable");
    },
    lateFailure: (error) => failure("a search has failed in its late allowance", error),
    runaway(auctionId) {
      const count = statistics.count("runaways");
      log.warn({ auctionId, count }, "search did not stop on its signal");
    },
    unsent(auctionId, error) {
      const count = statistics.count("unsent");
      if (isMilestone(count))
        log.warn({ auctionId, count, reason: messageOf(error) }, "answer not sent");
    },
  };
}

function lifeEvents(log: Logger): Omit<BidderEvents, keyof CallEvents | "failure" | "told"> {
  return {
    noted: (text) => log.info({ note: text }, "read at the start"),
    listening: (url) => log.info({ url }, "listening"),
    priced({ error, ...fields }) {
      const isExpected = error === undefined || AuctionError.from(error).code !== "internal";
      if (fields.status !== "failed") log.debug(fields, "offer priced");
      else log.warn(isExpected ? fields : { ...fields, err: error }, "offer not priced");
    },
    joined: (markets) => log.info({ markets }, "bidder joined"),
    standby(state) {
      if (state === "acting") log.warn("standby takes calls: no other instance is alive");
      else log.info("standby waits: another instance is alive");
    },
    brokerStatus(type, detail) {
      if (BROKER_FAILURES.has(type)) log.warn({ type, detail }, "broker");
      else log.debug({ type, detail }, "broker");
    },
    brokerPing: (unanswered) => log.debug({ unanswered }, "broker ping"),
    subscriptionFault: (subject, err) => log.error({ subject, err }, "subscription fault"),
    drainAsked: () => log.warn("an operator asks this instance to drain"),
    draining: (running, waiting) => log.info({ running, waiting }, "bidder draining"),
    drainTimedOut: (calls, drainMs) =>
      log.warn({ calls, drainMs }, "searches cut short: the drain limit has passed"),
    stopped: () => log.info("bidder stopped"),
    closeFailed: (err) => log.error({ err }, "the bidder's resources did not close"),
  };
}

function failures(log: Logger, statistics: Statistics): FailureReporter {
  const counts = new Map<string, number>();
  return (what, err, { level = "error", auctionId } = {}) => {
    if (level !== "info") statistics.count("troubles");
    const count = (counts.get(what) ?? 0) + 1;
    if (counts.size >= FAILURE_KINDS_MAX) counts.clear();
    counts.set(what, count);
    const fields = { what, count, ...(auctionId === undefined ? {} : { auctionId }) };
    // Of another party's fault the stack would be ours, and of no use.
    const logged = level === "error" ? { ...fields, err } : { ...fields, reason: messageOf(err) };
    log[isMilestone(count) ? level : "debug"](logged, "failure in the bidder");
  };
}
