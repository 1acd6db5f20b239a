import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { flatness, POINTS_MIN, SLOPE_POINTS_MAX, TOLERANCE_SHARE } from "./flatness.ts";

const COUNT = 120;
const series = (valueAt: (i: number) => number) =>
  Array.from({ length: COUNT }, (_, x) => ({ x, y: valueAt(x) }));
/** Between -1 and 1, without a pattern that a slope could follow. */
const noise = (i: number) => Math.sin(i * 12.9898) * Math.cos(i * 78.233);

describe("flat is what does not grow in its second half (FLAT-1, FLAT-2)", () => {
  test.each<[string, (i: number) => number, boolean]>([
    ["a constant", () => 100, true],
    ["zero", () => 0, true],
    ["noise", (i) => 100 + 20 * noise(i), true],
    ["a sawtooth, as of a heap that is collected", (i) => 100 + (i % 7) * 5, true],
    ["growth in the first half alone", (i) => Math.min(i, COUNT / 2) + 100, true],
    ["what becomes less", (i) => 300 - i, true],
    ["a few outliers late", (i) => (i > 110 && i % 3 === 0 ? 900 : 100), true],
    ["a growth within its noise", (i) => 100 + i * 0.06 + 20 * noise(i), true],
    ["a growth within the tolerance", (i) => 100 + i * 0.01, true],
    ["steady growth", (i) => 100 + i, false],
    ["steady slow growth", (i) => 100 + i * 0.05, false],
    ["growth under noise", (i) => 100 + i + 10 * noise(i), false],
    ["growth under a sawtooth", (i) => 100 + i + (i % 7) * 2, false],
    ["growth in steps", (i) => 100 + Math.floor(i / 10) * 10, false],
    ["growth in the second half alone", (i) => 100 + Math.max(0, i - COUNT / 2), false],
  ])("%s", (_, valueAt, isFlat) => {
    expect(flatness(series(valueAt))).toMatchObject({ isFlat });
  });

  test("a tolerance in the unit of the series: three descriptors more are none", () => {
    const points = series((i) => 40 + i * 0.04);
    expect(flatness(points)).toMatchObject({ isFlat: false });
    expect(flatness(points, 3)).toMatchObject({ isFlat: true });
  });

  test("the growth is that over the second half, and the level its median", () => {
    expect(flatness(series((i) => 10 * i))).toEqual({
      level: expect.closeTo(895, 6),
      growth: expect.closeTo(590, 6),
      spread: expect.closeTo(0, 6),
      isFlat: false,
    });
  });

  test("of very many points the pairs are bounded, and a growth is found as of few (A6, FLAT-1)", () => {
    let reads = 0;
    const count = 8 * SLOPE_POINTS_MAX;
    const points = Array.from({ length: count }, (_, x) => ({
      x,
      get y() {
        reads++;
        return 100 + x * 0.1 + 10 * noise(x);
      },
    }));
    const growth = (0.1 * count) / 2;
    expect(flatness(points)).toMatchObject({ isFlat: false, growth: expect.closeTo(growth, -1) });
    // Both points of each pair, and each point a few times beside that.
    expect(reads).toBeLessThanOrEqual(SLOPE_POINTS_MAX ** 2 + 4 * count);
  });

  test("too few points have no judgement", () => {
    const points = series(() => 1);
    expect(flatness(points.slice(0, 2 * POINTS_MIN))).toMatchObject({ isFlat: true });
    expect(flatness(points.slice(0, 2 * POINTS_MIN - 2))).toBeUndefined();
  });

  test("every steady growth above tolerance and noise is found, and none below both (FLAT-1)", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (base, share, noisy) => {
          // Over the second half it grows by so many times the tolerance.
          const slope = (share * TOLERANCE_SHARE * base) / (COUNT / 2 - 1);
          const points = series((i) => base + slope * (i - 90) + noisy * slope * noise(i));
          const { isFlat } = flatness(points) ?? {};
          if (share > 1.2) expect({ share, isFlat }).toEqual({ share, isFlat: false });
          if (share < 0.8) expect({ share, isFlat }).toEqual({ share, isFlat: true });
        },
      ),
    );
  });
});
