/** What bidders are told of an auction that has ended. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { encodeAuctionFeedback } from "../../../proto/codec/index.ts";
import type { AuctionFeedback, Money } from "../../../proto/messages.ts";
import {
  type AuctionSetup,
  auctionOf,
  DEADLINE_MS,
} from "../../../test/fixtures/auction/auction.ts";
import type { OfferTraits } from "../../../test/harness/offers.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { markUpBy } from "../mark-up.ts";
import { disclosed, type FeedbackPrices, stepOf } from "./disclosure.ts";

type Told = Map<string, AuctionFeedback>;

const USD = (amount: number): Money => ({ amount, currency: "USD" });

/** `wanted`: the bidders that have asked. `full`: those to whom no more can be said. */
function told(
  setup: AuctionSetup = {},
  prices: FeedbackPrices = "exact",
  wanted?: string[],
  full: readonly string[] = [],
) {
  const all: Told = new Map();
  const auction = auctionOf({
    ...setup,
    feedback: {
      prices,
      isWanted: wanted === undefined || wanted.length > 0,
      wants: (bidder) => wanted?.includes(bidder) ?? true,
      hasRoom: (bidder) => !full.includes(bidder),
      ended: (bidder, one) => void all.set(bidder, one),
    },
  });
  return { ...auction, told: all };
}

describe("each bidder hears how the auction ended for it", () => {
  test("who won, who was shown, who was outbid, who was invalid, and who was silent (FEEDBACK-2)", async () => {
    const {
      clock,
      offers,
      result,
      told: all,
    } = told({
      expected: ["fast", "outbid", "silent", "wrong"],
      policy: { required: [] },
      search: { maxResults: 2 },
    });
    clock.moveTo(10);
    offers("fast", [{ amount: 50_000 }, { amount: 51_000, number: 7 }]);
    offers("outbid", [{ amount: 60_000, number: 8 }]);
    offers("wrong", [{ amount: 10_000, number: 9, expiresAtMs: clock.wall() - 1 }]);
    clock.moveTo(DEADLINE_MS);
    await result;
    expect(all.get("fast")).toMatchObject({
      ...{ outcome: "answered", instance: "fast-1", places: 2, shown: 2, won: 2, rank: 1 },
      ...{ best: USD(50_000), priceToWin: null, latencyMs: 10, hedgedAway: null, shadow: false },
      sellers: [{ seller: "BA", shown: 2, won: 2 }],
    });
    expect(all.get("outbid")).toMatchObject({
      ...{ outcome: "answered", places: 2, shown: 0, won: 0, rank: null, sellers: [] },
      ...{ best: USD(60_000), priceToWin: USD(49_999) },
    });
    expect(all.get("wrong")).toMatchObject({ outcome: "invalid", shown: 0, best: null });
    expect(all.get("wrong")?.reason).toContain("expired");
    expect(all.get("silent")).toMatchObject({ outcome: "silent", instance: null, best: null });
    expect(all.get("silent")?.budgetMs).toBeGreaterThan(700);
  });

  test("the cost of time and stops is a part of the price to win (FEEDBACK-2)", async () => {
    const objective = { valuePerHour: 6_000, penaltyPerStop: 0 };
    const { offers, send, result, told: all } = told({ objective });
    offers("nonstop", [{ amount: 50_000 }]);
    offers("stops", [{ amount: 50_000, number: 7, durationMinutes: 515 }]);
    send("partners");
    const { itineraries } = await result;
    const gap = (itineraries[1]?.cost ?? 0) - (itineraries[0]?.cost ?? 0);
    expect(all.get("stops")?.priceToWin).toEqual(USD(50_000 - gap - 1));
  });

  test("a hedge: which instance was not needed", async () => {
    const {
      clock,
      offers,
      send,
      result,
      told: all,
    } = told({
      expected: ["nonstop"],
      hedgeAfterMs: { nonstop: 20 },
      hedgeTo: { nonstop: "nonstop-2" },
    });
    send("nonstop", { final: false, sequence: 0 }, "nonstop-1");
    clock.moveTo(20);
    offers("nonstop", [{ amount: 50_000 }], {}, "nonstop-2");
    await result;
    expect(all.get("nonstop")).toMatchObject({ instance: "nonstop-2", hedgedAway: "nonstop-1" });
  });

  test("a fallback that is shown counts for nothing (FEEDBACK-3)", async () => {
    const first = auctionOf();
    first.offers("nonstop", [{ amount: 50_000 }]);
    first.send("stops");
    first.send("partners");
    await first.result;
    const fallbackBids = Object.fromEntries(first.fallbackStore.bids);
    const { clock, send, result, told: all } = told({ fallbackBids });
    send("stops");
    send("partners");
    clock.moveTo(DEADLINE_MS);
    expect((await result).itineraries).toHaveLength(1);
    expect(all.get("nonstop")).toMatchObject({ outcome: "silent", shown: 0, best: null });
  });

  test("one that has not asked is told nothing", async () => {
    for (const wanted of [[], ["stops"]]) {
      const { offers, send, result, told: all } = told({}, "exact", wanted);
      offers("nonstop", [{ amount: 50_000 }]);
      send("stops");
      send("partners");
      await result;
      expect([...all.keys()]).toEqual(wanted);
    }
  });
});

