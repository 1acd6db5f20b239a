import { describe, expect, test } from "@jest/globals";
import { paced } from "./pace.ts";

function* countTo(steps: number): Generator<undefined, number> {
  for (let i = 0; i < steps; i++) yield;
  return steps;
}

function* forEver(): Generator<undefined, never> {
  for (;;) yield;
}

describe("paced", () => {
  test("returns what the work returns", async () => {
    expect(await paced(countTo(100_000), new AbortController().signal)).toBe(100_000);
  });

  test("A8: an abort that comes from the event loop stops work that would never end, with its reason", async () => {
    const abort = new AbortController();
    const reason = new Error("the auction has ended");
    setImmediate(() => abort.abort(reason));
    await expect(paced(forEver(), abort.signal)).rejects.toBe(reason);
  });

  test("A8: work whose signal has fired is not begun", async () => {
    let begun = false;
    function* work(): Generator<undefined, void> {
      begun = true;
      yield;
    }
    await expect(paced(work(), AbortSignal.abort(new Error("over")))).rejects.toThrow("over");
    expect(begun).toBe(false);
  });
});
