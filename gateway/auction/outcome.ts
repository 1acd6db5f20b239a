/** The reports in a result: one outcome for every bidder, with the reason (A3). */

import { shortened } from "../../common/text/shortened.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { BidderReport, EndedBy, Outcome } from "../../proto/messages.ts";
import type { BidderFaults } from "./offer-faults.ts";
import { isFinished, type Participant } from "./participant.ts";

/** In the report of a bidder whose earlier bid is shown: a record has no other mark of it. */
export const FALLBACK_WORDS = "is shown as a fallback";

export interface AuctionEnd {
  readonly by: EndedBy;
  /** Monotonic milliseconds. */
  readonly endedAtMs: number;
  readonly startedAtMs: number;
  /** Bidders whose last bids are shown as a fallback, with their age in milliseconds. */
  readonly fallbackAges?: ReadonlyMap<string, number> | undefined;
}

export function reports(
  participants: readonly Participant[],
  faults: ReadonlyMap<string, BidderFaults>,
  ending: AuctionEnd,
): BidderReport[] {
  const all: BidderReport[] = [];
  let sorted = true;
  for (const participant of participants) {
    const one = bidderReportOf(participant, faults.get(participant.bidder), ending);
    const before = all.at(-1);
    if (before !== undefined && before.bidder > one.bidder) sorted = false;
    all.push(one);
  }
  // The roster gives the bidders in order: mostly there is nothing to sort.
  return sorted ? all : all.sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
}

/** One bidder's report, when it finishes or when the auction has ended. */
export function bidderReportOf(
  participant: Participant,
  faults: BidderFaults | undefined,
  ending: AuctionEnd,
): BidderReport {
  const { outcome, reason } = conclusion(participant, faults, ending);
  const { bidder, answer, attempts, hedgedTo } = participant;
  const onlyAnswer = answer !== null && isFinished(participant);
  let lastAtMs = Number.NEGATIVE_INFINITY;
  let offers = 0;
  for (const attempt of attempts) {
    if (onlyAnswer && attempt !== answer) continue;
    lastAtMs = Math.max(lastAtMs, attempt.lastAtMs);
    for (const { rows } of attempt.sheets) offers += rows;
  }
  const fallbackAgeMs = ending.fallbackAges?.get(bidder);
  return {
    bidder,
    outcome,
    instance: answer?.instance ?? null,
    latencyMs: attempts.length === 0 ? null : round(lastAtMs - ending.startedAtMs),
    offers,
    reason: joined(
      reason,
      fallbackAgeMs === undefined
        ? null
        : `its bid of ${Math.round(fallbackAgeMs / 1000)} s ago ${FALLBACK_WORDS}`,
    ),
    hedged: hedgedTo !== null,
  };
}

interface Conclusion {
  readonly outcome: Outcome;
  readonly reason: string | null;
}

function conclusion(
  participant: Participant,
  faults: BidderFaults | undefined,
  ending: AuctionEnd,
): Conclusion {
  if (faults !== undefined && faults.mismatches > 0) {
    const more = faults.mismatches > 1 ? ` (and ${faults.mismatches - 1} more)` : "";
    return { outcome: "invalid", reason: faults.reason + more };
  }
  const ended = participant.outcome === null ? unfinished(participant, ending) : null;
  const { outcome, reason } = ended ?? (participant as Conclusion);
  return { outcome, reason: faults === undefined ? reason : joined(reason, notRanked(faults)) };
}

/** What of its offers is not ranked, though no fault of the bidder. */
function notRanked({ unpriced, leftOut, limits }: BidderFaults): string | null {
  return joined(
    unpriced.length > 0 ? `not ranked: ${unpriced.join("; ")}` : null,
    leftOut > 0 ? `left out: ${leftOut} offers that break a limit: ${limits.join(", ")}` : null,
  );
}

function unfinished(participant: Participant, ending: AuctionEnd): Conclusion {
  const { attempts } = participant;
  const brokenFloor = attempts.find((attempt) => attempt.brokenFloor !== null)?.brokenFloor;
  if (brokenFloor != null) return { outcome: "invalid", reason: brokenFloor };
  const bad = attempts.find(({ ended }) => ended !== null)?.ended;
  if (bad != null)
    return {
      outcome: bad.outcome,
      reason: joined(bad.reason, "the instance it was hedged to had not answered"),
    };
  const hasOffers = attempts.some(({ sheets }) => sheets.length > 0);
  // The offers that have not come could not enter the result: all that matters is in.
  if (ending.by === "settled" && participant.awaited) {
    return {
      outcome: hasOffers ? "answered" : "empty",
      reason: "settled: nothing that it had left could enter the result",
    };
  }
  const when = `when the auction ended by ${ending.by} at ${round(ending.endedAtMs - ending.startedAtMs)} ms`;
  if (participant.skipped)
    return {
      outcome: "skipped",
      reason: `its breaker is open: it was called, but not waited for, and had not answered ${when}`,
    };
  if (hasOffers)
    return {
      outcome: "late",
      reason: joined(
        participant.reason,
        `some of its bids were in, its final bid was not, ${when}`,
      ),
    };
  const came =
    attempts.length > 0
      ? "it had the call, but no offer had come from it"
      : "nothing had come from it";
  return { outcome: "silent", reason: joined(participant.reason, `${came} ${when}`) };
}

/**
 * A6: a reason may quote what a bidder sent. Callers see as many characters of it as a bid may have
 * (docs/wire-protocol.md), and the ellipsis.
 */
const SHOWN_REASON_CHARS_MAX = LIMITS.reasonLengthMax + 1;

function joined(first: string | null, second: string | null): string | null {
  const text = first === null ? second : second === null ? first : `${first}; ${second}`;
  return text === null || text === "" ? null : shortened(text, SHOWN_REASON_CHARS_MAX);
}

/**
 * True when a bidder that was expected is missing from the result. Unexpected bidders do not count.
 */
export function isPartial(
  bidders: readonly BidderReport[],
  participants: readonly Participant[],
): boolean {
  return bidders.some(
    ({ bidder, outcome }) =>
      outcome !== "answered" &&
      outcome !== "empty" &&
      !participants.some((participant) => participant.bidder === bidder && !participant.expected),
  );
}

/** Milliseconds, rounded to a tenth. */
export function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
