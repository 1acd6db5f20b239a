import { getEventListeners } from "node:events";
import { describe, expect, test } from "@jest/globals";
import { EventLoopTurns, runInTurns } from "./event-loop-turns.ts";

function* countTo(steps: number): Generator<undefined, number> {
  for (let i = 0; i < steps; i++) yield;
  return steps;
}

function* forEver(): Generator<undefined, never> {
  for (;;) yield;
}

const never = new AbortController().signal;

/**
 * A clock that only work moves: each of its steps takes a tenth of a millisecond, so 15 of them are
 * as long as the loop may be held.
 */
function steppedTurns() {
  let steps = 0;
  const turns = new EventLoopTurns(() => steps / 10);
  function* work(length: number, begun = () => {}): Generator<undefined, void> {
    begun();
    for (let i = 0; i < length; i++) {
      steps++;
      yield;
    }
  }
  return { turns, work, steps: () => steps };
}
const STEPS_A_HOLD = 15;

/** The most steps between two turns of the event loop, until `work` is done. */
async function longestHold(steps: () => number, work: Promise<unknown>): Promise<number> {
  let [longest, last, done] = [0, steps(), false];
  const watch = () => {
    longest = Math.max(longest, steps() - last);
    last = steps();
    if (!done) setImmediate(watch);
  };
  setImmediate(watch);
  await work;
  done = true;
  return Math.max(longest, steps() - last);
}

describe("runInTurns", () => {
  test("returns what the work returns", async () => {
    expect(await runInTurns(countTo(100_000), never)).toBe(100_000);
  });

  test("what the work throws is thrown", async () => {
    function* broken(): Generator<undefined, void> {
      yield;
      throw new Error("broken");
    }
    await expect(runInTurns(broken(), never)).rejects.toThrow("broken");
    expect(await runInTurns(countTo(3), never)).toBe(3);
  });

  test("A8: an abort that comes from the event loop stops work that would never end, with its reason", async () => {
    const abort = new AbortController();
    const reason = new Error("the auction has ended");
    setImmediate(() => abort.abort(reason));
    await expect(runInTurns(forEver(), abort.signal)).rejects.toBe(reason);
  });

  test("A8: work whose signal has fired is not begun", async () => {
    let begun = false;
    function* work(): Generator<undefined, void> {
      begun = true;
      yield;
    }
    await expect(runInTurns(work(), AbortSignal.abort(new Error("over")))).rejects.toThrow("over");
    expect(begun).toBe(false);
  });
});

describe("work of many searches", () => {
  test.each([
    1, 2, 16, 64,
  ])("A8: %d at once hold the event loop no longer than one", async (searches) => {
    const { turns, work, steps } = steppedTurns();
    const all = Promise.all(Array.from({ length: searches }, () => turns.run(work(100), never)));
    expect(await longestHold(steps, all)).toBe(STEPS_A_HOLD);
    expect(steps()).toBe(100 * searches);
  });

  test("LOOP-2, A8: what begins while others run waits for its turn", async () => {
    const { turns, work, steps } = steppedTurns();
    const joining = async (): Promise<void> => {
      const running = [turns.run(work(200), never)];
      for (let i = 0; i < 20; i++) {
        await new Promise((resolve) => setImmediate(resolve));
        running.push(turns.run(work(50), never), turns.run(work(50), never));
      }
      await Promise.all(running);
    };
    expect(await longestHold(steps, joining())).toBe(STEPS_A_HOLD);
    expect(steps()).toBe(200 + 40 * 50);
  });

  test("LOOP-1: all are served alike: equal work ends in the order in which it came", async () => {
    const { turns, work } = steppedTurns();
    const ended: number[] = [];
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => turns.run(work(100), never).then(() => ended.push(i))),
    );
    expect(ended).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("short work does not wait for long work to end", async () => {
    const { turns, work } = steppedTurns();
    const ended: string[] = [];
    const long = turns.run(work(1_000), never).then(() => ended.push("long"));
    await turns.run(work(20), never).then(() => ended.push("short"));
    await long;
    expect(ended).toEqual(["short", "long"]);
  });

  test("LOOP-3, A8: a cancelled waiter leaves at once and takes no turn", async () => {
    const { turns, work, steps } = steppedTurns();
    const abort = new AbortController();
    const begun: number[] = [];
    const cancelled = Array.from({ length: 12 }, (_, i) =>
      turns.run(
        work(100, () => begun.push(4 + i)),
        abort.signal,
      ),
    );
    const running = Promise.all(
      Array.from({ length: 4 }, (_, i) =>
        turns.run(
          work(100, () => begun.push(i)),
          never,
        ),
      ),
    );
    const reasons = Promise.allSettled(cancelled);
    abort.abort(new Error("the auction has ended"));
    const left = (await reasons).map(
      (one) => one.status === "rejected" && (one.reason as Error).message,
    );
    expect(left).toEqual(new Array(12).fill("the auction has ended"));
    expect(steps()).toBe(0); // before any turn of the loop
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([0]); // the first turn is for who stayed
    await running;
    expect(begun).toEqual([0, 1, 2, 3]);
    expect(steps()).toBe(400);
  });

  test("nothing is left on a signal when the work is done, however often it waited", async () => {
    const { turns, work } = steppedTurns();
    const { signal } = new AbortController();
    await Promise.all([turns.run(work(1_000), signal), turns.run(work(1_000), signal)]);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("A8: when all have left and others come before the next turn, there is still one a turn", async () => {
    const { turns, work, steps } = steppedTurns();
    const abort = new AbortController();
    const left = turns.run(work(100), abort.signal).catch(() => "left");
    abort.abort();
    const all = Promise.all([left, turns.run(work(100), never), turns.run(work(100), never)]);
    expect(await longestHold(steps, all)).toBe(STEPS_A_HOLD);
    expect(await left).toBe("left");
  });
});
