/**
 * Searches for the best policy under a budget: all of the space on a part of the auctions, and the
 * best of it on all of them (as successive halving: Jamieson and Talwalkar, "Non-stochastic Best
 * Arm Identification and Hyperparameter Optimization", 2016).
 *
 * TUNE-1 What is expected of a policy is measured on days of which nothing was known when it was
 *    chosen: neither its score nor the policies that it was chosen among.
 * TUNE-2 A policy is proposed only where it keeps to the budget on the auctions that it was chosen
 *    on.
 * TUNE-3 A policy that learns is compared on the auctions on which the others are: those from which
 *    it learned first are in no score of any. On held-out days it has learned from the other days.
 */
import type { AuctionTimeline } from "../auction-timeline.ts";
import { isLearning, learnedJudge, warmUpOf } from "../policy-judge.ts";
import type { ReplayPolicy } from "../replay-policy.ts";
import { type Budget, compareScores, isWithin, type Score, scoreOf } from "./policy-score.ts";
import { policySpace, RULES, type RuleName } from "./policy-space.ts";

export interface Tuned {
  readonly rule: RuleName;
  /** Chosen on all auctions; null: no policy of this rule keeps to the budget. */
  readonly policy: ReplayPolicy | null;
  /** On the auctions that it was chosen on. */
  readonly score: Score | null;
  /** Null where there are fewer than two days. */
  readonly expected: Expected | null;
}

/** On held-out days: the mean of them, and the standard deviation from day group to day group. */
interface Expected {
  readonly folds: number;
  readonly meanMs: number;
  readonly meanMsSpread: number;
  readonly regretPercent: number;
  readonly regretPercentSpread: number;
}

/**
 * The first pass sees so many auctions. The second tries its policies on all, the best first, until
 * so many keep to the budget.
 */
const SAMPLE_MAX = 400;
/** Of auctions from which is learned. */
const LEARNED_SAMPLE_MAX = 2_000;
const FINALISTS = 8;
const TRIED_MAX = 200;
/**
 * A policy that is slightly beyond the budget on the sample may keep to it on all; where none of
 * those does, policies that keep to it with room are tried.
 */
const SAMPLE_SLACKS = [1.5, 1, 0.5];
const FOLDS_MAX = 4;
const DAY_MS = 86_400_000;

/** @param rules of these; by default of all */
export function tune(
  timelines: readonly AuctionTimeline[],
  budget: Budget,
  rules: readonly RuleName[] = RULES,
): readonly Tuned[] {
  const ordered = [...timelines].sort((a, b) => a.wallMs - b.wallMs);
  const warmUp = rules.includes("value") ? warmUpOf(ordered.length) : 0;
  const space = policySpace(ordered);
  const folds = heldOutsOf(foldsOf(ordered));
  return rules.map((rule) => {
    const policies = space[rule];
    const best = bestOf(policies, ordered, budget, warmUp);
    const expected = best === null ? null : expectedOf(rule, folds, budget);
    return { rule, policy: best?.policy ?? null, score: best?.score ?? null, expected };
  });
}

interface Scored {
  readonly policy: ReplayPolicy;
  readonly score: Score;
}

function bestOf(
  policies: readonly ReplayPolicy[],
  timelines: readonly AuctionTimeline[],
  budget: Budget,
  warmUp: number,
): Scored | null {
  const isLearned = policies.some(isLearning);
  const sample = sampleOf(timelines, isLearned ? LEARNED_SAMPLE_MAX : SAMPLE_MAX);
  const sampled = scored(policies, sample, isLearned ? warmUpOf(sample.length) : 0);
  for (const slack of SAMPLE_SLACKS) {
    const within: Scored[] = [];
    const tried = sampled
      .filter(({ score }) => isWithin(score, budget, slack))
      .sort((a, b) => compareScores(a.score, b.score, budget))
      .slice(0, TRIED_MAX);
    for (const { policy } of tried) {
      const score = scoreOf(policy, timelines, { warmUp });
      if (isWithin(score, budget)) within.push({ policy, score });
      if (within.length === FINALISTS) break;
    }
    const [best] = within.sort((a, b) => compareScores(a.score, b.score, budget));
    if (best !== undefined) return best;
  }
  return null;
}

function scored(
  policies: readonly ReplayPolicy[],
  timelines: readonly AuctionTimeline[],
  warmUp: number,
): Scored[] {
  return policies.map((policy) => ({ policy, score: scoreOf(policy, timelines, { warmUp }) }));
}

/** Spread over all of them, so that every day is in it. */
function sampleOf(timelines: readonly AuctionTimeline[], max: number): readonly AuctionTimeline[] {
  const step = Math.max(1, Math.ceil(timelines.length / max));
  return timelines.filter((_, i) => i % step === 0);
}

/** Groups of whole days. */
function foldsOf(timelines: readonly AuctionTimeline[]): readonly (readonly AuctionTimeline[])[] {
  const days = new Map<number, AuctionTimeline[]>();
  for (const timeline of timelines) {
    const day = Math.floor(timeline.wallMs / DAY_MS);
    const its = days.get(day);
    if (its === undefined) days.set(day, [timeline]);
    else its.push(timeline);
  }
  const count = Math.min(FOLDS_MAX, days.size);
  const folds = Array.from({ length: count }, (): AuctionTimeline[] => []);
  const sorted = [...days].sort(([a], [b]) => a - b);
  for (const [i, [, its]] of sorted.entries()) folds[i % count]?.push(...its);
  return folds;
}

interface HeldOut {
  readonly heldOut: readonly AuctionTimeline[];
  readonly others: readonly AuctionTimeline[];
  /** Made of the others alone (TUNE-1). */
  readonly space: ReturnType<typeof policySpace>;
}

/** None where there are fewer than two groups. */
function heldOutsOf(folds: readonly (readonly AuctionTimeline[])[]): readonly HeldOut[] {
  if (folds.length < 2) return [];
  return folds.map((heldOut) => {
    const others = folds
      .filter((fold) => fold !== heldOut)
      .flat()
      .sort((a, b) => a.wallMs - b.wallMs);
    return { heldOut, others, space: policySpace(others) };
  });
}

function expectedOf(rule: RuleName, folds: readonly HeldOut[], budget: Budget): Expected | null {
  const scores = folds.flatMap(({ heldOut, others, space }) => {
    const warmUp = space[rule].some(isLearning) ? warmUpOf(others.length) : 0;
    const best = bestOf(space[rule], others, budget, warmUp);
    return best === null ? [] : [heldOutScore(best.policy, others, heldOut)];
  });
  if (scores.length === 0) return null;
  const [meanMs, meanMsSpread] = meanAndSpread(scores.map((score) => score.meanMs));
  const [regretPercent, regretPercentSpread] = meanAndSpread(
    scores.map((score) => score.regretPercent),
  );
  return { folds: scores.length, meanMs, meanMsSpread, regretPercent, regretPercentSpread };
}

/** TUNE-3: it goes on learning on the days that are held out. */
function heldOutScore(
  policy: ReplayPolicy,
  others: readonly AuctionTimeline[],
  heldOut: readonly AuctionTimeline[],
): Score {
  return scoreOf(policy, heldOut, { judge: learnedJudge(policy, others) });
}

function meanAndSpread(values: readonly number[]): readonly [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, Math.sqrt(squares / Math.max(1, values.length - 1))];
}