test("one to whom no more can be said is told nothing (BATCH-2)", async () => {
  const { offers, send, result, told: all } = told({}, "exact", ["nonstop", "stops"], ["nonstop"]);
  offers("nonstop", [{ amount: 50_000 }]);
  send("stops");
  send("partners");
  await result;
  expect([...all.keys()]).toEqual(["stops"]);
});

describe("prices", () => {
  test.each<[FeedbackPrices, number, Money | null]>([
    ["off", 49_999, null],
    ["rounded", 49_999, USD(49_000)],
    ["exact", 49_999, USD(49_999)],
  ])("%s", (prices, amount, expected) => {
    expect(disclosed(amount, USD(51_234), prices)).toEqual(expected);
  });

  test("property: a rounded amount is an integer, a multiple of its step, and not more than the exact one (DISCLOSURE-2)", () => {
    const amounts = fc.integer({ min: 0, max: 10 ** 9 });
    fc.assert(
      fc.property(amounts, amounts, (amount, own) => {
        const said = disclosed(amount, USD(own), "rounded")?.amount as number;
        const step = stepOf(Math.max(own, amount));
        expect({ isWhole: Number.isSafeInteger(said), rest: said % step }).toEqual({
          isWhole: true,
          rest: 0,
        });
        expect(said).toBeLessThanOrEqual(amount);
        expect(said).toBeGreaterThan(amount - step);
        expect(String(Math.floor(own / step)).length).toBeLessThanOrEqual(2);
        expect(String(said / step).length).toBeLessThanOrEqual(2);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test("with a mark-up all prices are withheld (DISCLOSURE-3)", async () => {
    const markUp = markUpBy([
      { bidder: undefined, seller: undefined, basisPoints: 1_000, fixed: 0 },
    ]);
    const { offers, send, result, told: all } = told({ markUp });
    offers("nonstop", [{ amount: 50_000 }]);
    offers("stops", [{ amount: 60_000, number: 7 }]);
    send("partners");
    await result;
    expect(all.get("stops")).toMatchObject({ shown: 1, best: null, priceToWin: null });
  });
});

/** Offers of two bidders, and how much is said of prices. */
const worlds = fc.record({
  own: fc.array(fc.integer({ min: 10_000, max: 99_999 }), { maxLength: 3 }),
  others: fc.array(fc.integer({ min: 10_000, max: 99_999 }), { minLength: 1, maxLength: 3 }),
  prices: fc.constantFrom<FeedbackPrices>("off", "rounded", "exact"),
});

/** Names that stand in nothing else. */
const RIVAL = { bidder: "rivalbidder", seller: "Rivalseller" };

test("property: feedback names no other bidder, seller or key, and no price where it is withheld (FEEDBACK-1, DISCLOSURE-1); at the price to win the offer is the first (FEEDBACK-2)", async () => {
  const traits = (amounts: readonly number[], from: number, more: Partial<OfferTraits> = {}) =>
    amounts.map((amount, i) => ({ amount, number: from + i, ...more }));
  await fc.assert(
    fc.asyncProperty(worlds, async ({ own, others, prices }) => {
      const setup = { expected: ["own", RIVAL.bidder], policy: { required: [] } };
      const played = async (its: readonly number[]) => {
        const auction = told(setup, prices, ["own"]);
        auction.offers("own", traits(its, 1));
        auction.offers(RIVAL.bidder, traits(others, 50, { seller: RIVAL.seller }));
        const result = await auction.result;
        return { result, its: auction.told.get("own") as AuctionFeedback };
      };
      const { result, its } = await played(own);
      const text = Buffer.from(encodeAuctionFeedback(its)).toString("latin1");
      const rivals = result.itineraries.filter(({ sellers }) => sellers[0]?.bidder !== "own");
      for (const secret of [RIVAL.bidder, RIVAL.seller, ...rivals.map(({ key }) => key)])
        expect({ secret, isSaid: text.includes(secret) }).toEqual({ secret, isSaid: false });
      if (prices === "off") expect(its.priceToWin).toBeNull();
      if (its.best !== null) expect(own).toContain(its.best.amount);
      if (its.priceToWin === null) return;
      const better = await played([its.priceToWin.amount]);
      expect(better.its).toMatchObject({ rank: 1, won: 1 });
    }),
    { numRuns: propertyRuns(60) },
  );
});
