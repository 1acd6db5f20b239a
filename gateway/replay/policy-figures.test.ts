import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { latencyAuctions } from "../../test/fixtures/auction/latency-market.ts";
import { modelTimeline } from "../../test/fixtures/replay/model-timeline.ts";
import type { AuctionTimeline } from "./auction-timeline.ts";
import { Distribution } from "./distribution.ts";
import type { Mark } from "./mark.ts";
import { FiguresGatherer } from "./policy-figures.ts";
import { AS_RECORDED, type ReplayPolicy } from "./replay-policy.ts";

const mark = (atMs: number, outstanding: number, cost: number): Mark => ({
  ...{ atMs, kind: "bid", outstanding, answered: 2 - outstanding, maySettle: false },
  ...{ settled: false, isPartial: outstanding > 0, isPartialIfSettled: true },
  best: { cost, bidder: outstanding > 0 ? "nonstop" : "partners" },
});

/** `nonstop` answers after 100 ms, `partners` after 300, for 40.00 less. */
function timeline(changes: Partial<AuctionTimeline> = {}): AuctionTimeline {
  return {
    ...{ searchId: "s", wallMs: 0, origin: "LHR", destination: "JFK", currency: "USD" },
    ...{ calledAtMs: 0, expected: ["nonstop", "partners"], couldAnswer: 2 },
    marks: [mark(100, 1, 20_000), mark(300, 0, 16_000)],
    answeredAt: new Map([
      ["nonstop", 0],
      ["partners", 1],
    ]),
    knownUntilMs: Number.POSITIVE_INFINITY,
    notWorthAtMs: null,
    longer: null,
    lateWanted: false,
    best: { cost: 16_000, bidder: "partners" },
    isWhole: true,
    policied: {
      grace: { share: 0, msMin: 0, msMax: 0 },
      expectation: {
        ...{ expected: ["nonstop", "partners"], skipped: [], required: [], absent: [] },
        hedgeAfterMs: [],
      },
      search: { policy: { deadlineMs: 800, quorum: null, required: [] } },
    },
    ...changes,
  };
}

const quick: ReplayPolicy = { name: "quick", quorum: 1 };

function figuresOf(timelines: readonly AuctionTimeline[], policy = quick) {
  const gatherer = new FiguresGatherer([AS_RECORDED, policy]);
  for (const one of timelines) gatherer.add(() => one, "GB–US");
  return gatherer.figures;
}

test("what a policy takes and costs, beside that of the records", () => {
  const [recorded, other] = figuresOf([timeline(), timeline({ currency: "EUR" }), timeline()]);
  expect({ ...recorded?.time, partial: recorded?.partialShare }).toMatchObject({
    ...{ meanMs: 300, partial: 0 },
  });
  expect(recorded?.regret).toMatchObject({ known: 3, shareWithAny: 0, meanPercent: 0 });
  expect(other?.time.meanMs).toBe(100);
  expect(other?.ends).toEqual({ quorum: 1 });
  expect(
    other?.regret.money.map(({ currency, auctions, mean }) => [currency, auctions, mean]),
  ).toEqual([
    ["USD", 2, 4_000],
    ["EUR", 1, 4_000],
  ]);
  expect({ percent: other?.regret.meanPercent, bidders: other?.byBidder }).toEqual({
    ...{ percent: 25, bidders: [{ bidder: "partners", share: 1 }] },
  });
  expect(other?.compared).toEqual({
    ...{ auctions: 2, msLess: 200, costMore: 4_000, currency: "USD" },
    most: { bidder: "partners", market: "GB–US", share: 1 },
  });
});

test("the figures of each market are of its own auctions, the market with most auctions first", () => {
  const gatherer = new FiguresGatherer([AS_RECORDED, quick]);
  const add = (market: string, changes: Partial<AuctionTimeline>) =>
    gatherer.add(() => timeline(changes), market);
  // In France the first answer is the best one, and comes sooner.
  const near = [mark(40, 1, 9_000), mark(60, 0, 9_000)];
  add("GB–FR", { marks: near, best: { cost: 9_000, bidder: "nonstop" }, currency: "EUR" });
  add("GB–US", {});
  add("GB–US", { knownUntilMs: 50 });
  add("GB–US", { marks: [mark(200, 1, 32_000), mark(300, 0, 16_000)] });
  const [recorded, other] = gatherer.figures.map(({ byMarket }) =>
    byMarket.map(({ market, auctions, unknown, time, partialShare, ends, regret }) => ({
      ...{ market, auctions, unknown, meanMs: time.meanMs, partialShare, ends },
      ...{ known: regret.known, withAny: regret.shareWithAny, percent: regret.meanPercent },
      money: regret.money.map(({ currency, mean }) => [currency, mean]),
    })),
  );
  expect(recorded).toMatchObject([
    { market: "GB–US", auctions: 3, meanMs: 300, partialShare: 0, percent: 0 },
    { market: "GB–FR", auctions: 1, meanMs: 60, partialShare: 0, percent: 0 },
  ]);
  expect(other).toEqual([
    {
      ...{ market: "GB–US", auctions: 3, unknown: 1, meanMs: 150, partialShare: 1 },
      ...{ ends: { quorum: 1 }, known: 2, withAny: 1, percent: (25 + 100) / 2 },
      money: [["USD", (4_000 + 16_000) / 2]],
    },
    {
      ...{ market: "GB–FR", auctions: 1, unknown: 0, meanMs: 40, partialShare: 1 },
      ...{ ends: { quorum: 1 }, known: 1, withAny: 0, percent: 0, money: [["EUR", 0]] },
    },
  ]);
});

