import { describe, expect, test } from "@jest/globals";
import { roundMinutes, roundPrice, stepFacet } from "./step-facets.ts";

const same = (amounts: readonly number[]) => amounts.map((amount) => ({ amount, price: amount }));

describe("FACET-1: limits of a facet of amounts", () => {
  test("round values at a quarter, a half and three quarters of the list, with what they leave", () => {
    expect(stepFacet(same([40_100, 51_234, 51_900, 90_000]), roundPrice)).toEqual([
      { value: 41_000, itineraries: 1, lowest: 40_100 },
      { value: 52_000, itineraries: 3, lowest: 40_100 },
    ]);
  });

  test("the lowest price is that of what the limit leaves, in whatever order", () => {
    const counted = [
      { amount: 700, price: 300 },
      { amount: 455, price: 900 },
      { amount: 500, price: 800 },
    ];
    expect(stepFacet(counted, roundMinutes)).toEqual([
      { value: 480, itineraries: 1, lowest: 900 },
      { value: 510, itineraries: 2, lowest: 800 },
    ]);
  });

  test.each([[[]], [[500]], [[500, 500, 500]]])("%j: there is nothing to limit", (amounts) => {
    expect(stepFacet(same(amounts), roundPrice)).toEqual([]);
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
