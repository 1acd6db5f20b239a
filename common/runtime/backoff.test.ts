import { expect, test } from "@jest/globals";
import { Backoff, RETRY_MS_MAX, RETRY_MS_MIN } from "./backoff.ts";

const delays = (backoff: Backoff, attempts: number) =>
  Array.from({ length: attempts }, () => {
    backoff.next();
    return backoff.delayMs;
  });

test("the wait doubles up to its bound, and begins again after a success", () => {
  const backoff = new Backoff(() => 1);
  expect(backoff.delayMs).toBe(RETRY_MS_MIN);
  expect(delays(backoff, 6)).toEqual([200, 400, 800, 1_600, 2_000, 2_000]);
  backoff.reset();
  expect(delays(backoff, 2)).toEqual([200, 400]);
});

test("it stays bounded however long the broker is away", () => {
  expect(delays(new Backoff(() => 1), 5_000).at(-1)).toBe(RETRY_MS_MAX);
});

test("with jitter it is half of that at the least, and does not change before the next attempt", () => {
  const backoff = new Backoff(() => 0);
  expect(delays(backoff, 5)).toEqual([100, 200, 400, 800, 1_000]);
  expect(backoff.delayMs).toBe(backoff.delayMs);
});
