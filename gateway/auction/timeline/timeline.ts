/**
 * What happened in an auction and when, for a reader who asks why it took as long as it did. It is
 * made of what the ledger keeps, when it is asked for.
 *
 * TIMELINE-1 Every bidder of the result has one lane, with its outcome; a bidder that only came too
 *    late has one without an outcome. No other bidder has any.
 * TIMELINE-2 Times are milliseconds since the search was accepted, rounded to a tenth. All that the
 *    auction did lies between 0 and its end; what came late, at its end or after it.
 * TIMELINE-3 What it says is what the result and the ledger say: the latency of a bidder is the
 *    time of the last bid that counts, its offers are those of its bids, the last of the best
 *    prices is that of the first itinerary, and the regret is the ledger's.
 * TIMELINE-4 A bidder is left out on purpose when the auction did not wait for it: its breaker was
 *    open, or the auction had enough without it. One that was lost, failed, or had all the time
 *    that there was is not.
 * TIMELINE-5 What a bid says of its own time is bounded (A5): its queue and its work together are
 *    no longer than the time from the call of its instance, or the hedge to it, to the bid. A bid
 *    that says nothing has null.
 */
import type {
  BestPrice,
  BidderReport,
  EndedBy,
  Money,
  Outcome,
  QuorumTimes,
  TimelineBid,
  TimelineHedge,
} from "../../../proto/messages.ts";
import type { LateTime } from "../ledger-entry.ts";
import type { TimedAuction } from "../ledger-views.ts";
import { round } from "../outcome.ts";
import { bestPrices } from "./best-prices.ts";
import type { KeptLane } from "./kept-times.ts";
import { ownTimes } from "./own-times.ts";

interface Lane {
  readonly bidder: string;
  /** Null where it was no part of the auction, and came too late. */
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  /** Left out on purpose (TIMELINE-4). */
  readonly intended: boolean;
  /** Null where no call went to it, as far as is known. */
  readonly calledAtMs: number | null;
  readonly hedges: readonly TimelineHedge[];
  readonly bids: readonly TimelineBid[];
  /** When it was told to stop; null where it was not. */
  readonly cancelledAtMs: number | null;
  readonly late: readonly LateTime[];
}

export interface Timeline {
  readonly searchId: string;
  /** ISO 8601, UTC: when the search was accepted. */
  readonly startedAt: string;
  readonly deadlineMs: number;
  readonly endedAtMs: number;
  readonly endedBy: EndedBy;
  readonly partial: boolean;
  /** Null where the search asks for none. */
  readonly quorum: QuorumTimes | null;
  readonly lanes: readonly Lane[];
  /** What would have been shown, at each change. */
  readonly best: readonly BestPrice[];
  readonly regret: Money | null;
}

export function timelineOf(timed: TimedAuction): Timeline {
  const { auction, times, endedAtMs, late, regret } = timed;
  const { result, rules } = auction;
  const { searchId, deadlineMs, endedBy, partial, bidders, elapsedMs } = result;
  const { currency } = rules.search;
  const kept = new Map(times.lanes.map((lane) => [lane.bidder, lane]));
  const terms: LaneTerms = { calledAtMs: times.calledAtMs, endedAtMs, endedBy, currency };
  const lanes = bidders.map((report) =>
    laneOf(report, kept.get(report.bidder), late.get(report.bidder) ?? NONE_LATE, terms),
  );
  const known = new Set(bidders.map(({ bidder }) => bidder));
  for (const [bidder, messages] of late)
    if (!known.has(bidder)) lanes.push(lateLane(bidder, messages));
  return {
    searchId,
    startedAt: new Date(rules.wallMs - elapsedMs).toISOString(),
    deadlineMs,
    endedAtMs,
    endedBy,
    partial,
    quorum: quorumOf(times.quorum),
    lanes,
    best: bestPrices(auction, times, endedAtMs),
    regret,
  };
}

interface LaneTerms {
  readonly calledAtMs: number;
  readonly endedAtMs: number;
  readonly endedBy: EndedBy;
  readonly currency: string;
}

const NONE_LATE: readonly LateTime[] = [];

function laneOf(
  { bidder, outcome, reason }: BidderReport,
  kept: KeptLane | undefined,
  late: readonly LateTime[],
  { calledAtMs, endedAtMs, endedBy, currency }: LaneTerms,
): Lane {
  if (kept === undefined) return { ...lateLane(bidder, late), outcome, reason };
  const bids = kept.attempts.flatMap(({ instance, bids: its }) => {
    const hedge = kept.hedges.find((one) => one.instance === instance);
    const fromMs = hedge?.atMs ?? calledAtMs;
    return its.map(({ atMs, offers, final, floor, queuedMs, workedMs }) => ({
      atMs,
      instance,
      offers,
      final,
      floor: floor === null ? null : { amount: floor, currency },
      ...ownTimes(queuedMs, workedMs, atMs - fromMs),
    }));
  });
  return {
    bidder,
    outcome,
    reason,
    intended: isIntended(outcome, kept, endedBy),
    calledAtMs: kept.called ? calledAtMs : null,
    hedges: kept.hedges,
    bids: bids.sort((a, b) => a.atMs - b.atMs),
    cancelledAtMs: kept.toldToStop ? endedAtMs : null,
    late,
  };
}

function lateLane(bidder: string, late: readonly LateTime[]): Lane {
  return {
    bidder,
    outcome: null,
    reason: null,
    intended: false,
    calledAtMs: null,
    hedges: [],
    bids: [],
    cancelledAtMs: null,
    late,
  };
}

/** TIMELINE-4 */
function isIntended(outcome: Outcome, { finished, lost }: KeptLane, endedBy: EndedBy): boolean {
  if (finished || lost) return false;
  if (outcome === "skipped") return true;
  // `answered` and `empty` without a final bid: the auction was settled.
  const isOut = ["silent", "late", "answered", "empty"].includes(outcome);
  return isOut && endedBy !== "deadline" && endedBy !== "no-bidders";
}

/** The same, in rounded times since then. */
export function quorumOf(quorum: QuorumTimes | null, sinceMs = 0): QuorumTimes | null {
  if (quorum === null) return null;
  const { metAtMs, graceEndMs } = quorum;
  return {
    ...quorum,
    metAtMs: metAtMs === null ? null : round(metAtMs - sinceMs),
    graceEndMs: graceEndMs === null ? null : round(graceEndMs - sinceMs),
  };
}
