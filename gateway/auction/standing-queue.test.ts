import { expect, test } from "@jest/globals";
import { INTERVAL_MS, MEMORY_MS, StandingDelay, TARGET_MS } from "./standing-queue.ts";

const old = TARGET_MS + 1;

test("a burst is no standing queue: the oldest must be too old for a whole interval", () => {
  const delay = new StandingDelay();
  expect(delay.observe(0, old)).toBe(false);
  expect(delay.observe(INTERVAL_MS - 1, 10 * old)).toBe(false);
  expect(delay.observe(INTERVAL_MS, old)).toBe(true);
});

test("a queue that was short once in between begins anew", () => {
  const delay = new StandingDelay();
  delay.observe(0, old);
  delay.observe(100, TARGET_MS);
  expect(delay.observe(INTERVAL_MS, old)).toBe(false);
});

test("soon after a standing queue the next one is known at once; later it is not", () => {
  const delay = new StandingDelay();
  delay.observe(0, old);
  expect(delay.observe(INTERVAL_MS, old)).toBe(true);
  expect(delay.observe(INTERVAL_MS + 10, 0)).toBe(false);
  expect(delay.observe(INTERVAL_MS + 20, old)).toBe(true);
  expect(delay.observe(INTERVAL_MS + 30, 0)).toBe(false);
  expect(delay.observe(INTERVAL_MS + 20 + MEMORY_MS, old)).toBe(false);
});
