/**
 * When waiting is no longer worth its price. What is in stays in, so this is optimal stopping with
 * recall, as in Weitzman (1979), "Optimal search for the best alternative"; but the boxes are open
 * already, all at once, and each shows its content after a time that is not known. While k bidders
 * are out the optimal rule needs a program over 2^k states. The rule here looks at each later time
 * up to the deadline, and asks whether to wait until then is expected to bring more than it costs:
 * the rule that looks ahead once (Chow and Robbins 1961; McCall 1970 for a price of each offer),
 * with every length of the step instead of one, because the hazard of a latency rises first and a
 * short step alone would stop before it does. It is asked again after each message.
 *
 * VALUE-1 It stops when for every later time the expected gain is at most the price of the expected
 *    wait; so the gain that it names is never above its price.
 * VALUE-2 The higher the price of a second, the earlier it stops, everything else being equal.
 *
 * The gain of several bidders is that of the best of them. Each is taken as one chance to save one
 * amount, independent of the others.
 */
import { sortFew } from "../../../common/offers/sort-few.ts";
import type { Prospects } from "./bidder-record.ts";
import { halfOf, halfStartMs, shareOfHalf } from "./time-bins.ts";

/** A bidder that has not finished. */
export interface BidderOut {
  readonly prospects: Prospects;
  /** What it has promised leaves it this share of the best cost to save at most: 0 to 1. */
  readonly shareMax: number;
}

/** Times are milliseconds since the acceptance of the search; money is in minor units. */
export interface Situation {
  readonly out: readonly BidderOut[];
  readonly bestCost: number;
  readonly nowMs: number;
  /** The auction ends then, whatever is expected. */
  readonly untilMs: number;
  readonly pricePerMs: number;
}

/** What waiting is expected to bring and to take. */
export interface Step {
  /** How much cheaper the best offer is expected to be, in minor units. */
  readonly gain: number;
  /** In 95 of 100 cases the true expectation is between these. */
  readonly low: number;
  readonly high: number;
  /** How long the wait is expected to be: it ends early where all finish. */
  readonly waitMs: number;
}

/** Where waiting is not worth it, and what it would bring there. */
export interface Judgement {
  readonly atMs: number;
  readonly step: Step;
}

/** A6: with more bidders out an auction waits: to weigh them all would take milliseconds. */
export const OUT_MAX = 32;

/** Of a normal distribution 95 % are within so many standard deviations. */
const DEVIATIONS = 1.96;

const NOTHING: Step = { gain: 0, low: 0, high: 0, waitMs: 0 };

/** The first time from now on at which waiting is not worth it; null: it is, until the end. */
export function judge(situation: Situation): Judgement | null {
  const { untilMs, pricePerMs } = situation;
  let half = halfOf(situation.nowMs);
  for (let atMs = situation.nowMs; atMs < untilMs; atMs = halfStartMs(++half)) {
    const step = lookAhead({ ...situation, nowMs: atMs });
    if (step.gain <= pricePerMs * step.waitMs) return { atMs, step };
  }
  return null;
}

/**
 * The first step that is worth its price; where none is, the one that brings most for its price.
 */
export function lookAhead({ out, bestCost, nowMs, untilMs, pricePerMs }: Situation): Step {
  const chances = out.map((bidder) => new Chance(bidder));
  let best = NOTHING;
  let waitMs = 0;
  let anyOut = out.length > 0 ? 1 : 0;
  let half = halfOf(nowMs);
  for (let at = nowMs; at < untilMs && anyOut > ANY_OUT_MIN; half++) {
    const next = Math.min(untilMs, halfStartMs(half + 1));
    const share = shareOfHalf(half, at, next);
    let noneOut = 1;
    for (const chance of chances) {
      chance.wait(half, share);
      noneOut *= 1 - chance.survival;
    }
    waitMs += ((next - at) * (anyOut + 1 - noneOut)) / 2;
    anyOut = 1 - noneOut;
    const step = stepOf(chances, bestCost, waitMs);
    if (step.gain > pricePerMs * step.waitMs) return step;
    if (best.waitMs === 0 || step.gain * best.waitMs > best.gain * step.waitMs) best = step;
    at = next;
  }
  return best;
}

/** Nobody is out any more, as far as it can matter. */
const ANY_OUT_MIN = 1e-6;

/** One bidder, from now until some time. */
class Chance {
  readonly #bidder: BidderOut;
  /** The probability that it is still out. */
  survival = 1;
  /** The probability that it has saved something. */
  wins = 0;
  /** The share of the best cost that it is expected to have saved, and the variance of that. */
  gain = 0;
  variance = 0;

  constructor(bidder: BidderOut) {
    this.#bidder = bidder;
  }

  /** It is waited for during this share of a half of a bin. */
  wait(half: number, share: number): void {
    const { prospects, shareMax } = this.#bidder;
    const all = prospects.ends[half] as number;
    const ended = share === 1 ? all : 1 - (1 - all) ** share;
    const part = share === 1 ? this.survival : (this.survival * ended) / all;
    const wins = part * (prospects.wins[half] as number);
    this.wins += wins;
    this.gain += Math.min(part * (prospects.gain[half] as number), wins * shareMax);
    this.variance += part * part * (prospects.variance[half] as number);
    this.survival *= 1 - ended;
  }

  /** What it saves when it saves something. */
  get size(): number {
    return this.wins === 0 ? 0 : this.gain / Math.min(1, this.wins);
  }
}

function stepOf(chances: Chance[], bestCost: number, waitMs: number): Step {
  let gain = 0;
  let variance = 0;
  let noneBetter = 1;
  // In place: their order changes little from one step to the next.
  sortFew(chances, bySize, OUT_MAX);
  for (const one of chances) {
    gain += noneBetter * one.gain;
    variance += noneBetter * noneBetter * one.variance;
    noneBetter *= 1 - Math.min(1, one.wins);
  }
  const deviation = DEVIATIONS * Math.sqrt(variance);
  return {
    gain: bestCost * Math.min(1, gain),
    low: bestCost * Math.max(0, Math.min(1, gain) - deviation),
    high: bestCost * Math.min(1, gain + deviation),
    waitMs,
  };
}

/** What saves most first. */
const bySize = (a: Chance, b: Chance) => b.size - a.size;
