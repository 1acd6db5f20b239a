/**
 * The time since a search was accepted, in bins that grow by the same factor: four to a doubling.
 * Halves of bins are the steps in which a rule looks ahead. Latencies are skewed and spread over
 * decades, so that equal bins would be too wide where most answers come, and too many where few do.
 */

export const BINS = 64;
const BINS_A_DOUBLING = 4;
/** The end of the first bin. */
const FIRST_MS = 2;

/** The last bin has no end: it begins at 93 s, after every deadline that a search may have. */
export const BIN_STARTS_MS: ArrayLike<number> & Iterable<number> = Float64Array.from(
  { length: BINS },
  (_, bin) => (bin === 0 ? 0 : FIRST_MS * 2 ** ((bin - 1) / BINS_A_DOUBLING)),
);

export function binStartMs(bin: number): number {
  return BIN_STARTS_MS[bin] ?? Number.POSITIVE_INFINITY;
}

export function binOf(ms: number): number {
  if (!(ms >= FIRST_MS)) return 0;
  const bin = 1 + Math.floor(BINS_A_DOUBLING * Math.log2(ms / FIRST_MS));
  if (bin >= BINS - 1) return BINS - 1;
  // The logarithm of a bound may be rounded to either side of it.
  if (ms < binStartMs(bin)) return bin - 1;
  return ms >= binStartMs(bin + 1) ? bin + 1 : bin;
}

/** How much of this bin lies between two times: 0 to 1, by the logarithm of the time. */
export function shareOfBin(bin: number, fromMs: number, toMs: number): number {
  const from = Math.max(fromMs, binStartMs(bin));
  const to = Math.min(toMs, binStartMs(bin + 1));
  if (!(to > from)) return 0;
  const share = bin === 0 ? (to - from) / FIRST_MS : BINS_A_DOUBLING * Math.log2(to / from);
  return Math.min(1, share);
}

/** Two in each bin. */
export const HALVES = 2 * BINS;

const HALF_STARTS = Float64Array.from({ length: HALVES }, (_, half) => {
  const start = binStartMs(half >> 1);
  if (half % 2 === 0) return start;
  return half === 1 ? FIRST_MS / 2 : start * 2 ** (0.5 / BINS_A_DOUBLING);
});

export function halfStartMs(half: number): number {
  return HALF_STARTS[half] ?? Number.POSITIVE_INFINITY;
}

export function halfOf(ms: number): number {
  const first = 2 * binOf(ms);
  return ms < halfStartMs(first + 1) ? first : first + 1;
}

/** How much of this half lies between two times within it. */
export function shareOfHalf(half: number, fromMs: number, toMs: number): number {
  const start = halfStartMs(half);
  const end = halfStartMs(half + 1);
  if (fromMs <= start && toMs >= end) return 1;
  return Math.min(1, 2 * shareOfBin(half >> 1, fromMs, toMs));
}
