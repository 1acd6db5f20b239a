/** What a bidder logs of feedback: each auction at `debug`, and a summary once a minute. */
import type { Logger } from "pino";
import { systemClock } from "../common/runtime/clock.ts";
import type { BidderFeedback } from "./kit/bidder.ts";
import { type ToldResult, toldResult } from "./kit/feedback.ts";

/** A line for each second of feedback would hide the others. */
const SUMMARY_MS = 60_000;
/** A6: a bidder whose every offer is wrong has some lines of it a minute, with their number. */
const INVALID_LINE_MS = 10_000;

export function feedbackEvents(
  log: Logger,
  instance: string,
  nowMs: () => number = () => systemClock.now(),
): { told(feedback: BidderFeedback): void } {
  let counts = new Map<ToldResult | "unanswered" | "lateBids", number>();
  let [summaryAtMs, invalidAtMs, invalid] = [nowMs() + SUMMARY_MS, Number.NEGATIVE_INFINITY, 0];
  const add = (what: ToldResult | "unanswered" | "lateBids", by = 1) =>
    by > 0 && counts.set(what, (counts.get(what) ?? 0) + by);

  const warnOf = (auctionId: string, reason: string | null) => {
    invalid++;
    const now = nowMs();
    if (now - invalidAtMs < INVALID_LINE_MS) return;
    log.warn(
      { auctionId, reason, count: invalid },
      "a gateway has found offers of this bidder invalid",
    );
    invalidAtMs = now;
    invalid = 0;
  };

  return {
    told({ gateway, auctions, late, unanswered }) {
      const isDebug = log.isLevelEnabled("debug");
      for (const one of auctions) {
        const result = toldResult(one, instance);
        add(result);
        if (one.outcome === "invalid") warnOf(one.auctionId, one.reason);
        if (isDebug) log.debug({ gateway, result, ...one }, "auction ended");
      }
      for (const one of late) if (isDebug) log.debug({ gateway, ...one }, "bid was late");
      add("unanswered", unanswered.length);
      add("lateBids", late.length);
      if (nowMs() < summaryAtMs || counts.size === 0) return;
      log.info(Object.fromEntries(counts), "what became of the bids of the last minute");
      counts = new Map();
      summaryAtMs = nowMs() + SUMMARY_MS;
    },
  };
}
