/** Messages of feedback: to whom, when, and how much. */
import { describe, expect, test } from "@jest/globals";
import { decodeFeedback } from "../../proto/codec/index.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { AuctionFeedback, Feedback } from "../../proto/messages.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import type { FeedbackPrices } from "../auction/feedback/disclosure.ts";
import { FeedbackBatches } from "./feedback-batches.ts";

/** What waits is sent after this. */
const BATCH_MS = 1_000;

function feedbackOf(changes: Partial<AuctionFeedback> = {}): AuctionFeedback {
  return {
    ...{ auctionId: "a", instance: "i", outcome: "answered", reason: null, offers: 1 },
    ...{ places: 1, shown: 1, won: 1, rank: 1, best: null, priceToWin: null },
    ...{ latencyMs: 1, budgetMs: 1, hedgedAway: null, shadow: false, sellers: [] },
    ...changes,
  };
}

function largeFeedback(): AuctionFeedback {
  const reason = "x".repeat(LIMITS.reasonLengthMax);
  const sellers = Array.from({ length: LIMITS.feedbackSellersMax }, () => ({
    seller: "y".repeat(LIMITS.feedbackSellerLengthMax),
    ...{ shown: 1, won: 1 },
  }));
  return feedbackOf({ reason, sellers });
}

function lateOf(
  bidder: string,
  rise: number,
  { cheapest: amount = 51_234, ...changes }: { hasMarkUp?: true; cheapest?: number } = {},
) {
  const cheapest = { amount, currency: "USD" };
  return {
    ...{ searchId: "s", auctionId: "a", instance: "i", deadlineMs: 800, lateByMs: 12.5 },
    late: { bidder, latencyMs: 812.5, offers: 3, cheapest },
    regretRise: { amount: rise, currency: "USD" },
    regret: null,
    ...changes,
  };
}

function batchesOf({ prices = "exact" }: { prices?: FeedbackPrices } = {}) {
  const clock = new DrivenClock();
  const wanting = new Set(["nonstop", "stops"]);
  const state = { connected: true };
  const sent: { subject: string; message: Feedback; bytes: number }[] = [];
  const dropped: [string, number][] = [];
  const batches = new FeedbackBatches({
    ...{ gateway: "g", clock, prices },
    wanting: () => wanting,
    connected: () => state.connected,
    publish: (subject, bytes) =>
      void sent.push({ subject, message: decodeFeedback(bytes), bytes: bytes.length }),
    events: { dropped: (bidder, entries) => void dropped.push([bidder, entries]) },
  });
  return { batches, clock, wanting, state, sent, dropped };
}

describe("a message a second to each kind", () => {
  test("each hears what was said to it, and nothing of another (BATCH-1)", () => {
    const { batches, clock, sent } = batchesOf();
    batches.ended("nonstop", feedbackOf({ auctionId: "a1" }));
    clock.moveTo(400);
    batches.ended("stops", feedbackOf({ auctionId: "a2" }));
    batches.late(lateOf("nonstop", 70));
    expect(sent).toEqual([]);
    clock.moveTo(BATCH_MS);
    expect(sent.map(({ subject, message }) => ({ subject, ...message }))).toMatchObject([
      {
        subject: "auction.feedback.nonstop",
        auctions: [{ auctionId: "a1" }],
        late: [{ auctionId: "a", lateByMs: 12.5, offers: 3, cost: { amount: 70 } }],
      },
      { subject: "auction.feedback.stops", auctions: [{ auctionId: "a2" }], late: [] },
    ]);
    clock.moveTo(5 * BATCH_MS);
    expect({ sent: sent.length, timers: clock.timers }).toEqual({ sent: 2, timers: 0 });
  });

  test("nothing to a kind that has not asked, or asks no more", () => {
    const { batches, clock, wanting, sent } = batchesOf();
    batches.late(lateOf("partners", 70));
    expect({ timers: clock.timers, wants: batches.wants("partners") }).toEqual({
      timers: 0,
      wants: false,
    });
    batches.ended("stops", feedbackOf());
    wanting.clear();
    clock.moveTo(BATCH_MS);
    expect({ sent, isWanted: batches.isWanted }).toEqual({ sent: [], isWanted: false });
  });

  test("what waits at the end of the gateway is sent", () => {
    const { batches, clock, sent } = batchesOf();
    batches.ended("stops", feedbackOf());
    batches.close();
    expect({ sent: sent.length, timers: clock.timers }).toEqual({ sent: 1, timers: 0 });
  });

  test("after the end of the gateway nothing is said, and no timer is set", () => {
    const { batches, clock, sent } = batchesOf();
    batches.close();
    batches.ended("stops", feedbackOf());
    batches.late(lateOf("stops", 70));
    expect({ hasRoom: batches.hasRoom("stops"), timers: clock.timers, sent }).toEqual({
      ...{ hasRoom: false, timers: 0, sent: [] },
    });
  });
});

