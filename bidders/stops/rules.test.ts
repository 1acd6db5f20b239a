import { describe, expect, test } from "@jest/globals";
import { flownKmMax, isDayTrip, travelMinutesMax } from "./rules.ts";

describe("rules of a connection", () => {
  test.each([
    [100, true, 435],
    [5554, true, 7797.9],
    [66, false, 521.1],
    [350, false, 1472.5],
    [1000, false, 2350],
  ])("between ends %d km apart, flown non-stop: %s, one flies %d km at most", (km, nonstop, max) => {
    expect(flownKmMax(km, nonstop)).toBeCloseTo(max, 6);
  });

  test.each([
    [80, 360],
    [455, 1485],
    [undefined, Number.POSITIVE_INFINITY],
  ])("against a non-stop flight of %s minutes a connection takes %d at most", (nonstop, max) => {
    expect(travelMinutesMax(nonstop)).toBe(max);
  });

  test.each([
    [1199, true],
    [1200, false],
  ])("%d km are travelled by day: %s", (km, byDay) => expect(isDayTrip(km)).toBe(byDay));
});
