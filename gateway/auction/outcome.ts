/** From standings to the reports in a result: one outcome for every bidder (A3). */

import { shortened } from "../../common/text/shortened.ts";
import type { BidderReport, EndedBy, Outcome } from "../../proto/messages.ts";
import { isFinished, type Standing } from "./async-service-handler.ts";

/**
 * What the check of the winners found: offers that were not what their columns said, per bidder.
 */
export interface Exposed {
  readonly lies: number;
  /** The first of them, for the reason. */
  readonly reason: string;
  /** Offers that could not be priced; no lie, but said. */
  readonly unpriced: readonly string[];
}

export interface Ending {
  readonly by: EndedBy;
  /** Monotonic milliseconds. */
  readonly at: number;
  readonly startedAt: number;
  /** Bidders whose last good bid stands in for them, with its age in milliseconds. */
  readonly standIns?: ReadonlyMap<string, number>;
}

export function reports(
  standings: readonly Standing[],
  exposed: ReadonlyMap<string, Exposed>,
  ending: Ending,
): BidderReport[] {
  return standings
    .map((standing) => report(standing, exposed.get(standing.bidder), ending))
    .sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
}

/** One bidder's report, as its bid lands or when all is over. */
export function report(
  standing: Standing,
  exposed: Exposed | undefined,
  ending: Ending,
): BidderReport {
  const { outcome, reason } = conclusion(standing, exposed, ending);
  const attempts = [...standing.attempts.values()];
  const counted = isFinished(standing) && standing.answer !== null ? [standing.answer] : attempts;
  const lastAt = Math.max(...counted.map((attempt) => attempt.lastAt));
  const standInAge = ending.standIns?.get(standing.bidder);
  const notes = [
    reason,
    standInAge === undefined
      ? null
      : `its bid of ${Math.round(standInAge / 1000)} s ago stands in for it`,
  ];
  return {
    bidder: standing.bidder,
    outcome,
    instance: standing.answer?.instance ?? null,
    latencyMs: counted.length === 0 ? null : round(lastAt - ending.startedAt),
    offers: counted.reduce(
      (sum, { sheets }) => sum + sheets.reduce((rows, sheet) => rows + sheet.rows, 0),
      0,
    ),
    reason: said(notes),
    hedged: standing.hedgedTo !== null,
  };
}

interface Conclusion {
  readonly outcome: Outcome;
  readonly reason: string | null;
}

function conclusion(standing: Standing, exposed: Exposed | undefined, ending: Ending): Conclusion {
  if (exposed !== undefined && exposed.lies > 0) {
    const more = exposed.lies > 1 ? ` (and ${exposed.lies - 1} more)` : "";
    return { outcome: "invalid", reason: exposed.reason + more };
  }
  const { outcome, reason } =
    standing.outcome === null
      ? unfinished(standing, ending)
      : { outcome: standing.outcome, reason: standing.reason };
  const unpriced = exposed?.unpriced ?? [];
  return {
    outcome,
    reason: said([reason, unpriced.length > 0 ? `not ranked: ${unpriced.join("; ")}` : null]),
  };
}

function unfinished(standing: Standing, ending: Ending): Conclusion {
  const attempts = [...standing.attempts.values()];
  const lie = attempts.find((attempt) => attempt.lie !== null)?.lie;
  if (lie != null) return { outcome: "invalid", reason: lie };
  const bad = attempts.find(({ ended }) => ended !== null)?.ended;
  if (bad != null)
    return {
      outcome: bad.outcome,
      reason: said([bad.reason, "the instance it was hedged to had not answered"]),
    };
  const hasOffers = attempts.some(({ sheets }) => sheets.length > 0);
  // What it had left could not have entered: what matters of it is in.
  if (ending.by === "settled" && standing.awaited) {
    return {
      outcome: hasOffers ? "answered" : "empty",
      reason: "settled: nothing that it had left could enter the result",
    };
  }
  const when = `when the auction ended by ${ending.by} at ${round(ending.at - ending.startedAt)} ms`;
  if (standing.skipped)
    return {
      outcome: "skipped",
      reason: `its breaker is open: it was called, but not waited for, and had not answered ${when}`,
    };
  if (hasOffers)
    return {
      outcome: "late",
      reason: said([standing.reason, `some of its bids were in, its final bid was not, ${when}`]),
    };
  const came =
    attempts.length > 0
      ? "it had the call, but no offer had come from it"
      : "nothing had come from it";
  return { outcome: "silent", reason: said([standing.reason, `${came} ${when}`]) };
}

/** A6: a reason may quote what a bidder sent; no more of it than this is kept. */
const REASON_LENGTH_MAX = 501;

function said(notes: readonly (string | null)[]): string | null {
  const text = notes.filter((note) => note !== null).join("; ");
  return text === "" ? null : shortened(text, REASON_LENGTH_MAX);
}

/**
 * True when a bidder that was waited for, or required, is missing from the result. Guests that
 * nobody expected do not count.
 */
export function isPartial(
  bidders: readonly BidderReport[],
  standings: readonly Standing[],
): boolean {
  const guests = new Set(
    standings.filter((standing) => !standing.expected).map(({ bidder }) => bidder),
  );
  return bidders.some(
    ({ bidder, outcome }) => outcome !== "answered" && outcome !== "empty" && !guests.has(bidder),
  );
}

/** Milliseconds to a tenth: what a reader can use. */
export function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
