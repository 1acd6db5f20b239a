import { expect, test } from "@jest/globals";
import { latencyAuctions } from "../../../test/fixtures/auction/latency-market.ts";
import { modelTimeline } from "../../../test/fixtures/replay/model-timeline.ts";
import type { AuctionTimeline } from "../auction-timeline.ts";
import type { Mark } from "../mark.ts";
import { learnedJudge } from "../policy-judge.ts";
import type { ReplayPolicy } from "../replay-policy.ts";
import { type Budget, isWithin, type Score, scoreOf } from "./policy-score.ts";
import { policySpace } from "./policy-space.ts";
import { type Tuned, tune } from "./tune.ts";

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
    notWorthAtMs: null,
    longer: null,
    lateWanted: false,
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

const tuneRule = (rule: Tuned["rule"], timelines: readonly AuctionTimeline[], budget: Budget) =>
  tune(timelines, budget, [rule])[0] as Tuned;

const market = Array.from({ length: 200 }, (_, at) => timeline(at, at % 4));

test("TUNE-2: the policy that is proposed keeps to the budget, and takes no longer than a fixed timeout", () => {
  const budget = { regretPercent: 0.5 };
  const tuned = new Map(tune(market, budget).map((one) => [one.rule, one]));
  const byTime = market.toSorted((a, b) => a.wallMs - b.wallMs);
  for (const { policy, score } of tuned.values()) {
    if (policy === null || score === null) continue;
    expect(scoreOf(policy, byTime, { warmUp: 50 })).toEqual(score);
    expect({ isWithin: isWithin(score, budget) }).toEqual({ isWithin: true });
  }
  const [any, fixed] = [tuned.get("any rule")?.score, tuned.get("fixed timeout")?.score];
  // It waits for the one that has the best offer: half the time of a timeout that does not know it.
  expect(any?.meanMs).toBeLessThan(230);
  expect(fixed?.meanMs).toBeGreaterThan(230);
});

test("TUNE-2: one that is slightly beyond the budget is not proposed, however good it is", () => {
  // The first pass keeps what is beyond the budget by a half: each of these is among it.
  const few = market.slice(0, 60);
  const { "fixed timeout": fixed } = policySpace(few);
  const budgets = [fixed[1], fixed[5]].flatMap((policy) => {
    const { regretPercent, p95Ms } = scoreOf(policy as ReplayPolicy, few);
    return [{ regretPercent: regretPercent / 1.2 }, { p95Ms: p95Ms / 1.2 }];
  });
  const tuned = budgets.map((budget) => tuneRule("fixed timeout", few, budget));
  const beyond = tuned.filter(
    ({ score }, i) => score !== null && !isWithin(score, budgets[i] as Budget),
  );
  expect({ found: tuned.filter(({ score }) => score !== null).length > 1, beyond }).toEqual({
    ...{ found: true, beyond: [] },
  });
});

test("TUNE-2: nor one of whose auctions too little is known", () => {
  // Of every tenth auction nothing is known of what bidders would have had.
  const unheard = market.map((one, at) => ({ ...one, isWhole: at % 10 > 0 }));
  const policyOn = (timelines: readonly AuctionTimeline[]) =>
    tuneRule("fixed timeout", timelines, { regretPercent: 5 }).policy;
  expect({ policy: policyOn(unheard), whole: policyOn(market) }).toEqual({
    ...{ policy: null, whole: expect.objectContaining({ name: "tuned" }) },
  });
  // An auction in which nobody had an offer has no regret that could be known.
  const none = market.map((one, at) => (at % 10 > 0 ? one : { ...one, best: null }));
  expect(policyOn(none)).not.toBeNull();
});

test("the time of one that is not known to its end is that of its deadline", () => {
  const policy = { name: "patient", deadlineMs: 5_000, settle: false };
  const cut = market.map((one, at) => (at % 20 > 0 ? one : { ...one, knownUntilMs: 10 }));
  const { unknown, p95Ms, meanMs } = scoreOf(policy, cut);
  const known = cut.filter(({ knownUntilMs }) => knownUntilMs > 10);
  const meanKnownMs = scoreOf(policy, known).meanMs;
  expect({ unknown, meanMs }).toEqual({
    ...{ unknown: 10, meanMs: expect.closeTo((190 * meanKnownMs + 10 * 5_000) / 200, 6) },
  });
  expect(p95Ms).toBeGreaterThan(1_000);
});

