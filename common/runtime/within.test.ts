import { describe, expect, test } from "@jest/globals";
import type { Clock } from "./clock.ts";
import { settlesWithin, within } from "./within.ts";

/** A clock at 1,000 ms with one timer, which the test fires. */
function timer() {
  const seen = { atMs: -1, isCancelled: false, fire: () => {} };
  const clock: Pick<Clock, "now" | "at"> = {
    now: () => 1_000,
    at(instantMs, callback) {
      seen.atMs = instantMs;
      seen.fire = callback;
      return () => {
        seen.isCancelled = true;
      };
    },
  };
  return { seen, clock };
}

describe("a promise with a time limit", () => {
  test("gives its value in time, and the timer is cancelled", async () => {
    const { seen, clock } = timer();
    expect(await within(Promise.resolve(7), 100, clock)).toBe(7);
    expect(seen).toMatchObject({ atMs: 1_100, isCancelled: true });
  });

  test("gives its rejection in time", async () => {
    const { seen, clock } = timer();
    await expect(within(Promise.reject(new Error("no")), 100, clock)).rejects.toThrow("no");
    expect(seen.isCancelled).toBe(true);
  });

  test("is undefined when the limit comes first, and a later rejection is not reported", async () => {
    const { seen, clock } = timer();
    const promise = Promise.withResolvers<number>();
    const limited = within(promise.promise, 100, clock);
    seen.fire();
    expect(await limited).toBeUndefined();
    promise.reject(new Error("late"));
    await new Promise(setImmediate);
  });

  test("a limit below 0 is 0", () => {
    const { seen, clock } = timer();
    void within(Promise.resolve(), -5, clock);
    expect(seen.atMs).toBe(1_000);
  });

  test("takes the clock of this process by default", async () => {
    expect(await within(new Promise(() => {}), 1)).toBeUndefined();
  });
});

describe("whether a promise settles within a time limit", () => {
  test.each([
    ["fulfilled", () => Promise.resolve()],
    ["rejected", () => Promise.reject(new Error("no"))],
  ])("%s: true", async (_how, promise) => {
    expect(await settlesWithin(promise(), 100)).toBe(true);
  });

  test("pending: false", async () => {
    const { seen, clock } = timer();
    const settles = settlesWithin(new Promise(() => {}), 100, clock);
    seen.fire();
    expect(await settles).toBe(false);
  });
});
