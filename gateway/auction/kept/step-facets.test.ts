import { describe, expect, test } from "@jest/globals";
import { roundMinutes, roundPrice, stepFacet } from "./step-facets.ts";

const prices = (amounts: readonly number[]) =>
  stepFacet(Float64Array.from(amounts), Float64Array.from(amounts), roundPrice);

describe("FACET-1: limits of a facet of amounts", () => {
  test("round values at a quarter, a half and three quarters of the list, with what they leave", () => {
    expect(prices([40_100, 51_234, 51_900, 90_000])).toEqual([
      { value: 41_000, itineraries: 1, lowest: 40_100 },
      { value: 52_000, itineraries: 3, lowest: 40_100 },
    ]);
  });

  test("the lowest price is that of what the limit leaves, in whatever order", () => {
    const minutes = Float64Array.of(700, 455, 500);
    expect(stepFacet(minutes, Float64Array.of(300, 900, 800), roundMinutes)).toEqual([
      { value: 480, itineraries: 1, lowest: 900 },
      { value: 510, itineraries: 2, lowest: 800 },
    ]);
  });

  test.each([[[]], [[500]], [[500, 500, 500]]])("%j: there is nothing to limit", (amounts) => {
    expect(prices(amounts)).toEqual([]);
  });
});

test.each([
  [51_234, 52_000],
  [52_000, 52_000],
  [99_001, 100_000],
  [7, 7],
  [123, 130],
  [0, 0],
])("the price %i is rounded up to %i", (amount, rounded) => {
  expect(roundPrice(amount)).toBe(rounded);
});
