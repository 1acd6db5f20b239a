import { describe, expect, test } from "@jest/globals";
import { type StartTimer, settlesWithin, within } from "./within.ts";

/** A timer that the test fires. */
function timer() {
  const seen = { ms: -1, isCancelled: false, fire: () => {} };
  const start: StartTimer = (ms, callback) => {
    seen.ms = ms;
    seen.fire = callback;
    return () => {
      seen.isCancelled = true;
    };
  };
  return { seen, start };
}

describe("a promise with a time limit", () => {
  test("gives its value in time, and the timer is cancelled", async () => {
    const { seen, start } = timer();
    expect(await within(Promise.resolve(7), 100, start)).toBe(7);
    expect(seen).toMatchObject({ ms: 100, isCancelled: true });
  });

  test("gives its rejection in time", async () => {
    const { seen, start } = timer();
    await expect(within(Promise.reject(new Error("no")), 100, start)).rejects.toThrow("no");
    expect(seen.isCancelled).toBe(true);
  });

  test("is undefined when the limit comes first, and a later rejection is not reported", async () => {
    const { seen, start } = timer();
    const promise = Promise.withResolvers<number>();
    const limited = within(promise.promise, 100, start);
    seen.fire();
    expect(await limited).toBeUndefined();
    promise.reject(new Error("late"));
    await new Promise(setImmediate);
  });

  test("a limit below 0 is 0", () => {
    const { seen, start } = timer();
    void within(Promise.resolve(), -5, start);
    expect(seen.ms).toBe(0);
  });

  test("takes the timers of this process by default", async () => {
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
    const { seen, start } = timer();
    const settles = settlesWithin(new Promise(() => {}), 100, start);
    seen.fire();
    expect(await settles).toBe(false);
  });
});
