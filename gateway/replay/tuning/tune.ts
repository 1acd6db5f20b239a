/**
 * Searches for the best policy under a budget: all of the space on a part of the auctions, and the
 * best of it on all of them (as successive halving: Jamieson and Talwalkar, "Non-stochastic Best
 * Arm Identification and Hyperparameter Optimization", 2016).
 *
 * TUNE-1 What is expected of a policy is measured on days of which nothing was known when it was
 *    chosen: neither its score nor the policies that it was chosen among.
 * TUNE-2 A policy is proposed only where it keeps to the budget on the auctions that it was chosen
 *    on.
 */
import type { AuctionTimeline } from "../auction-timeline.ts";
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
  const space = policySpace(timelines);
  const folds = heldOutsOf(foldsOf(timelines));
  return rules.map((rule) => {
    const policies = space[rule];
    const best = bestOf(policies, timelines, budget);
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
): Scored | null {
  const sampled = scored(policies, sampleOf(timelines));
  for (const slack of SAMPLE_SLACKS) {
    const within: Scored[] = [];
    const tried = sampled
      .filter(({ score }) => isWithin(score, budget, slack))
      .sort((a, b) => compareScores(a.score, b.score, budget))
      .slice(0, TRIED_MAX);
    for (const { policy } of tried) {
      const score = scoreOf(policy, timelines);
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
): Scored[] {
  return policies.map((policy) => ({ policy, score: scoreOf(policy, timelines) }));
}

/** Spread over all of them, so that every day is in it. */
function sampleOf(timelines: readonly AuctionTimeline[]): readonly AuctionTimeline[] {
  const step = Math.max(1, Math.ceil(timelines.length / SAMPLE_MAX));
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
    const others = folds.filter((fold) => fold !== heldOut).flat();
    return { heldOut, others, space: policySpace(others) };
  });
}

function expectedOf(rule: RuleName, folds: readonly HeldOut[], budget: Budget): Expected | null {
  const scores = folds.flatMap(({ heldOut, others, space }) => {
    const best = bestOf(space[rule], others, budget);
    return best === null ? [] : [scoreOf(best.policy, heldOut)];
  });
  if (scores.length === 0) return null;
  const [meanMs, meanMsSpread] = meanAndSpread(scores.map((score) => score.meanMs));
  const [regretPercent, regretPercentSpread] = meanAndSpread(
    scores.map((score) => score.regretPercent),
  );
  return { folds: scores.length, meanMs, meanMsSpread, regretPercent, regretPercentSpread };
}

function meanAndSpread(values: readonly number[]): readonly [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, Math.sqrt(squares / Math.max(1, values.length - 1))];
}
