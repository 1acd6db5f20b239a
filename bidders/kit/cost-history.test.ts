import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CostHistory, HALF_LIFE_MS } from "./cost-history.ts";

function setUp(classes = 2) {
  const clock = { nowMs: 1_000 };
  return { clock, history: new CostHistory(classes, () => clock.nowMs) };
}

function learn(
  history: CostHistory,
  times: number,
  expectedMs: number,
  measuredMs: number,
  isWhole = true,
): void {
  for (let i = 0; i < times; i++) history.learn(0, expectedMs, measuredMs, isWhole);
}

describe("what searches have cost", () => {
  test("COST-1: a class comes to what is measured, and no other class does", () => {
    const { history } = setUp();
    expect(history.factor(0)).toBe(1);
    learn(history, 200, 10, 80);
    expect(history.factor(0)).toBeCloseTo(8, 3);
    expect(history.factor(1)).toBe(1);
    learn(history, 200, 10, 5);
    expect(history.factor(0)).toBeCloseTo(0.5, 3);
  });

  test("COST-1: a few measurements are enough for most of it, and the first alone is not believed", () => {
    const { history } = setUp();
    learn(history, 1, 10, 640);
    expect(history.factor(0)).toBeCloseTo(4, 3);
    learn(history, 7, 10, 640);
    expect(history.factor(0)).toBeGreaterThan(20);
  });

  test("COST-1: one outlier among many changes little", () => {
    const { history } = setUp();
    learn(history, 200, 10, 10);
    learn(history, 1, 10, 640);
    expect(history.factor(0)).toBeLessThan(1.6);
  });

  test("COST-2: one that was cut short says only that it costs at least so much", () => {
    const { history } = setUp();
    learn(history, 200, 10, 80);
    learn(history, 200, 10, 1, false);
    expect(history.factor(0)).toBeCloseTo(8, 3);
    learn(history, 200, 10, 160, false);
    expect(history.factor(0)).toBeCloseTo(16, 3);
  });

  test("COST-3: what is not confirmed fades, so that a class that was declined is tried again", () => {
    const { clock, history } = setUp();
    learn(history, 200, 10, 160);
    clock.nowMs += HALF_LIFE_MS;
    expect(history.factor(0)).toBeCloseTo(4, 3);
    clock.nowMs += 20 * HALF_LIFE_MS;
    expect(history.factor(0)).toBeCloseTo(1, 3);
  });

  test("A6: whatever is measured, a factor is a number from 1/64 to 64", () => {
    const ms = fc.oneof(fc.double(), fc.constantFrom(0, -1, 1e-9, 1e12));
    const step = fc.record({
      cost: fc.integer({ min: -1, max: 3 }),
      expected: ms,
      measured: ms,
      whole: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { history } = setUp();
        for (const { cost, expected, measured, whole } of steps)
          history.learn(cost, expected, measured, whole);
        for (const factor of [history.factor(0), history.factor(1)]) {
          expect(factor).toBeGreaterThanOrEqual(1 / 64.001);
          expect(factor).toBeLessThanOrEqual(64.001);
        }
      }),
    );
  });
});
