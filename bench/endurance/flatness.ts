/**
 * Whether a series of measurements stays as it is, judged by its second half alone: caches, ledger
 * and compilers are full and warm by then.
 *
 * FLAT-1 What grows steadily by more than a tolerance, and by more than it varies, is not flat,
 *        however slowly.
 * FLAT-2 What goes up and down, or has a few outliers, and does not grow, is flat.
 */

export interface Point {
  /** A time, in any unit. */
  readonly x: number;
  readonly y: number;
}

export interface Flatness {
  /** The median of the second half. */
  readonly level: number;
  /** How much it has grown over the second half, by its slope; negative where it shrinks. */
  readonly growth: number;
  /** How far the middle half of its values lies apart when the growth is taken out. */
  readonly spread: number;
  readonly isFlat: boolean;
}

/** A growth of less than this share of the level is none: no figure here is more exact. */
export const TOLERANCE_SHARE = 0.02;
/** With fewer points in the second half there is no judgement. */
export const POINTS_MIN = 6;

/**
 * `points` in order of time. `tolerance`: a growth that is none, beside TOLERANCE_SHARE of the
 * level, in the unit of y. Undefined where there are too few points.
 */
export function flatness(points: readonly Point[], tolerance = 0): Flatness | undefined {
  const half = points.slice(Math.floor(points.length / 2));
  const [first, last] = [half[0], half.at(-1)];
  if (half.length < POINTS_MIN || first === undefined || last === undefined) return undefined;
  const slope = medianSlope(half);
  const growth = slope * (last.x - first.x);
  const left = sorted(half.map(({ x, y }) => y - slope * (x - first.x)));
  const spread = quantile(left, 0.75) - quantile(left, 0.25);
  const level = quantile(sorted(half.map(({ y }) => y)), 0.5);
  const none = Math.max(TOLERANCE_SHARE * Math.abs(level), tolerance);
  return { level, growth, spread, isFlat: growth <= none || growth <= spread };
}

/** A run of days has very many points, and pairs grow with their square (A6). */
export const SLOPE_POINTS_MAX = 500;

/** At most so many of them, as far apart as each other, with the first and the last one. */
function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= SLOPE_POINTS_MAX) return points;
  const step = (points.length - 1) / (SLOPE_POINTS_MAX - 1);
  return Array.from({ length: SLOPE_POINTS_MAX }, (_, i) => points[Math.round(i * step)] as Point);
}

/**
 * The median of the slopes between all pairs of points: outliers do not change it (Sen 1968,
 * "Estimates of the regression coefficient based on Kendall's tau").
 */
function medianSlope(all: readonly Point[]): number {
  const points = thinned(all);
  const slopes: number[] = [];
  for (const [i, a] of points.entries())
    for (const b of points.slice(i + 1)) if (b.x > a.x) slopes.push((b.y - a.y) / (b.x - a.x));
  return slopes.length === 0 ? 0 : quantile(sorted(slopes), 0.5);
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

/** Between two values the mean of them, by their distances. */
function quantile(values: readonly number[], share: number): number {
  const at = share * (values.length - 1);
  const below = values[Math.floor(at)] ?? Number.NaN;
  const above = values[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}
