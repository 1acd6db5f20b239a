import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { bidderBudgetMs, collectUntilMs, gatewayShareMs } from "./budget.ts";

describe("the gateway reserves a twentieth of the deadline, at least 3 and at most 15 ms", () => {
  test.each([
    [50, 3],
    [60, 3],
    [61, 3.05],
    [100, 5],
    [300, 15],
    [800, 15],
    [10_000, 15],
  ])("of %d ms it reserves %d", (deadlineMs, shareMs) =>
    expect(gatewayShareMs(deadlineMs)).toBe(shareMs));
});

describe("the budget of bidders is whole milliseconds, less the time of a bid on the network", () => {
  const until = collectUntilMs(1_000, 800);
  test.each([
    ["when the call is sent at once", 1_000, 784],
    ["when the search has waited", 1_200, 584],
    ["a part of a millisecond is not there", 1_000.5, 783],
    ["one millisecond is too little", 1_784, 0],
    ["at the end there is nothing", 1_785, 0],
    ["nor after it", 2_000, 0],
  ])("%s", (_what, now, budgetMs) => expect(bidderBudgetMs(now, until)).toBe(budgetMs));
});

test("A1: whatever the deadline, bidders stop before the gateway does, and the gateway before the deadline", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 50, max: 10_000 }),
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      (deadlineMs, startedAtMs) => {
        const until = collectUntilMs(startedAtMs, deadlineMs);
        expect(until).toBeLessThan(startedAtMs + deadlineMs);
        expect(startedAtMs + bidderBudgetMs(startedAtMs, until)).toBeLessThan(until);
        expect(bidderBudgetMs(startedAtMs, until)).toBeGreaterThan(deadlineMs * 0.9 - 2);
      },
    ),
  );
});
