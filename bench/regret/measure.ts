/**
 * Mean latency against mean regret, by the rule that stops an auction. Each rule is chosen on half
 * of the days, for the mean latency of a fixed timeout, and measured on the other half. A rule that
 * learns is measured there with what it had learned on the first half, and learns on.
 */
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import {
  AS_RECORDED,
  type AuctionTimeline,
  learnedJudge,
  policySpace,
  type RecordedAuction,
  type ReplayPolicy,
  replayAuction,
  type Score,
  scoreOf,
  timelineOf,
  warmUpOf,
} from "./access.ts";
import { MARKET, MARKET_DEFAULTS, RecordedMarket } from "./market-model.ts";

export const PLACES = { elapsed, kilometres: kilometresBetween };

export interface RegretOptions {
  readonly auctions: number;
  readonly seed: number;
  /** Whether bidders send floors: without them no auction is settled. */
  readonly floors: boolean;
}

export const REGRET_DEFAULTS: RegretOptions = { auctions: 6_000, seed: 1, floors: true };

/** The means of these fixed timeouts are the latencies at which rules are compared. */
const FIXED_DEADLINES_MS = [250, 350, 450, 600, 800];
/** Auctions that are replayed twice, to see whether a settled result is that of a complete one. */
const PROVEN_MAX = 500;
const DAY_MS = 86_400_000;

interface ComparedRules {
  readonly fixed: Measured;
  readonly waitFactor: Measured | null;
  readonly tuned: Measured | null;
  readonly value: Measured | null;
}

export interface Measured {
  readonly policy: ReplayPolicy;
  readonly score: Score;
  /** Of a fixed timeout whose mean is the same on the same days. */
  readonly fixedRegretPercent: number;
}

export interface MeasuredRegret {
  readonly rows: readonly ComparedRules[];
  readonly settled: SettledShare;
}

interface SettledShare {
  /** Of all auctions, under the policy of the record. */
  readonly share: number;
  /** Milliseconds of the mean that it saves. */
  readonly msSaved: number;
  readonly compared: number;
  /** How many of those have the result of a complete auction. */
  readonly equal: number;
}

/** @throws Error when the signal fires */
export async function measureRegret(
  { auctions, seed, floors }: RegretOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<MeasuredRegret> {
  const market = new RecordedMarket(seed, { ...MARKET_DEFAULTS, floors });
  const chosenOn: AuctionTimeline[] = [];
  const measuredOn: AuctionTimeline[] = [];
  const proven: RecordedAuction[] = [];
  for (let i = 0; i < auctions; i++) {
    signal.throwIfAborted();
    const recorded = market.next();
    const day = Math.floor(recorded.wallMs / DAY_MS);
    (day % 2 === 0 ? chosenOn : measuredOn).push(timelineOf(recorded, PLACES, { learning: true }));
    if (i < PROVEN_MAX) proven.push(recorded);
  }
  for (const all of [chosenOn, measuredOn]) all.sort((a, b) => a.wallMs - b.wallMs);
  const rules = policySpace(chosenOn);
  report(`${Object.values(rules).flat().length} policies on ${chosenOn.length} auctions`);
  const best = (policies: readonly ReplayPolicy[], warmUp = 0) => {
    const all = scored(policies, chosenOn, signal, warmUp);
    return (meanMs: number) => bestBelow(all, meanMs, chosenOn, measuredOn);
  };
  const waits = best(rules["wait factor"]);
  const any = best(rules["any rule"]);
  const value = best(rules.value, warmUpOf(chosenOn.length));
  const rows = FIXED_DEADLINES_MS.map((deadlineMs): ComparedRules => {
    const policy: ReplayPolicy = { name: `${deadlineMs} ms`, deadlineMs, settle: false };
    const { meanMs } = scoreOf(policy, chosenOn);
    const score = scoreOf(policy, measuredOn);
    const fixed = { policy, score, fixedRegretPercent: score.regretPercent };
    return {
      fixed,
      ...{ waitFactor: waits(meanMs), tuned: any(meanMs), value: value(meanMs) },
    };
  });
  return { rows, settled: await settledShare(proven, [...chosenOn, ...measuredOn]) };
}

type Scored = Pick<Measured, "policy" | "score">;

function scored(
  policies: readonly ReplayPolicy[],
  timelines: readonly AuctionTimeline[],
  signal: AbortSignal,
  warmUp: number,
): Scored[] {
  return policies.map((policy) => {
    signal.throwIfAborted();
    return { policy, score: scoreOf(policy, timelines, { warmUp }) };
  });
}

/** The least regret that takes no longer, measured on other days. */
function bestBelow(
  all: readonly Scored[],
  meanMs: number,
  chosenOn: readonly AuctionTimeline[],
  measuredOn: readonly AuctionTimeline[],
): Measured | null {
  const [best] = all
    .filter(({ score }) => score.meanMs <= meanMs)
    .sort((a, b) => a.score.regretPercent - b.score.regretPercent);
  if (best === undefined) return null;
  const { policy } = best;
  const score = scoreOf(policy, measuredOn, { judge: learnedJudge(policy, chosenOn) });
  return { policy, score, fixedRegretPercent: fixedRegretAt(score.meanMs, measuredOn) };
}

const STEPS = 16;

/** By bisection of the timeout: the longer it is, the longer the mean. */
function fixedRegretAt(meanMs: number, timelines: readonly AuctionTimeline[]): number {
  let [low, high]: [number, number] = [1, MARKET.deadlineMs];
  for (let step = 0; step < STEPS; step++) {
    const deadlineMs = (low + high) / 2;
    const score = scoreOf({ name: "fixed", deadlineMs, settle: false }, timelines);
    if (score.meanMs < meanMs) low = deadlineMs;
    else high = deadlineMs;
  }
  return scoreOf({ name: "fixed", deadlineMs: high, settle: false }, timelines).regretPercent;
}

async function settledShare(
  proven: readonly RecordedAuction[],
  timelines: readonly AuctionTimeline[],
): Promise<SettledShare> {
  const patient: ReplayPolicy = { name: "complete", settle: false };
  let compared = 0;
  let equal = 0;
  for (const recorded of proven) {
    const { result } = await replayAuction(recorded, AS_RECORDED, PLACES);
    if (result.endedBy !== "settled") continue;
    const complete = await replayAuction(recorded, patient, PLACES);
    compared++;
    if (JSON.stringify(result.itineraries) === JSON.stringify(complete.result.itineraries)) equal++;
  }
  const settling = scoreOf(AS_RECORDED, timelines);
  const msSaved = scoreOf(patient, timelines).meanMs - settling.meanMs;
  return { share: settling.settledShare, msSaved, compared, equal };
}
