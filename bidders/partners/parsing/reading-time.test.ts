import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { ELAPSED_FACTOR_MAX, ReadingTime } from "./reading-time.ts";

const LIMIT = 1_000;

describe("PARSER-2: how long a thread may read one answer", () => {
  let over: { at: number; isCostly: boolean }[];

  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
    over = [];
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** `usedMs`: the thread's processor time at a moment; it had used 7 s before. */
  const read = (usedMs: (now: number) => Promise<number>) =>
    new ReadingTime({
      limitMs: LIMIT,
      usedMs: async () => 7_000 + (await usedMs(Date.now())),
      onOver: (isCostly) => over.push({ at: Date.now(), isCostly }),
    });

  test.each<[string, (now: number) => Promise<number>, typeof over]>([
    ["has a core alone", async (now) => now, [{ at: LIMIT, isCostly: true }]],
    ["has half of one", async (now) => now / 2, [{ at: 2 * LIMIT, isCostly: true }]],
    ["hardly has one", async (now) => now / 20, [{ at: 5 * LIMIT, isCostly: false }]],
    [
      "is within one call of the engine",
      (now) => (now === 0 ? Promise.resolve(0) : new Promise(() => {})),
      [{ at: 5 * LIMIT, isCostly: true }],
    ],
    [
      "is within one call of the engine, after it waited",
      (now) => (now <= LIMIT ? Promise.resolve(now / 2) : new Promise(() => {})),
      [{ at: 5 * LIMIT, isCostly: true }],
    ],
    [
      "does not say",
      () => Promise.reject(new Error("not running")),
      [{ at: 5 * LIMIT, isCostly: true }],
    ],
  ])("one that %s", async (_, usedMs, expected) => {
    read(usedMs);
    await jest.advanceTimersByTimeAsync(2 * ELAPSED_FACTOR_MAX * LIMIT);
    expect(over).toEqual(expected);
  });

  test("one that has sent a part may take as long as it likes", async () => {
    const time = read(async (now) => now);
    await jest.advanceTimersByTimeAsync(LIMIT - 1);
    time.stop();
    await jest.advanceTimersByTimeAsync(2 * ELAPSED_FACTOR_MAX * LIMIT);
    expect(over).toEqual([]);
  });

  test("one that sent a part while it was asked is not ended", async () => {
    const time = read(async (now) => now);
    jest.advanceTimersByTime(LIMIT);
    time.stop();
    await jest.advanceTimersByTimeAsync(2 * ELAPSED_FACTOR_MAX * LIMIT);
    expect(over).toEqual([]);
  });
});
