import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { BINS, binOf, binStartMs, HALVES, halfOf, halfStartMs, shareOfHalf } from "./time-bins.ts";

const times = fc.double({ min: 0, max: 1e6, noNaN: true });

describe("the bins of time", () => {
  test("each time is in the bin, and the half, between whose bounds it is", () => {
    fc.assert(
      fc.property(times, (ms) => {
        const [bin, half] = [binOf(ms), halfOf(ms)];
        expect({
          bin: binStartMs(bin) <= ms && ms < binStartMs(bin + 1),
          half: halfStartMs(half) <= ms && ms < halfStartMs(half + 1),
          same: half >> 1 === bin,
        }).toEqual({ bin: true, half: true, same: true });
      }),
    );
  });

  test("the bounds are in their own bins, four to a doubling", () => {
    for (let bin = 0; bin < BINS; bin++) expect(binOf(binStartMs(bin))).toBe(bin);
    for (let half = 0; half < HALVES; half++) expect(halfOf(halfStartMs(half))).toBe(half);
    expect({ of: binStartMs(10), doubled: binStartMs(14) }).toEqual({
      of: binStartMs(10),
      doubled: 2 * binStartMs(10),
    });
  });

  test.each([
    ["no time", Number.NaN, 0],
    ["before the acceptance", -5, 0],
    ["for ever", Number.POSITIVE_INFINITY, BINS - 1],
  ])("%s has a bin too", (_, ms, bin) => {
    expect(binOf(ms)).toBe(bin);
  });

  test("the parts of a half add up to all of it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 100 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (half, at) => {
          const [from, to] = [halfStartMs(half), halfStartMs(half + 1)];
          const middle = from + at * (to - from);
          expect(shareOfHalf(half, from, middle) + shareOfHalf(half, middle, to)).toBeCloseTo(1, 6);
        },
      ),
    );
  });
});
