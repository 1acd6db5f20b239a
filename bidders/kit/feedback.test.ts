/** What an instance takes of the feedback to its kind. */
import { describe, expect, test } from "@jest/globals";
import {
  encodeAuctionFeedback,
  encodeFeedback,
  encodeLateFeedback,
} from "../../proto/codec/index.ts";
import type { AuctionFeedback } from "../../proto/messages.ts";
import type { BidderFeedback } from "./bidder.ts";
import { FeedbackReader, type ToldResult, toldResult } from "./feedback.ts";

function feedbackOf(changes: Partial<AuctionFeedback> = {}): AuctionFeedback {
  return {
    ...{ auctionId: "a", instance: "i1", outcome: "answered", reason: null, offers: 1 },
    ...{ places: 1, shown: 1, won: 1, rank: 1, best: null, priceToWin: null },
    ...{ latencyMs: 1, budgetMs: 1, hedgedAway: null, shadow: false, sellers: [] },
    ...changes,
  };
}

const message = (auctions: readonly AuctionFeedback[]) =>
  encodeFeedback({
    gateway: "g",
    auctions: auctions.map(encodeAuctionFeedback),
    late: ["i1", "i2"].map((instance) =>
      encodeLateFeedback({ auctionId: "l", instance, lateByMs: 5, offers: 1, cost: null }),
    ),
    dropped: 4,
  });

function readerOf(onFeedback?: (feedback: BidderFeedback) => unknown) {
  const told: BidderFeedback[] = [];
  const [unreadable, failures]: [string[], string[]] = [[], []];
  const reader = new FeedbackReader({
    instance: "i1",
    module: onFeedback === undefined ? {} : { onFeedback },
    resources: undefined,
    events: {
      told: (one) => void told.push(one),
      unreadable: (what) => void unreadable.push(what),
      failure: (what) => void failures.push(what),
    },
  });
  return { reader, told, unreadable, failures };
}

test("an instance takes what names it, and apart what names none (TOLD-1)", () => {
  const { reader, told } = readerOf();
  reader.take(
    message([
      feedbackOf({ auctionId: "own" }),
      feedbackOf({ auctionId: "other", instance: "i2" }),
      feedbackOf({ auctionId: "hedged", instance: "i2", hedgedAway: "i1" }),
      feedbackOf({ auctionId: "silent", instance: null, outcome: "silent" }),
      feedbackOf({ auctionId: "absent", instance: null, outcome: "absent" }),
    ]),
  );
  const ids = (list: readonly AuctionFeedback[] = []) => list.map(({ auctionId }) => auctionId);
  expect({
    auctions: ids(told[0]?.auctions),
    unanswered: ids(told[0]?.unanswered),
    late: told[0]?.late.map(({ instance }) => instance),
    dropped: told[0]?.dropped,
  }).toEqual({
    auctions: ["own", "hedged"],
    unanswered: ["silent"],
    late: ["i1"],
    dropped: 4,
  });
});

test("what was shown of another instance's answer is in no sum twice (TOLD-1)", () => {
  const sellers = [{ seller: "BA", shown: 2, won: 1 }];
  const shown = { shown: 2, won: 1, rank: 3, sellers };
  const nothing = { shown: 0, won: 0, rank: null, sellers: [] };
  const heard: BidderFeedback[] = [];
  const { reader, told } = readerOf((feedback) => void heard.push(feedback));
  reader.take(
    message([
      feedbackOf({ ...shown, hedgedAway: "i2" }),
      feedbackOf({ ...shown, instance: "i2", hedgedAway: "i1" }),
    ]),
  );
  expect(told[0]?.auctions).toMatchObject([shown, nothing]);
  expect({ heard }).toEqual({ heard: told });
});

describe("nothing of it throws (TOLD-2)", () => {
  test("bytes that cannot be read are counted", () => {
    const { reader, told, unreadable } = readerOf();
    reader.take(Buffer.from([255, 255, 255, 255]));
    expect({ told: told.length, unreadable: unreadable.length }).toEqual({
      told: 0,
      unreadable: 1,
    });
  });

  test.each<[string, () => unknown]>([
    [
      "throws",
      () => {
        throw new Error("mine");
      },
    ],
    ["rejects with", () => Promise.reject(new Error("mine"))],
  ])("what the bidder's own code %s is reported", async (_how, onFeedback) => {
    const { reader, told, failures } = readerOf(onFeedback);
    reader.take(message([]));
    // A rejection is reported before the next task.
    await new Promise(setImmediate);
    expect({ told: told.length, failures }).toEqual({
      told: 1,
      failures: ["onFeedback has failed"],
    });
  });
});

test.each<[ToldResult, Partial<AuctionFeedback>]>([
  ["shown", {}],
  ["outbid", { shown: 0, best: { amount: 1, currency: "USD" } }],
  ["empty", { shown: 0 }],
  ["empty", { outcome: "empty", shown: 0 }],
  ["declined", { outcome: "declined" }],
  ["invalid", { outcome: "invalid" }],
  ["failed", { outcome: "failed" }],
  ["late", { outcome: "late" }],
  ["late", { outcome: "silent" }],
  ["late", { outcome: "skipped" }],
  ["hedged-away", { instance: "i2", hedgedAway: "i1" }],
])("%s: %j", (result, changes) => {
  expect(toldResult(feedbackOf(changes), "i1")).toBe(result);
});
