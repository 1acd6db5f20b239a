import { describe, expect, test } from "@jest/globals";
import { patienceMs, remainingDeadlineMs } from "./waiting.ts";

const bounds = { deadlineMsMin: 50, deadlineMsMax: 10_000 };

test.each([
  ["a quarter of the deadline", 800, undefined, 200],
  ["or of what the caller waits, if that is less", 800, 400, 100],
  ["a deadline that is none is checked later", Number.NaN, undefined, 12.5],
  ["an endless one waits no longer than the longest", Number.MAX_VALUE, undefined, 2_500],
  ["a negative one no less than the shortest", -5, undefined, 12.5],
])("a search waits for its place: %s", (_what, deadlineMs, waitsMs, patience) => {
  expect(patienceMs(deadlineMs, bounds, waitsMs)).toBe(patience);
});

describe("A1: the deadline that is left", () => {
  test.each([
    ["its own", 800, 0, undefined, 800],
    ["its own, counted from its arrival, as long as a quarter is left", 800, 600, undefined, 800],
    ["its caller's, where that is less", 800, 100, 500, 500],
    ["its own, where the caller waits longer", 800, 100, 1_800, 800],
  ])("%s", (_what, deadlineMs, waited, waitsMs, left) => {
    expect(remainingDeadlineMs(deadlineMs, waited, waitsMs)).toBe(left);
  });

  test.each([
    ["its own time went in waiting", 800, 601, undefined, "overloaded"],
    ["its caller has given up", 800, 15_000, 1_800, "expired"],
    ["its caller will have before a bidder can answer", 800, 380, 400, "expired"],
  ])("%s: it is not run", (_what, deadlineMs, waited, waitsMs, code) => {
    expect(() => remainingDeadlineMs(deadlineMs, waited, waitsMs)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
