/**
 * Feedback to one kind of bidder. A gateway encodes what it says of each auction at once, so that
 * it knows the bytes that wait (A6), and puts them together once a second.
 */
import { OUTCOMES } from "../closed-sets.ts";
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { AuctionFeedback, Feedback, LateFeedback, Money } from "../messages.ts";
import protobuf from "../protobuf.ts";
import { reasonOf } from "./bid-reader.ts";
import { decodeAs, fail, numberOf, REQUEST_CODES, safeInteger, wordOf } from "./guard.ts";
import { shortened } from "./shortened.ts";
import { delimited } from "./tags.ts";

/** One message, of entries that are encoded already. */
interface FeedbackParts {
  readonly gateway: string;
  readonly auctions: readonly Uint8Array[];
  readonly late: readonly Uint8Array[];
  readonly dropped: number;
}

export function encodeFeedback({ gateway, auctions, late, dropped }: FeedbackParts): Uint8Array {
  const writer = protobuf.Writer.create();
  writer.uint32(delimited(1)).string(gateway);
  for (const one of auctions) writer.uint32(delimited(2)).bytes(one);
  for (const one of late) writer.uint32(delimited(3)).bytes(one);
  if (dropped > 0) writer.uint32(DROPPED_TAG).uint32(Math.min(dropped, UINT32_MAX));
  return writer.finish();
}

/** Field 4, a number. */
const DROPPED_TAG = 4 << 3;
const UINT32_MAX = 2 ** 32 - 1;

export function encodeAuctionFeedback(one: AuctionFeedback): Uint8Array {
  const { auctionId: searchId, outcome, reason, rank, sellers, ...rest } = one;
  return auction.AuctionFeedback.encode({
    ...rest,
    searchId,
    outcome: numberOf(OUTCOMES, outcome),
    reason: shortened(reason ?? "", LIMITS.reasonLengthMax),
    rank: rank ?? 0,
    sellers: sellers.slice(0, LIMITS.feedbackSellersMax).map(({ seller, ...counts }) => ({
      seller: shortened(seller, LIMITS.feedbackSellerLengthMax),
      ...counts,
    })),
  }).finish();
}

export function encodeLateFeedback({ auctionId: searchId, ...rest }: LateFeedback): Uint8Array {
  return auction.LateFeedback.encode({ ...rest, searchId }).finish();
}

/** @throws AuctionError `malformed` or `too-large` */
export function decodeFeedback(bytes: Uint8Array): Feedback {
  const { feedbackBytesMax: limit, feedbackAuctionsMax: max } = LIMITS;
  const m = decodeAs(auction.Feedback, bytes, limit, "feedback", REQUEST_CODES);
  if (m.auctions.length > max || m.late.length > max)
    fail("malformed", `feedback of more than ${max} auctions`);
  const { gateway, dropped } = m;
  return {
    gateway,
    auctions: m.auctions.map((one) => auctionOf(one as auction.AuctionFeedback)),
    late: m.late.map((one) => lateOf(one as auction.LateFeedback)),
    dropped,
  };
}

function auctionOf(m: auction.AuctionFeedback): AuctionFeedback {
  const { offers, places, shown, won, budgetMs, shadow } = m;
  if (m.sellers.length > LIMITS.feedbackSellersMax)
    fail("malformed", `feedback with ${m.sellers.length} sellers`);
  return {
    auctionId: m.searchId,
    instance: m.instance ?? null,
    outcome: wordOf(OUTCOMES, m.outcome, "outcome", "malformed"),
    reason: reasonOf(m.reason),
    ...{ offers, places, shown, won },
    rank: m.rank === 0 ? null : m.rank,
    best: moneyOf(m.best),
    priceToWin: moneyOf(m.priceToWin),
    latencyMs: m.latencyMs ?? null,
    budgetMs,
    hedgedAway: m.hedgedAway ?? null,
    shadow,
    sellers: m.sellers.map((one) => ({
      seller: shortened(one.seller ?? "", LIMITS.feedbackSellerLengthMax),
      shown: one.shown ?? 0,
      won: one.won ?? 0,
    })),
  };
}

function lateOf(m: auction.LateFeedback): LateFeedback {
  const { searchId: auctionId, instance, lateByMs, offers } = m;
  return { auctionId, instance, lateByMs, offers, cost: moneyOf(m.cost) };
}

/** A9 */
function moneyOf(m: { amount?: number | null; currency?: string | null } | null | undefined) {
  if (m == null) return null;
  const money: Money = {
    amount: safeInteger(m.amount ?? 0, "amount", "malformed"),
    currency: m.currency ?? "",
  };
  return money;
}
