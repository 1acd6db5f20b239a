import { expect, test } from "@jest/globals";
import { expectedDeadlineMs } from "./default-deadline.ts";

const defaults = { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: [] };
const bounds = { deadlineMsMin: 50, deadlineMsMax: 2_500 };

test.each<[what: string, raw: unknown, expected: number]>([
  ["one slice", { slices: [{}] }, 800],
  ["three slices", { slices: [{}, {}, {}] }, 1_600],
  ["its own deadline", { slices: [{}, {}, {}], policy: { deadlineMs: 300 } }, 300],
  ["a policy without a deadline", { slices: [{}, {}], policy: {} }, 1_200],
  ["a deadline that is not a number", { slices: [{}, {}], policy: { deadlineMs: "9" } }, 1_200],
  ["more slices than are allowed", { slices: Array(1e6).fill({}) }, 2_500],
  ["slices that are not a list", { slices: 3, policy: null }, 800],
  ["no search", null, 800],
  ["no object", "LHR", 800],
])("DEADLINE-1: how long a search waits for a place follows its deadline before it is read: %s", (_what, raw, expected) => {
  expect(expectedDeadlineMs(raw, defaults, bounds)).toBe(expected);
});
