import { describe, expect, test } from "@jest/globals";
import { Moments, type MomentsView } from "../../gateway/experiments/moments.ts";
import {
  binomialAtLeast,
  incompleteBeta,
  normalQuantile,
  studentQuantile,
} from "./distributions.ts";
import {
  meanDifference,
  meanOf,
  quantileOf,
  quantileRanks,
  shareDifference,
  shareOf,
} from "./intervals.ts";

const momentsOf = (values: readonly number[]): MomentsView => {
  const moments = new Moments();
  for (const value of values) moments.add(value);
  return moments.view();
};

describe("distributions are those of the tables (DISTRIBUTIONS-1)", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2; R, qt().
  test.each([
    [0.975, 1, 12.7062],
    [0.975, 2, 4.3027],
    [0.975, 10, 2.2281],
    [0.95, 30, 1.6973],
    [0.995, 5, 4.0321],
    [0.975, 1_000_000, 1.96],
  ])("Student's t: %p of %p", (probability, degrees, right) => {
    expect(studentQuantile(probability, degrees)).toBeCloseTo(right, 3);
  });

  test.each([
    [0.975, 1.959964],
    [0.995, 2.575829],
    [0.9, 1.281552],
  ])("the normal distribution: %p", (probability, right) => {
    expect(normalQuantile(probability)).toBeCloseTo(right, 5);
  });

  test("the incomplete beta function, where it is a polynomial", () => {
    // I_x(2, 3) = 6x² − 8x³ + 3x⁴, and I_x(1, b) = 1 − (1 − x)^b.
    expect(incompleteBeta(0.3, 2, 3)).toBeCloseTo(6 * 0.09 - 8 * 0.027 + 3 * 0.0081, 12);
    expect(incompleteBeta(0.2, 1, 7)).toBeCloseTo(1 - 0.8 ** 7, 12);
  });

  test("the binomial distribution, beside its sum", () => {
    // At least 8 of 10 heads: (45 + 10 + 1) / 1024.
    expect(binomialAtLeast(8, 10, 0.5)).toBeCloseTo(56 / 1024, 12);
    expect([binomialAtLeast(0, 10, 0.5), binomialAtLeast(11, 10, 0.5)]).toEqual([1, 0]);
  });
});

describe("intervals are those of their papers (INTERVALS-1)", () => {
  test("a mean: Student's, of ten values", () => {
    // Mean 5.5, s² = 9.1667, t(9) = 2.2622: ± 2.1659.
    const mean = meanOf(momentsOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 0.95);
    expect(mean?.value).toBeCloseTo(5.5, 10);
    expect(mean?.interval?.low).toBeCloseTo(3.3341, 3);
    expect(mean?.interval?.high).toBeCloseTo(7.6659, 3);
  });

  test("a difference of means: Welch's", () => {
    // R, t.test(extra ~ group, data = sleep), the data of Student's paper of 1908.
    const a = momentsOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
    const b = momentsOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    const difference = meanDifference(a, b, 0.95);
    expect(difference?.value).toBeCloseTo(-1.58, 10);
    expect(difference?.interval?.low).toBeCloseTo(-3.3654832, 6);
    expect(difference?.interval?.high).toBeCloseTo(0.2054832, 6);
  });

  test.each([
    // Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("a share: Wilson's of %p of %p", (count, of, low, high) => {
    const { interval } = shareOf({ count, of }, 0.95) ?? {};
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  test.each([
    // Newcombe, "Interval estimation for the difference …", 1998, table II, method 10.
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 10, 0.6075, 1],
  ])("a difference of shares: Newcombe's of %p/%p and %p/%p", (a, of, b, ofB, low, high) => {
    const { interval } = shareDifference({ count: a, of }, { count: b, of: ofB }, 0.95) ?? {};
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  test.each([
    // Of the median: Conover, "Practical Nonparametric Statistics", table of the sign test.
    [10, 0.5, 0.95, { low: 2, high: 9 }],
    [20, 0.5, 0.95, { low: 6, high: 15 }],
    [100, 0.5, 0.95, { low: 40, high: 61 }],
    [100, 0.99, 0.95, null],
  ])("a quantile: ranks of %p values", (count, quantile, confidence, ranks) => {
    expect(quantileRanks(count, quantile, confidence)).toEqual(ranks);
  });

  test("the ranks hold the quantile as often as the confidence says, by the binomial sum", () => {
    const wrong: unknown[] = [];
    for (const count of [30, 100, 381, 2_000])
      for (const quantile of [0.5, 0.95, 0.99]) {
        const ranks = quantileRanks(count, quantile, 0.95);
        if (ranks === null) continue;
        const holds =
          binomialAtLeast(ranks.low, count, quantile) -
          binomialAtLeast(ranks.high, count, quantile);
        if (holds < 0.95 || holds > 0.999) wrong.push({ count, quantile, ranks, holds });
      }
    expect(wrong).toEqual([]);
  });
});

test("with too few values there is none (INTERVALS-2)", () => {
  const none = momentsOf([]);
  const one = momentsOf([7]);
  expect({
    noMean: meanOf(none, 0.95),
    oneMean: meanOf(one, 0.95),
    difference: meanDifference(one, momentsOf([1, 2]), 0.95),
    share: shareOf({ count: 0, of: 0 }, 0.95),
    shares: shareDifference({ count: 0, of: 0 }, { count: 1, of: 2 }, 0.95),
    quantile: quantileOf(3, (rank) => rank * 10, 0.5, 0.95),
    noQuantile: quantileOf(0, () => 0, 0.5, 0.95),
  }).toEqual({
    ...{ noMean: null, oneMean: { value: 7, interval: null } },
    difference: { value: 5.5, interval: null },
    ...{ share: null, shares: null, quantile: { value: 20, interval: null }, noQuantile: null },
  });
});
