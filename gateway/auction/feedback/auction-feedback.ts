/**
 * What one auction tells each bidder that has asked for it: how it ended for it, and what would
 * have won. It is computed after the result, for those bidders alone.
 *
 * FEEDBACK-1 Feedback has nothing of another bidder but counts of itineraries, and the price to win
 *    as far as DISCLOSURE-1 to DISCLOSURE-3 allow it: no name, seller, key or price.
 * FEEDBACK-2 At the price to win or below, and with all else equal, the bidder's best offer would
 *    have been the first of all under the search's objective.
 * FEEDBACK-3 A fallback is no answer: what is shown of an earlier bid counts for nothing here.
 */

import type { AuctionFeedback, BidderReport, Itinerary, Money } from "../../../proto/messages.ts";
import { bidderBudgetMs } from "../budget.ts";
import type { Candidate } from "../candidates.ts";
import { OfferFaults } from "../offer-faults.ts";
import type { Participant } from "../participant.ts";
import { type BidderSheets, type Ranking, rankOpened } from "../rank.ts";
import type { RankingRules } from "../ranking-rules.ts";
import { disclosed, type FeedbackPrices } from "./disclosure.ts";
import { placesOf } from "./places.ts";

/** An auction that has ended, as far as feedback needs it. */
export interface EndedAuction {
  readonly auctionId: string;
  /** Monotonic. */
  readonly calledAtMs: number;
  readonly collectUntilMs: number;
  readonly rules: RankingRules;
  readonly itineraries: readonly Itinerary[];
  /** The offers of each itinerary, the best first. */
  readonly opened: Ranking["opened"];
  /** All that was ranked. */
  readonly entries: readonly BidderSheets[];
}

/** One bidder of it. */
interface EndedBidder {
  readonly report: BidderReport;
  readonly participant: Participant;
  /** Nothing of it was shown: `ended` is as if it had taken part. */
  readonly isShadow: boolean;
}

export function auctionFeedback(
  ended: EndedAuction,
  { report, participant, isShadow }: EndedBidder,
  prices: FeedbackPrices,
): AuctionFeedback {
  const { bidder, outcome, instance, reason, offers, latencyMs } = report;
  const { auctionId, calledAtMs, collectUntilMs, itineraries } = ended;
  const best = bestOf(bidder, ended);
  return {
    auctionId,
    ...{ instance, outcome, reason, offers, latencyMs },
    places: itineraries.length,
    ...placesOf(bidder, itineraries),
    best: best === undefined ? null : ownPrice(best, ended),
    priceToWin: best === undefined ? null : priceToWin(best, ended, prices),
    budgetMs: bidderBudgetMs(calledAtMs, collectUntilMs),
    hedgedAway: hedgedAway(participant),
    shadow: isShadow,
  };
}

/** The bidder's best offer that can be sold; mostly one that was shown. */
function bestOf(bidder: string, { opened, entries, rules }: EndedAuction): Candidate | undefined {
  for (const sellers of opened)
    for (const { candidate } of sellers) if (isOwn(candidate, bidder)) return candidate;
  const own = entries.filter((one) => isOwn(one, bidder) && one.sheets.length > 0);
  if (own.length === 0) return undefined;
  const search = { ...rules.search, maxResults: 1 };
  return rankOpened(own, { ...rules, search }, new OfferFaults())[0]?.[0]?.candidate;
}

function isOwn(one: { bidder: string; staleAgeMs?: number | undefined }, bidder: string): boolean {
  return one.bidder === bidder && one.staleAgeMs === undefined;
}

/** As the bidder has stated it, without what a tenant adds to it. */
function ownPrice({ convertedPrice }: Candidate, { rules }: EndedAuction): Money | null {
  if (rules.markUp !== undefined) return null;
  return { amount: convertedPrice, currency: rules.search.currency };
}

/** FEEDBACK-2. The cost rises with the price, one for one. */
function priceToWin(
  best: Candidate,
  { opened, rules }: EndedAuction,
  prices: FeedbackPrices,
): Money | null {
  const first = opened[0]?.[0]?.candidate;
  const own: Money = { amount: best.convertedPrice, currency: rules.search.currency };
  // DISCLOSURE-3
  if (first === undefined || first === best || rules.markUp !== undefined) return null;
  const amount = best.convertedPrice - (best.cost - first.cost) - 1;
  const said = amount > 0 ? disclosed(amount, own, prices) : null;
  return said === null || said.amount <= 0 ? null : said;
}

/** The instance that also had the call, where the other one has answered. */
function hedgedAway({ answer, attempts, hedgedTo, outcome }: Participant): string | null {
  if (hedgedTo === null || answer === null || outcome === null) return null;
  if (answer.instance !== hedgedTo) return hedgedTo;
  return attempts.find(({ instance }) => instance !== hedgedTo)?.instance ?? null;
}
