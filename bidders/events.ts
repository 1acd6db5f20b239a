/**
 * What happens in a bidder: one function an event, each of them one log line and, where it can be
 * counted, one counter.
 */
import type { Logger } from "pino";
import { AuctionError, messageOf } from "../proto/errors.ts";
import type { CallReport } from "./kit/accepted-call.ts";
import type { TroubleAbout } from "./kit/bidder.ts";
import type { HandlerEvents } from "./kit/call-handler.ts";
import type { Statistics } from "./kit/statistics.ts";

export interface BidderEvents extends HandlerEvents {
  joined(markets: readonly string[]): void;
  noted(text: string): void;
  brokerStatus(type: string, detail: string): void;
  subscriptionFault(subject: string, error: unknown): void;
  draining(running: number, waiting: number): void;
  cutShort(calls: number, drainMs: number): void;
  stopped(): void;
  /** See Trouble in kit/bidder.ts. */
  trouble(what: string, error: unknown, about?: TroubleAbout): void;
  closeFailed(error: unknown): void;
}

const BROKER_TROUBLE = new Set(["disconnect", "staleConnection", "error", "ldm"]);

/** Kinds of trouble that are told apart (A6). */
const TROUBLES_MAX = 256;

/** True for 1, 2, 4, 8 ...: what happens often is told ever more rarely, and never forgotten. */
function isMilestone(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}

export function bidderEvents(log: Logger, statistics: Statistics): BidderEvents {
  const troubles = new Map<string, number>();
  return {
    answered(report: CallReport) {
      statistics.answered(report);
      const { error, ...fields } = report;
      // A failure with a code of its own is expected: its reason says all. The stack is of use for
      // what is none (`internal`).
      const isExpected = error === undefined || AuctionError.from(error).code !== "internal";
      if (report.status === "failed")
        log.warn(isExpected ? fields : { ...fields, err: error }, "call failed");
      else if (report.offersDropped > 0)
        log.warn(fields, "call answered, without offers that were invalid");
      else log.debug(fields, "call answered");
    },
    hedged: (what) => void statistics.count(what === "taken" ? "hedgesTaken" : "hedgesHeld"),
    unreadable(what, market) {
      const before = statistics.counters().unreadable;
      if (market === null) statistics.count("unreadable");
      else statistics.unreadable(market, what);
      if (isMilestone(before + 1))
        log.warn({ what, market, count: before + 1 }, "message unreadable");
    },
    runaway(searchId) {
      log.warn(
        { searchId, count: statistics.count("runaways") },
        "search did not stop on its signal",
      );
    },
    unsent(searchId, error) {
      const count = statistics.count("unsent");
      if (isMilestone(count))
        log.warn({ searchId, count, reason: messageOf(error) }, "answer not sent");
    },
    noted: (text) => log.info({ note: text }, "read at the start"),
    joined: (markets) => log.info({ markets }, "bidder joined"),
    brokerStatus(type, detail) {
      if (BROKER_TROUBLE.has(type)) log.warn({ type, detail }, "broker");
      else log.debug({ type, detail }, "broker");
    },
    subscriptionFault: (subject, err) => log.error({ subject, err }, "subscription fault"),
    draining: (running, waiting) => log.info({ running, waiting }, "bidder draining"),
    cutShort: (calls, drainMs) =>
      log.warn({ calls, drainMs }, "searches cut short: the drain limit has passed"),
    stopped: () => log.info("bidder stopped"),
    trouble(what, err, { level = "error", searchId } = {}) {
      if (level !== "info") statistics.count("troubles");
      const count = (troubles.get(what) ?? 0) + 1;
      if (troubles.size >= TROUBLES_MAX) troubles.clear();
      troubles.set(what, count);
      const fields = { what, count, ...(searchId === undefined ? {} : { searchId }) };
      // Of another's fault the stack would be ours, and say nothing.
      const told = level === "error" ? { ...fields, err } : { ...fields, reason: messageOf(err) };
      log[isMilestone(count) ? level : "debug"](told, "trouble in the bidder");
    },
    closeFailed: (err) => log.error({ err }, "the bidder's resources did not close"),
  };
}
