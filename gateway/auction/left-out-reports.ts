/** The reports of bidders that are left out: disabled (DISABLED-2), or too far away (FAR-4). */
import type { BidderReport } from "../../proto/messages.ts";
import { round } from "./outcome.ts";
import type { AuctionRequest, FarBidder } from "./ports.ts";

const DISABLED = "the operator of this gateway has disabled it: it was not called";

/** In the order of their names; the list itself where none is left out. */
export function withLeftOut(
  reports: readonly BidderReport[],
  { disabled, tooFar }: Pick<AuctionRequest, "disabled" | "tooFar">,
): readonly BidderReport[] {
  if (disabled === undefined && tooFar === undefined) return reports;
  return [
    ...reports,
    ...(disabled ?? []).map((bidder) => skipped(bidder, DISABLED)),
    ...(tooFar ?? []).map((one) => skipped(one.bidder, tooFarReason(one))),
  ].sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
}

function tooFarReason({ roundTripMs, budgetMs }: FarBidder): string {
  const [needs, has] = [round(roundTripMs), Math.max(0, Math.round(budgetMs))];
  return `too far away: the shortest round trip to it takes ${needs} ms, and bidders had ${has} ms; it was not asked`;
}

function skipped(bidder: string, reason: string): BidderReport {
  const nothing = { instance: null, latencyMs: null, offers: 0, hedged: false };
  return { bidder, outcome: "skipped", reason, ...nothing };
}