describe("what is too much is dropped, and counted (BATCH-2)", () => {
  test("auctions", () => {
    const { batches, clock, sent, dropped } = batchesOf();
    for (let i = 0; i < LIMITS.feedbackAuctionsMax + 3; i++) batches.ended("stops", feedbackOf());
    clock.moveTo(BATCH_MS);
    expect(sent[0]?.message).toMatchObject({ dropped: 3 });
    expect(sent[0]?.message.auctions).toHaveLength(LIMITS.feedbackAuctionsMax);
    expect(dropped).toHaveLength(3);
  });

  test("bytes", () => {
    const { batches, clock, sent } = batchesOf();
    for (let i = 0; i < LIMITS.feedbackAuctionsMax; i++) batches.ended("stops", largeFeedback());
    clock.moveTo(BATCH_MS);
    const [{ message, bytes } = { message: undefined, bytes: 0 }] = sent;
    expect(bytes).toBeLessThanOrEqual(LIMITS.feedbackBytesMax);
    expect((message?.auctions.length ?? 0) + (message?.dropped ?? 0)).toBe(
      LIMITS.feedbackAuctionsMax,
    );
  });

  test("a full message is known before the next auction is computed, and counts it", () => {
    const { batches, clock, sent, dropped } = batchesOf();
    const many = () => {
      let computed = 0;
      for (let i = 0; i < LIMITS.feedbackAuctionsMax + 3; i++) {
        if (!batches.hasRoom("stops")) continue;
        computed++;
        batches.ended("stops", feedbackOf());
      }
      return computed;
    };
    expect({ computed: many(), dropped: dropped.length }).toEqual({
      ...{ computed: LIMITS.feedbackAuctionsMax, dropped: 3 },
    });
    clock.moveTo(BATCH_MS);
    expect(sent[0]?.message).toMatchObject({ dropped: 3 });
    expect({ computed: many() }).toEqual({ computed: LIMITS.feedbackAuctionsMax });
  });

  test("one that is full by its bytes", () => {
    const { batches, clock, sent } = batchesOf();
    let computed = 0;
    for (let i = 0; i < LIMITS.feedbackAuctionsMax; i++) {
      if (!batches.hasRoom("stops")) continue;
      computed++;
      batches.ended("stops", largeFeedback());
    }
    clock.moveTo(BATCH_MS);
    const { auctions = [], dropped = 0 } = sent[0]?.message ?? {};
    expect({ auctions: auctions.length, dropped, hasRoom: batches.hasRoom("stops") }).toEqual({
      ...{ auctions: computed - 1, dropped: LIMITS.feedbackAuctionsMax - computed + 1 },
      hasRoom: true,
    });
    expect(computed).toBeLessThan(LIMITS.feedbackAuctionsMax);
  });

  test("while the broker is away; the next message says how many", () => {
    const { batches, clock, state, sent, dropped } = batchesOf();
    state.connected = false;
    batches.ended("stops", feedbackOf());
    batches.ended("stops", feedbackOf());
    clock.moveTo(BATCH_MS);
    expect({ sent, dropped }).toEqual({ sent: [], dropped: [["stops", 2]] });
    state.connected = true;
    batches.ended("stops", feedbackOf());
    clock.moveTo(3 * BATCH_MS);
    expect(sent[0]?.message).toMatchObject({ dropped: 2 });
  });
});

describe("what lateness has cost", () => {
  test.each<[FeedbackPrices, { hasMarkUp?: true; cheapest?: number }, unknown]>([
    ["off", {}, null],
    ["rounded", {}, { amount: 1_000, currency: "USD" }],
    // A tiny price makes no small step (DISCLOSURE-2).
    ["rounded", { cheapest: 1 }, { amount: 1_900, currency: "USD" }],
    ["exact", {}, { amount: 1_917, currency: "USD" }],
    ["exact", { hasMarkUp: true }, null],
  ])("%s %j (DISCLOSURE-1, DISCLOSURE-3)", (prices, changes, cost) => {
    const { batches, clock, sent } = batchesOf({ prices });
    batches.late(lateOf("stops", 1_917, changes));
    clock.moveTo(BATCH_MS);
    expect(sent[0]?.message.late).toMatchObject([{ cost }]);
  });
});
