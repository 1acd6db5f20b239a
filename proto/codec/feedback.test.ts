/** Feedback to one kind of bidder. */
import { describe, expect, test } from "@jest/globals";
import { encodedFeedback, feedbacks } from "../../test/fixtures/wire/arbitraries.ts";
import {
  type DecoderCase,
  expectRefusal,
  expectRoundTrip,
} from "../../test/fixtures/wire/decoders.ts";
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { AuctionFeedback } from "../messages.ts";
import { decodeFeedback, encodeAuctionFeedback, encodeFeedback } from "./feedback.ts";

test("CODEC-3 decode(encode(x)) equals x", () =>
  expectRoundTrip(feedbacks, (feedback) => decodeFeedback(encodedFeedback(feedback))));

describe("CODEC-2 feedback that breaks a rule is refused, and the rule is named", () => {
  const feedback = (fields: auction.AuctionFeedback.$Properties) => () =>
    decodeFeedback(
      auction.Feedback.encode({ auctions: [{ searchId: "a", outcome: 1, ...fields }] }).finish(),
    );
  const many = Array.from({ length: LIMITS.feedbackSellersMax + 1 }, () => ({ seller: "s" }));

  test("what the cases below break is right by itself", () => {
    expect(feedback({})().auctions).toMatchObject([{ auctionId: "a", outcome: "answered" }]);
  });

  test.each<DecoderCase>([
    ["no outcome", feedback({ outcome: 0 }), "malformed", "outcome 0 is not one of"],
    ["an outcome outside the set", feedback({ outcome: 99 as never }), "malformed", "outcome 99"],
    ["too many sellers", feedback({ sellers: many }), "malformed", "with 17 sellers"],
    [
      "too many auctions",
      () =>
        decodeFeedback(
          encodeFeedback({
            gateway: "g",
            auctions: Array.from({ length: LIMITS.feedbackAuctionsMax + 1 }, () => EMPTY),
            late: [],
            dropped: 0,
          }),
        ),
      "malformed",
      "more than 500 auctions",
    ],
  ])("%s", expectRefusal);
});

const EMPTY = new Uint8Array();

test("A6 however long its texts are, one entry is bounded", () => {
  const long = "x".repeat(10_000);
  const one: AuctionFeedback = {
    ...{ auctionId: "a", instance: "i", outcome: "invalid", reason: long },
    ...{ offers: 1, places: 1, shown: 1, won: 1, rank: 1, best: null, priceToWin: null },
    ...{ latencyMs: 1, budgetMs: 1, hedgedAway: null, shadow: false },
    sellers: Array.from({ length: 100 }, () => ({ seller: long, shown: 1, won: 1 })),
  };
  expect(encodeAuctionFeedback(one).length).toBeLessThan(4_096);
});
