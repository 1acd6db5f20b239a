/**
 * A confidence interval for the median of differences that needs no assumption of how they are
 * distributed: between two of the sorted values, by the binomial distribution of how many are below
 * the median (W. R. Thompson, "On confidence ranges for the median and other expectation
 * distributions for populations of unknown distribution form", Annals of Mathematical Statistics 7,
 * 1936; it is the inverse of the sign test of Dixon and Mood, 1946).
 */
export interface MedianInterval {
  readonly low: number;
  readonly high: number;
  /** The probability that it has the median of all: as asked for, or somewhat more. */
  readonly coverage: number;
}

/** Of more values the first term of the distribution is too small for a number. */
export const VALUES_MAX = 1_000;

/**
 * Null where there are too few values for such a coverage.
 *
 * @throws RangeError above VALUES_MAX values
 */
export function medianInterval(
  values: readonly number[],
  coverageMin: number,
): MedianInterval | null {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  if (count > VALUES_MAX) throw new RangeError(`${count} values, of at most ${VALUES_MAX}`);
  // Of all samples this share has at most `at` values below the median.
  let below = 0.5 ** count;
  let share = below;
  let found: { readonly at: number; readonly coverage: number } | null = null;
  for (let at = 0; at < count / 2 && 1 - 2 * below >= coverageMin; at++) {
    found = { at, coverage: 1 - 2 * below };
    share *= (count - at) / (at + 1);
    below += share;
  }
  if (found === null) return null;
  return {
    low: sorted[found.at] as number,
    high: sorted[count - 1 - found.at] as number,
    coverage: found.coverage,
  };
}
