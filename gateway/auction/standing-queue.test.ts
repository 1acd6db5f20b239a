import { expect, test } from "@jest/globals";
import { INTERVAL_MS, MEMORY_MS, StandingQueueDetector, TARGET_MS } from "./standing-queue.ts";

const tooOld = TARGET_MS + 1;

/** Measures, and asks whether the queue is standing: before and after, the answer is the same. */
function observed(detector: StandingQueueDetector, nowMs: number, ageMs: number): boolean {
  const before = detector.isStanding(nowMs, ageMs);
  detector.observe(nowMs, ageMs);
  expect(detector.isStanding(nowMs, ageMs)).toBe(before);
  return before;
}

test("a burst is not a standing queue: the oldest must be too old for a whole interval", () => {
  const detector = new StandingQueueDetector();
  expect(observed(detector, 0, tooOld)).toBe(false);
  expect(observed(detector, INTERVAL_MS - 1, 10 * tooOld)).toBe(false);
  expect(observed(detector, INTERVAL_MS, tooOld)).toBe(true);
});

test("after a short queue in between, the interval begins again", () => {
  const detector = new StandingQueueDetector();
  detector.observe(0, tooOld);
  detector.observe(100, TARGET_MS);
  expect(observed(detector, INTERVAL_MS, tooOld)).toBe(false);
});

test("soon after a standing queue the next one is detected at once; later it is not", () => {
  const detector = new StandingQueueDetector();
  detector.observe(0, tooOld);
  expect(observed(detector, INTERVAL_MS, tooOld)).toBe(true);
  expect(observed(detector, INTERVAL_MS + 10, 0)).toBe(false);
  expect(observed(detector, INTERVAL_MS + 20, tooOld)).toBe(true);
  expect(observed(detector, INTERVAL_MS + 30, 0)).toBe(false);
  expect(observed(detector, INTERVAL_MS + 20 + MEMORY_MS, tooOld)).toBe(false);
});
