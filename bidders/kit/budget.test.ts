import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  BASE_HISTORY,
  BUDGET_MS_MAX,
  budgetLeftMs,
  GATEWAYS_MAX,
  QueueingDelay,
  RESERVE_MS,
  WINDOW_MS,
} from "./budget.ts";

const START = Date.UTC(2026, 10, 1);

describe("queueing delay", () => {
  test.each([
    ["the first call is the base", [[0, 3]], [0]],
    [
      "a faster one makes a new base",
      [
        [0, 3],
        [100, 101],
      ],
      [0, 0],
    ],
    [
      "what is beyond the base is queueing",
      [
        [0, 3],
        [100, 140],
      ],
      [0, 37],
    ],
    [
      "and after it the base still stands",
      [
        [0, 3],
        [100, 140],
        [200, 205],
      ],
      [0, 37, 2],
    ],
  ])("%s", (_name, calls, expected) => {
    const delays = new QueueingDelay();
    expect(
      calls.map(([sent = 0, received = 0]) => delays.measure("g", START + sent, START + received)),
    ).toEqual(expected);
  });

  test("clocks that differ by any offset measure the same, and nothing is ever negative", () => {
    const call = fc.record({
      gapMs: fc.integer({ min: 0, max: 5_000 }),
      delayMs: fc.integer({ min: 0, max: 2_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(call, { minLength: 1 }),
        fc.integer({ min: -1e9, max: 1e9 }),
        (calls, offsetMs) => {
          const [equal, apart] = [new QueueingDelay(), new QueueingDelay()];
          let receivedMs = START;
          for (const { gapMs, delayMs } of calls) {
            receivedMs += gapMs;
            const queueingMs = equal.measure("g", receivedMs - delayMs, receivedMs);
            expect(queueingMs).toBeGreaterThanOrEqual(0);
            expect(apart.measure("g", receivedMs - delayMs + offsetMs, receivedMs)).toBe(
              queueingMs,
            );
          }
        },
      ),
    );
  });

  test("a gateway whose clock was set back is measured rightly again after the length of the history", () => {
    const delays = new QueueingDelay();
    delays.measure("g", START, START + 2);
    const at = (ms: number) => delays.measure("g", START + ms - 10_000, START + ms + 2);
    expect(at(1_000)).toBe(10_000);
    expect(at(BASE_HISTORY * WINDOW_MS - 1_000)).toBe(10_000);
    expect(at(BASE_HISTORY * WINDOW_MS)).toBe(0);
  });

  test("each gateway has its own base", () => {
    const delays = new QueueingDelay();
    delays.measure("near", START, START + 1);
    expect(delays.measure("far", START, START + 500)).toBe(0);
    expect(delays.measure("near", START, START + 500)).toBe(499);
  });

  test("gateways are bounded, and the one without a call for longest is forgotten first (A6)", () => {
    const delays = new QueueingDelay();
    delays.measure("kept", START, START + 1);
    delays.measure("forgotten", START, START + 1);
    delays.measure("kept", START, START + 1);
    for (let i = 0; i < GATEWAYS_MAX - 1; i++) delays.measure(`g${i}`, START, START + 1);
    expect(delays.gateways).toBe(GATEWAYS_MAX);
    expect(delays.measure("kept", START, START + 9)).toBe(8);
    expect(delays.measure("forgotten", START, START + 9)).toBe(0);
  });
});

test.each([
  [800, 0, 800 - RESERVE_MS],
  [800, 100, 700 - RESERVE_MS],
  [50, 50, -RESERVE_MS],
  [4_294_967_295, 0, BUDGET_MS_MAX - RESERVE_MS],
])("of %d ms sent, %d queued, %d are left", (budgetMs, queueingMs, leftMs) => {
  expect(budgetLeftMs(budgetMs, queueingMs)).toBe(leftMs);
});