test("the share of what is lost is of all that is lost, also where something is won", () => {
  const first: ReplayPolicy = { name: "first", deadlineMs: 250 };
  const gatherer = new FiguresGatherer([first, quick]);
  // The quick one misses the second answer here,
  const lost = [mark(100, 1, 20_000), mark(200, 0, 10_000)];
  gatherer.add(() => timeline({ marks: lost, best: { cost: 10_000, bidder: "others" } }), "GB–FR");
  // and waits for the first one there, which comes after the deadline of the other policy.
  const won = [mark(100, 2, 20_000), mark(260, 1, 16_000)];
  gatherer.add(() => timeline({ marks: won }), "GB–US");
  const compared = gatherer.figures[1]?.compared;
  expect({ costMore: compared?.costMore, most: compared?.most }).toEqual({
    ...{ costMore: 3_000, most: { bidder: "others", market: "GB–FR", share: 1 } },
  });
});

test("JUDGE-4: that waiting was not worth its price is known of the policy of the record alone", () => {
  const [recorded, other] = figuresOf([timeline({ notWorthAtMs: 150 })], { name: "as it is" });
  expect({ recorded: recorded?.ends, meanMs: recorded?.time.meanMs }).toEqual({
    ...{ recorded: { "not-worth-waiting": 1 }, meanMs: 150 },
  });
  expect({ other: other?.ends, meanMs: other?.time.meanMs }).toEqual({
    ...{ other: { complete: 1 }, meanMs: 300 },
  });
});

test("FIGURES-1: what a record does not know is counted as unknown, and is in no other figure", () => {
  const [, other] = figuresOf([
    timeline(),
    timeline({ knownUntilMs: 50 }),
    timeline({ isWhole: false }),
  ]);
  expect({ unknown: other?.unknown, known: other?.regret.known, ends: other?.ends }).toEqual({
    ...{ unknown: 1, known: 1, ends: { quorum: 1 } },
  });
  expect({ meanMs: other?.time.meanMs, money: other?.regret.money[0]?.mean }).toEqual({
    ...{ meanMs: 100, money: 4_000 },
  });
});

test("FIGURES-2: where a policy learns, all figures are of the same auctions, in whatever order they come", () => {
  const auctions = latencyAuctions(400, 3).map((auction, at) => modelTimeline(auction, at, 3_000));
  const value: ReplayPolicy = { name: "value", kind: "value", dollarsPerSecond: 4 };
  const gathered = (all: readonly AuctionTimeline[]) => {
    const gatherer = new FiguresGatherer([AS_RECORDED, value]);
    for (const one of all) gatherer.add(() => one, "GB–US");
    return { figures: gatherer.figures, learning: gatherer.learning };
  };
  const { figures, learning } = gathered(auctions);
  expect(figures.map((one) => one.auctions)).toEqual([300, 300]);
  expect(learning).toEqual({ warmUp: 100, outOfOrder: 0 });
  expect(figures[1]?.ends["not-worth-waiting"]).toBeGreaterThan(0.5);
  expect(gathered(auctions.toReversed())).toEqual({ figures, learning });
});

test("a quantile of many values is within a per cent, and a mean is exact", () => {
  const values = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
      const distribution = new Distribution();
      for (const value of all) distribution.add(value);
      const sorted = [...all].sort((a, b) => a - b);
      const exact = sorted[Math.min(all.length - 1, Math.floor(share * all.length))] as number;
      const found = distribution.quantile(share) as number;
      expect(Math.abs(found / exact - 1)).toBeLessThan(0.01);
      const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
      expect(distribution.mean).toBeCloseTo(mean, 3);
    }),
  );
});
