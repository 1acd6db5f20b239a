import { expect, test } from "@jest/globals";
import { medianInterval } from "./median-interval.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

test.each([
  // As tables of the sign test have them.
  { count: 6, low: 1, high: 6, percent: 96.88 },
  { count: 10, low: 2, high: 9, percent: 97.85 },
  { count: 20, low: 6, high: 15, percent: 95.86 },
  { count: 40, low: 14, high: 27, percent: 96.15 },
  { count: 100, low: 40, high: 61, percent: 96.48 },
  { count: 1_000, low: 469, high: 532, percent: 95.37 },
])("of $count values the interval is from the value $low to the value $high", ({
  count,
  low,
  high,
  percent,
}) => {
  const found = medianInterval(upTo(count).reverse(), 0.95);
  expect({ low: found?.low, high: found?.high }).toEqual({ low, high });
  expect(100 * (found?.coverage ?? 0)).toBeCloseTo(percent, 1);
});

test.each([0, 1, 5])("of %i values there is none of 95 %%", (count) => {
  expect(medianInterval(upTo(count), 0.95)).toBeNull();
});

test("of more than 1,000 values none is computed", () => {
  expect(() => medianInterval(upTo(1_001), 0.95)).toThrow(RangeError);
});
