import { expect, test } from "@jest/globals";
import { ConcurrencyLimit, DELAY_MS_MAX, INITIAL, LATE_IN_A_ROW } from "./concurrency-limit.ts";

const late = DELAY_MS_MAX + 1;

/** A limit that was used up, without delay, for so many measurements. */
function grown(max: number, times: number): ConcurrencyLimit {
  const limit = new ConcurrencyLimit({ min: 8, max });
  for (let i = 0; i < times; i++) limit.observe(0, limit.value);
  return limit;
}

test("LIMIT-1, LIMIT-2: it grows only while it is used up: in proportion at first, to the maximum within about ten measurements", () => {
  const limit = grown(1_000, 0);
  for (let i = 0; i < 100; i++) limit.observe(0, INITIAL - 1);
  expect(limit.value).toBe(INITIAL);
  limit.observe(0, INITIAL);
  expect(limit.value).toBe(INITIAL * 1.25);
  expect(grown(1_000, 13).value).toBe(1_000);
});

test("LIMIT-3: one long pause, or a few, change nothing; a lasting delay lowers it, from the running auctions; after that it grows by one", () => {
  const limit = grown(1_000, 20);
  for (let round = 0; round < 5; round++) {
    for (let i = 1; i < LATE_IN_A_ROW; i++) limit.observe(5_000, 300);
    limit.observe(0, 300);
  }
  expect(limit.value).toBe(1_000);
  for (let i = 0; i < LATE_IN_A_ROW; i++) limit.observe(late, 300);
  expect(limit.value).toBe(240);
  limit.observe(late, 240);
  expect(limit.value).toBe(192);
  limit.observe(0, 192);
  limit.observe(0, 193);
  expect(limit.value).toBe(194);
});

test("never below the minimum, nor below the maximum where that is smaller; never above the maximum", () => {
  const [limit, small] = [grown(100, 5), grown(2, 5)];
  for (let i = 0; i < 50; i++) for (const one of [limit, small]) one.observe(late, 1);
  expect({ limit: limit.value, small: small.value }).toEqual({ limit: 8, small: 2 });
  for (let i = 0; i < 500; i++) for (const one of [limit, small]) one.observe(0, one.value);
  expect({ limit: limit.value, small: small.value }).toEqual({ limit: 100, small: 2 });
});
