import { describe, expect, test } from "@jest/globals";
import { placeTimeoutMs, remainingDeadlineMs } from "./waiting.ts";

const bounds = { deadlineMsMin: 50, deadlineMsMax: 10_000 };

test.each([
  ["a quarter of the deadline", 800, undefined, 200],
  ["or of the caller's timeout, if that is shorter", 800, 400, 100],
  [
    "for a deadline that is not a number, as for the shortest; it is refused later",
    Number.NaN,
    undefined,
    12.5,
  ],
  ["for a deadline that is too long, as for the longest", Number.MAX_VALUE, undefined, 2_500],
  ["for a negative deadline, as for the shortest", -5, undefined, 12.5],
])("the time limit for a place: %s", (_what, deadlineMs, callerTimeoutMs, expected) => {
  expect(placeTimeoutMs(deadlineMs, bounds, callerTimeoutMs)).toBe(expected);
});

describe("A1: the deadline that is left", () => {
  test.each([
    ["its own", 800, 0, undefined, 800],
    ["its own, counted from its arrival, as long as a quarter is left", 800, 600, undefined, 800],
    ["the timeout of its caller, where that is shorter", 800, 100, 500, 500],
    ["its own, where the caller waits longer", 800, 100, 1_800, 800],
  ])("%s", (_what, deadlineMs, waited, callerTimeoutMs, left) => {
    expect(remainingDeadlineMs(deadlineMs, waited, callerTimeoutMs)).toBe(left);
  });

  test.each([
    ["it has waited too long for a place", 800, 601, undefined, "overloaded"],
    ["its caller has stopped waiting", 800, 15_000, 1_800, "expired"],
    ["its caller will stop waiting before a bidder can answer", 800, 380, 400, "expired"],
  ])("%s: it is not run", (_what, deadlineMs, waited, callerTimeoutMs, code) => {
    expect(() => remainingDeadlineMs(deadlineMs, waited, callerTimeoutMs)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