test("TUNE-2: there is none where none keeps to the budget", () => {
  const tuned = tune(market, { p95Ms: 1 });
  expect(tuned.map(({ policy }) => policy)).toEqual([null, null, null, null]);
});

test("TUNE-1: what is expected is measured on days of which nothing was known when it was chosen", () => {
  // On one day of four the slow bidder has what all other days say that it never has.
  const changed = Array.from({ length: 80 }, (_, at) => timeline(at, at % 4, at % 4 === 3));
  const budget = { regretPercent: 25 };
  const days = [0, 1, 2, 3].map((day) => changed.filter(({ wallMs }) => wallMs === day * DAY_MS));
  const { expected, policy } = tuneRule("fixed timeout", changed, budget);
  const right = days.flatMap((its, day) => {
    const others = days.filter((_, other) => other !== day).flat();
    const chosen = tuneRule("fixed timeout", others, budget).policy;
    return chosen === null ? [] : [scoreOf(chosen, its)];
  });
  const seen = days.map((its) => scoreOf(policy as ReplayPolicy, its));
  const meanOf = (scores: readonly Score[], of: "meanMs" | "regretPercent") =>
    scores.reduce((sum, score) => sum + score[of], 0) / scores.length;
  /** The standard deviation of a sample, by all pairs and without the mean. */
  const spreadOf = (scores: readonly Score[], of: "meanMs" | "regretPercent") => {
    const squares = scores.flatMap((a) => scores.map((b) => (a[of] - b[of]) ** 2));
    const sum = squares.reduce((total, square) => total + square, 0);
    return Math.sqrt(sum / (2 * scores.length * (scores.length - 1)));
  };
  expect(expected).toMatchObject({
    folds: right.length,
    meanMs: expect.closeTo(meanOf(right, "meanMs"), 6),
    regretPercent: expect.closeTo(meanOf(right, "regretPercent"), 6),
    meanMsSpread: expect.closeTo(spreadOf(right, "meanMs"), 6),
    regretPercentSpread: expect.closeTo(spreadOf(right, "regretPercent"), 6),
  });
  expect(expected?.meanMsSpread).toBeGreaterThan(1);
  expect(expected?.regretPercentSpread).toBeGreaterThan(1);
  // The days differ so much that one who has seen them all chooses another policy.
  expect(Math.abs(meanOf(seen, "meanMs") - meanOf(right, "meanMs"))).toBeGreaterThan(1);
});

test("TUNE-1: with one day nothing is expected", () => {
  const oneDay = tune(
    market.map((one) => ({ ...one, wallMs: 0 })),
    { regretPercent: 0.5 },
  );
  expect(oneDay.map(({ expected }) => expected)).toEqual([null, null, null, null]);
});

test("TUNE-3: what learns is compared on the same auctions, and has learned from the other days where it is held out", () => {
  const learned = latencyAuctions(400, 5).map((auction, at) => ({
    ...modelTimeline(auction, at, 3_000),
    wallMs: (at % 2) * DAY_MS + at,
  }));
  const budget = { regretPercent: 1.5 };
  const all = tune(learned, budget, ["fixed timeout", "value"]);
  expect(all.map(({ score }) => score?.auctions)).toEqual([300, 300]);
  const [fixed, value] = all.map(({ score }) => score?.meanMs);
  expect(value).toBeLessThan(fixed as number);
  const days = [0, 1].map((day) => learned.filter(({ wallMs }) => wallMs < DAY_MS === (day === 0)));
  const means = days.map((heldOut, day) => {
    const others = days[1 - day] as AuctionTimeline[];
    const chosen = tuneRule("value", others, budget).policy as ReplayPolicy;
    return scoreOf(chosen, heldOut, { judge: learnedJudge(chosen, others) }).meanMs;
  });
  expect(all[1]?.expected).toMatchObject({
    ...{ folds: 2, meanMs: expect.closeTo(((means[0] as number) + (means[1] as number)) / 2, 6) },
  });
});

test("SCORE-1: a search that is shown nothing has lost all", () => {
  const early: ReplayPolicy = { name: "early", deadlineMs: 40, settle: false };
  const { regretPercent, regretUnknown } = scoreOf(early, market);
  expect({ regretPercent, regretUnknown }).toEqual({ regretPercent: 100, regretUnknown: 0 });
});
