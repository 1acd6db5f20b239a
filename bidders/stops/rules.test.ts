import { describe, expect, test } from "@jest/globals";
import { flownKmMax, minimumConnectionMinutes, sizeOf } from "./rules.ts";

describe("rules of a connection", () => {
  test.each([
    [0, 0],
    [279, 0],
    [280, 1],
    [1399, 1],
    [1400, 2],
  ])("%d departures a week make size %d", (departures, size) => {
    expect(sizeOf(departures)).toBe(size);
  });

  test.each<[string, boolean, boolean, [number, number, number]]>([
    ["domestic to domestic", false, false, [30, 40, 50]],
    ["domestic to international", false, true, [45, 60, 75]],
    ["international to domestic", true, false, [60, 75, 90]],
    ["international to international", true, true, [45, 60, 70]],
  ])("%s", (_, arrives, leaves, minutes) => {
    expect(([0, 1, 2] as const).map((size) => minimumConnectionMinutes(size, arrives, leaves))).toEqual(minutes);
  });

  test.each([
    [0, 1000],
    [5554, 8497.9],
  ])("between ends %d km apart one flies %d km at most", (km, max) => {
    expect(flownKmMax(km)).toBeCloseTo(max, 6);
  });
});
