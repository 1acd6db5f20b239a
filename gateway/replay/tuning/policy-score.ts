/**
 * What one policy takes and costs over many recorded auctions, for a search among policies.
 *
 * SCORE-1 A search that is shown nothing, though a bidder had an offer by the end of the record,
 *    has lost all of its best cost: else the shortest of all deadlines would cost little.
 */
import type { AuctionTimeline } from "../auction-timeline.ts";
import { Distribution } from "../distribution.ts";
import { type PolicyJudge, policyJudge } from "../policy-judge.ts";
import { type ReplayPolicy, termsOf } from "../replay-policy.ts";

export interface Score {
  readonly auctions: number;
  /** Auctions of which the record does not know how they go on. */
  readonly unknown: number;
  /** One that is not known how it goes on has its deadline here: no auction takes longer. */
  readonly meanMs: number;
  readonly p95Ms: number;
  /** Auctions of which regret is known. */
  readonly regretKnown: number;
  /** Auctions with an offer that are known to their end, and of which it is not. */
  readonly regretUnknown: number;
  readonly regretPercent: number;
  /** The standard error of that mean. */
  readonly regretError: number;
  /** The share of auctions that ended as settled before every bidder had finished. */
  readonly settledShare: number;
}

const ALL_PERCENT = 100;

interface ScoreOptions {
  /** The first so many are judged, and are in no figure. */
  readonly warmUp?: number;
  /** That of the policy, where it has learned already. */
  readonly judge?: PolicyJudge;
}

/** @param timelines by their time, where the policy learns */
export function scoreOf(
  policy: ReplayPolicy,
  timelines: readonly AuctionTimeline[],
  { warmUp = 0, judge = policyJudge(policy) }: ScoreOptions = {},
): Score {
  const time = new Distribution();
  const regret = new Distribution();
  let unknown = 0;
  let settled = 0;
  let regretUnknown = 0;
  for (const [i, timeline] of timelines.entries()) {
    const judged = judge(timeline);
    if (i < warmUp) continue;
    if (judged === null) {
      unknown++;
      time.add(termsOf(timeline.policied, policy).deadlineMs);
      continue;
    }
    time.add(judged.endedAtMs);
    if (judged.endedBy === "settled") settled++;
    if (timeline.best === null) continue;
    if (judged.bestCost === null) regret.add(ALL_PERCENT);
    else if (judged.regret === null) regretUnknown++;
    else regret.add((100 * judged.regret) / Math.max(1, timeline.best.cost));
  }
  const auctions = Math.max(0, timelines.length - warmUp);
  const known = auctions - unknown;
  return {
    auctions,
    unknown,
    meanMs: time.mean ?? 0,
    p95Ms: time.quantile(0.95) ?? 0,
    regretKnown: regret.count,
    regretUnknown,
    regretPercent: regret.mean ?? 0,
    regretError: regret.meanError ?? 0,
    settledShare: known === 0 ? 0 : settled / known,
  };
}

/** One of the two: the most that a policy may cost, or may take. */
export type Budget = { readonly regretPercent: number } | { readonly p95Ms: number };

/** A policy of which the record knows less is not judged by the rest. */
const UNKNOWN_SHARE_MAX = 0.05;

/** Whether it keeps to a budget that is so many times as large. */
export function isWithin(score: Score, budget: Budget, slack = 1): boolean {
  const { auctions, unknown, regretKnown, regretUnknown, regretPercent, p95Ms } = score;
  if (regretKnown === 0 || unknown > UNKNOWN_SHARE_MAX * auctions) return false;
  // What is lost is known sooner where little is lost: the rest is not like it.
  if (regretUnknown > UNKNOWN_SHARE_MAX * (regretKnown + regretUnknown)) return false;
  return "p95Ms" in budget
    ? p95Ms <= slack * budget.p95Ms
    : regretPercent <= slack * budget.regretPercent;
}

/** Below zero where the first one is better under this budget. */
export function compareScores(a: Score, b: Score, budget: Budget): number {
  const byRegret = a.regretPercent - b.regretPercent;
  const byTime = a.meanMs - b.meanMs;
  return "p95Ms" in budget ? byRegret || byTime : byTime || byRegret;
}
