import { expect, test } from "@jest/globals";
import type { AuctionTimeline, Mark } from "../auction-timeline.ts";
import { isWithin, scoreOf } from "./policy-score.ts";
import { tune } from "./tune.ts";

const DAY_MS = 86_400_000;

/**
 * `slow` answers late and never has anything; `cheap` has the best offer. So the best policy waits
 * for `cheap`, and not for `slow`. `lost`: on these days `slow` has the best.
 */
function timeline(at: number, day: number, slowWins = false): AuctionTimeline {
  const first = 50 + (at % 10);
  const cheap = 120 + 8 * (at % 25);
  const slow = 600 + 10 * (at % 30);
  const mark = (atMs: number, answered: number, cost: number, bidder: string): Mark => ({
    ...{ atMs, kind: "bid", outstanding: 3 - answered, answered, maySettle: false },
    ...{ settled: false, isPartial: answered < 3, isPartialIfSettled: true },
    best: { cost, bidder },
  });
  const least = slowWins ? 5_000 : 9_000;
  return {
    ...{ searchId: `s${at}`, wallMs: day * DAY_MS, origin: "LHR", destination: "JFK" },
    ...{ currency: "USD", calledAtMs: 0, expected: ["first", "cheap", "slow"], couldAnswer: 3 },
    marks: [
      mark(first, 1, 10_000, "first"),
      mark(cheap, 2, 9_000, "cheap"),
      mark(slow, 3, least, slowWins ? "slow" : "cheap"),
    ],
    answeredAt: new Map([
      ["first", 0],
      ["cheap", 1],
      ["slow", 2],
    ]),
    knownUntilMs: Number.POSITIVE_INFINITY,
    best: { cost: least, bidder: slowWins ? "slow" : "cheap" },
    isWhole: true,
    policied: {
      grace: { share: 0.25, msMin: 5, msMax: 100 },
      expectation: {
        ...{ expected: ["first", "cheap", "slow"], skipped: [], required: [], absent: [] },
        hedgeAfterMs: [],
      },
      search: { policy: { deadlineMs: 1_000, quorum: null, required: [] } },
    },
  };
}

const market = Array.from({ length: 200 }, (_, at) => timeline(at, at % 4));

test("TUNE-2: the policy that is proposed keeps to the budget, and takes no longer than a fixed timeout", () => {
  const budget = { regretPercent: 0.5 };
  const tuned = new Map(tune(market, budget).map((one) => [one.rule, one]));
  for (const { policy, score } of tuned.values()) {
    if (policy === null || score === null) continue;
    expect(scoreOf(policy, market)).toEqual(score);
    expect({ isWithin: isWithin(score, budget) }).toEqual({ isWithin: true });
  }
  const [any, fixed] = [tuned.get("any rule")?.score, tuned.get("fixed timeout")?.score];
  // It waits for the one that has the best offer: half the time of a timeout that does not know it.
  expect(any?.meanMs).toBeLessThan(230);
  expect(fixed?.meanMs).toBeGreaterThan(230);
});

test("TUNE-2: there is none where none keeps to the budget", () => {
  const tuned = tune(market, { p95Ms: 1 });
  expect(tuned.map(({ policy }) => policy)).toEqual([null, null, null]);
});

test("TUNE-1: what is expected is measured on days on which the policy was not chosen", () => {
  // On one day of four the slow bidder has what all other days say that it never has.
  const changed = Array.from({ length: 200 }, (_, at) => timeline(at, at % 4, at % 4 === 3));
  const any = tune(changed, { regretPercent: 25 }).find(({ rule }) => rule === "any rule");
  expect(any?.expected).toMatchObject({ folds: 4 });
  // Of its own days no policy shows this regret from fold to fold.
  expect(any?.expected?.regretPercentSpread).toBeGreaterThan(10);
  const oneDay = tune(
    market.map((one) => ({ ...one, wallMs: 0 })),
    { regretPercent: 0.5 },
  );
  expect(oneDay.map(({ expected }) => expected)).toEqual([null, null, null]);
});
