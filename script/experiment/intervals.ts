/**
 * Intervals of confidence of what arms are compared by. Pure.
 *
 * INTERVALS-1 An interval contains the true value about as often as its confidence says.
 * INTERVALS-2 Where there are too few values for an interval there is none (null), never a guess.
 *
 * Means: Welch, "The generalization of 'Student's' problem when several different population
 * variances are involved", 1947. Shares: Wilson, "Probable inference", 1927. Differences of shares:
 * Newcombe, "Interval estimation for the difference between independent proportions", 1998, method
 * 10. Quantiles: the order statistics between which they are (Hahn and Meeker, "Statistical
 * Intervals", 1991, 5.2), exact whatever the distribution.
 */
import type { MomentsView } from "../../gateway/experiments/moments.ts";
import { binomialAtLeast, normalQuantile, studentQuantile } from "./distributions.ts";

interface Interval {
  readonly low: number;
  readonly high: number;
}

/** An estimate with its interval; null where there are too few values. */
export interface Estimate {
  readonly value: number;
  readonly interval: Interval | null;
}

interface Share {
  readonly count: number;
  readonly of: number;
}

/** @param confidence 0.95: of twenty intervals nineteen contain what they are of */
export function meanOf(
  { count, mean, variance }: MomentsView,
  confidence: number,
): Estimate | null {
  if (count === 0) return null;
  if (count < 2) return { value: mean, interval: null };
  const t = studentQuantile((1 + confidence) / 2, count - 1);
  return around(mean, t * Math.sqrt(variance / count));
}

/** How much larger the mean of `one` is than that of `other` (Welch). */
export function meanDifference(
  one: MomentsView,
  other: MomentsView,
  confidence: number,
): Estimate | null {
  if (one.count === 0 || other.count === 0) return null;
  const value = one.mean - other.mean;
  if (one.count < 2 || other.count < 2) return { value, interval: null };
  const [a, b] = [one.variance / one.count, other.variance / other.count];
  if (a + b === 0) return around(value, 0);
  const degrees = (a + b) ** 2 / (a ** 2 / (one.count - 1) + b ** 2 / (other.count - 1));
  return around(value, studentQuantile((1 + confidence) / 2, degrees) * Math.sqrt(a + b));
}

function around(value: number, half: number): Estimate {
  return { value, interval: { low: value - half, high: value + half } };
}

/** Wilson. */
export function shareOf({ count, of }: Share, confidence: number): Estimate | null {
  if (of === 0) return null;
  const z = normalQuantile((1 + confidence) / 2);
  const share = count / of;
  const centre = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half =
    (z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))) / (1 + z ** 2 / of);
  const interval = { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
  return { value: share, interval };
}

/** How much larger the share of `one` is than that of `other` (Newcombe). */
export function shareDifference(one: Share, other: Share, confidence: number): Estimate | null {
  const [a, b] = [shareOf(one, confidence), shareOf(other, confidence)];
  if (a?.interval == null || b?.interval == null) return null;
  const value = a.value - b.value;
  return {
    value,
    interval: {
      low: value - Math.hypot(a.value - a.interval.low, b.interval.high - b.value),
      high: value + Math.hypot(a.interval.high - a.value, b.value - b.interval.low),
    },
  };
}

/**
 * The ranks, from 1 to `count`, of the values between which a quantile is; null: there are too few
 * values.
 */
export function quantileRanks(
  count: number,
  quantile: number,
  confidence: number,
): Interval | null {
  const tail = (1 - confidence) / 2;
  // The quantile is below the value of rank r exactly when fewer than r values are below it.
  const above = (rank: number) => binomialAtLeast(rank, count, quantile);
  // The largest rank with P(fewer than rank values are below the quantile) at most the tail.
  const low = lastRank(count, (rank) => 1 - above(rank) <= tail);
  const high = lastRank(count, (rank) => above(rank) > tail) + 1;
  return low < 1 || high > count ? null : { low, high };
}

/** The last rank of which a condition is true that holds up to a rank; 0: of none. */
function lastRank(count: number, holds: (rank: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @param at the value of a rank from 1 to `count` */
export function quantileOf(
  count: number,
  at: (rank: number) => number,
  quantile: number,
  confidence: number,
): Estimate | null {
  if (count === 0) return null;
  const ranks = quantileRanks(count, quantile, confidence);
  const value = at(Math.max(1, Math.ceil(quantile * count)));
  return { value, interval: ranks && { low: at(ranks.low), high: at(ranks.high) } };
}
