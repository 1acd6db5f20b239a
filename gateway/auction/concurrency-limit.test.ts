import { expect, test } from "@jest/globals";
import { ConcurrencyLimit, DELAY_MS_MAX, LATE_IN_A_ROW } from "./concurrency-limit.ts";

const late = DELAY_MS_MAX + 1;

test("one long pause, or a few, change nothing; a standing delay does, from what really runs", () => {
  const limit = new ConcurrencyLimit({ min: 8, max: 1_000 });
  for (let round = 0; round < 5; round++) {
    for (let i = 1; i < LATE_IN_A_ROW; i++) limit.observe(5_000, 300);
    limit.observe(0, 300);
  }
  expect(limit.value).toBe(1_000);
  for (let i = 0; i < LATE_IN_A_ROW; i++) limit.observe(late, 300);
  expect(limit.value).toBe(240);
  limit.observe(late, 240);
  expect(limit.value).toBe(192);
});

test("never below the least, nor below the most where that is smaller; never above the most", () => {
  const [limit, small] = [new ConcurrencyLimit({ min: 8, max: 100 }), new ConcurrencyLimit({ min: 8, max: 2 })];
  for (let i = 0; i < 50; i++) for (const one of [limit, small]) one.observe(late, 1);
  expect([limit.value, small.value]).toEqual([8, 2]);
  for (let i = 0; i < 500; i++) for (const one of [limit, small]) one.observe(0, 1);
  expect([limit.value, small.value]).toEqual([100, 2]);
});
