/** Tells the bidders of an auction that has ended what became of their bids (FEEDBACK-1). */
import type { Collected } from "../collect.ts";
import type { Concluded } from "../conclude.ts";
import type { AuctionContext } from "../context.ts";
import type { ShadowRanking } from "../shadow-reports.ts";
import { auctionFeedback, type EndedAuction } from "./auction-feedback.ts";

/** Nothing is computed for a bidder that has not asked for it, or to whom no more can be said. */
export function tellBidders(
  auction: AuctionContext,
  { calledAtMs }: Collected,
  { result, opened, entries, rankedWallMs }: Concluded,
  shadows: ShadowRanking | null,
): void {
  const { request, ports, handler, rules, collectUntilMs } = auction;
  const { feedback } = ports;
  if (feedback === undefined || !feedback.isWanted) return;
  const isTold = (bidder: string) => feedback.wants(bidder) && feedback.hasRoom(bidder);
  const { auctionId } = request;
  const { itineraries, bidders } = result;
  const ended: EndedAuction = {
    ...{ auctionId, calledAtMs, collectUntilMs, itineraries, opened, entries },
    rules: { ...rules, wallMs: rankedWallMs },
  };
  for (const report of bidders) {
    const { bidder } = report;
    // One that was left out had no call.
    const participant = handler.participant(bidder);
    if (participant === undefined || !isTold(bidder)) continue;
    const its = { report, participant, isShadow: false };
    feedback.ended(bidder, auctionFeedback(ended, its, feedback.prices));
  }
  if (shadows === null) return;
  const withThem = { ...ended, ...shadows };
  for (const { report } of shadows.reports) {
    const { bidder } = report;
    const participant = shadows.participants.find((one) => one.bidder === bidder);
    if (participant === undefined || !isTold(bidder)) continue;
    const its = { report, participant, isShadow: true };
    feedback.ended(bidder, auctionFeedback(withThem, its, feedback.prices));
  }
}
