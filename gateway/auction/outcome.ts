/** From standings to the reports in a result: one outcome for every bidder (A3). */
import type { BidderReport, EndedBy, Outcome } from "../../proto/messages.ts";
import type { Standing } from "./async-service-handler.ts";

/** What the check of the winners found: offers that were not what their columns said, per bidder. */
export interface Exposed {
  readonly lies: number;
  /** The first of them, for the reason. */
  readonly reason: string;
  /** Offers that could not be priced; no lie, but said. */
  readonly unpriced: readonly string[];
}

export function reports(
  standings: readonly Standing[],
  exposed: ReadonlyMap<string, Exposed>,
  ended: { by: EndedBy; at: number; startedAt: number },
): BidderReport[] {
  return standings.map((standing) => report(standing, exposed.get(standing.bidder), ended)).sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
}

/** One bidder's report, as its bid lands or when all is over. */
export function report(
  standing: Standing,
  exposed: Exposed | undefined,
  ended: { by: EndedBy; at: number; startedAt: number },
): BidderReport {
  const { outcome, reason } = final(standing, exposed, ended);
  return {
    bidder: standing.bidder,
    outcome,
    instance: standing.instance,
    latencyMs: standing.lastAt === null ? null : round(standing.lastAt - ended.startedAt),
    offers: standing.offers,
    reason,
    hedged: false,
  };
}

function final(
  standing: Standing,
  exposed: Exposed | undefined,
  ended: { by: EndedBy; at: number; startedAt: number },
): { outcome: Outcome; reason: string | null } {
  if (exposed !== undefined && exposed.lies > 0) {
    const more = exposed.lies > 1 ? ` (and ${exposed.lies - 1} more)` : "";
    return { outcome: "invalid", reason: exposed.reason + more };
  }
  if (standing.outcome === null) {
    const when = `when the auction ended by ${ended.by} at ${round(ended.at - ended.startedAt)} ms`;
    return standing.bids > 0
      ? { outcome: "late", reason: `${standing.bids} of its bids were in, its final bid was not, ${when}` }
      : { outcome: "silent", reason: `nothing had come from it ${when}` };
  }
  const unpriced = exposed?.unpriced ?? [];
  const notes = [standing.reason, unpriced.length > 0 ? `not ranked: ${unpriced.join("; ")}` : null].filter((note) => note !== null);
  return { outcome: standing.outcome, reason: notes.length === 0 ? null : notes.join("; ") };
}

/** True when a bidder that was waited for, or required, is missing from the result. Guests that nobody expected do not count. */
export function isPartial(bidders: readonly BidderReport[], standings: readonly Standing[]): boolean {
  const guests = new Set(standings.filter((s) => !s.expected && s.outcome !== "absent").map((s) => s.bidder));
  return bidders.some(({ bidder, outcome }) => outcome !== "answered" && outcome !== "empty" && !guests.has(bidder));
}

/** Milliseconds to a tenth: what a reader can use. */
export function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
