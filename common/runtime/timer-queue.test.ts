import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { systemClock } from "./clock.ts";
import { nextTurn } from "./next-turn.ts";
import { TimerQueue } from "./timer-queue.ts";

/** A queue on a timer of Node that the test drives. */
function setUp() {
  let now = 0;
  let wake: { readonly at: number; readonly callback: () => void } | null = null;
  let sets = 0;
  const settled: (() => void)[] = [];
  const queue = new TimerQueue({
    now: () => now,
    after(ms, callback) {
      sets++;
      const own = { at: now + ms, callback };
      wake = own;
      return () => {
        if (wake === own) wake = null;
      };
    },
    afterMicrotasks: (callback) => settled.push(callback),
  });
  const settle = () => {
    for (let next = settled.shift(); next !== undefined; next = settled.shift()) next();
  };
  return {
    queue,
    get isSet() {
      return wake !== null;
    },
    get sets() {
      return sets;
    },
    settle,
    /** Node's timer fires as often as it is due. */
    moveTo(instant: number) {
      for (let due = wake; due !== null && due.at <= instant; due = wake) {
        now = Math.max(now, due.at);
        wake = null;
        due.callback();
        settle();
      }
      now = Math.max(now, instant);
    },
  };
}

describe("the queue of timers", () => {
  test("fires each timer once, at its instant or after it, the earlier first (TIMER-1)", () => {
    const step = fc.oneof(
      fc.record({ set: fc.nat(50), cancels: fc.option(fc.nat(40), { nil: undefined }) }),
      fc.record({ cancel: fc.nat(40) }),
      fc.record({ move: fc.nat(20) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { queue, moveTo } = setUp();
        let now = 0;
        const fired: number[] = [];
        const set: { at: number; cancel: () => void; cancelled: boolean }[] = [];
        const cancelOf = (i: number) => {
          const one = set[i];
          if (one === undefined || fired.includes(i)) return;
          one.cancelled = true;
          one.cancel();
        };
        for (const one of steps) {
          if ("set" in one) {
            const i = set.length;
            const cancel = queue.at(now + one.set, () => {
              fired.push(i);
              if (one.cancels !== undefined) cancelOf(one.cancels);
            });
            set.push({ at: now + one.set, cancel, cancelled: false });
          } else if ("cancel" in one) cancelOf(one.cancel);
          else {
            now += one.move;
            moveTo(now);
            for (const [i, { at, cancelled }] of set.entries())
              expect(fired.includes(i)).toBe(at <= now && !cancelled);
          }
        }
        moveTo(1e6);
        const order = [...fired].sort((a, b) => (set[a]?.at ?? 0) - (set[b]?.at ?? 0) || a - b);
        expect(fired).toEqual(order);
        expect(new Set(fired).size).toBe(fired.length);
      }),
    );
  });

  test("a timer that throws does not delay the others (TIMER-2)", () => {
    const { queue, moveTo, settle } = setUp();
    const fired: string[] = [];
    queue.at(5, () => {
      throw new Error("ours");
    });
    queue.at(5, () => fired.push("second"));
    queue.at(9, () => fired.push("third"));
    expect(() => moveTo(5)).toThrow("ours");
    settle();
    expect(fired).toEqual(["second"]);
    moveTo(9);
    expect(fired).toEqual(["second", "third"]);
  });

  test("what follows from one timer in promises is done before the next fires (TIMER-2)", async () => {
    const done: string[] = [];
    const at = systemClock.now() + 5;
    const both = ["first", "second"].map(
      (name) =>
        new Promise<void>((resolve) => {
          systemClock.at(at, async () => {
            for (let turn = 0; turn < 5; turn++) await Promise.resolve();
            done.push(name);
            resolve();
          });
          systemClock.at(at, () => done.push(`after ${name}`));
        }),
    );
    await Promise.all(both);
    await nextTurn();
    expect(done).toEqual(["first", "after first", "second", "after second"]);
  });

  test("a timer that is set while another fires waits for the next wake", () => {
    const { queue, moveTo } = setUp();
    const fired: string[] = [];
    queue.at(5, () => {
      fired.push("first");
      queue.at(1, () => fired.push("set meanwhile"));
    });
    queue.at(5, () => fired.push("second"));
    moveTo(5);
    expect(fired).toEqual(["first", "second", "set meanwhile"]);
  });

  test("Node's timer is not set without one of ours (TIMER-3), nor again for a later one", () => {
    const one = setUp();
    expect(one.isSet).toBe(false);
    const cancels = Array.from({ length: 100 }, (_, i) => one.queue.at(300 + i, () => {}));
    expect(one.sets).toBe(1);
    for (const cancel of cancels) cancel();
    expect(one.isSet).toBe(false);
    one.queue.at(7, () => {});
    one.moveTo(7);
    expect(one.isSet).toBe(false);
  });

  test("a timer may be later than Node's timers reach", () => {
    const { queue, moveTo } = setUp();
    let fired = false;
    queue.at(2 ** 33, () => (fired = true));
    moveTo(2 ** 33 - 1);
    expect(fired).toBe(false);
    moveTo(2 ** 33);
    expect(fired).toBe(true);
  });

  test("refuses NaN, and the others keep their time (TIMER-4)", () => {
    const { queue, moveTo } = setUp();
    const fired: number[] = [];
    expect(() => queue.at(Number.NaN, () => fired.push(Number.NaN))).toThrow(RangeError);
    for (const at of [7, 5, 6]) queue.at(at, () => fired.push(at));
    moveTo(10);
    expect(fired).toEqual([5, 6, 7]);
  });

  test("sets no timer of Node's for Infinity (TIMER-3)", () => {
    const one = setUp();
    const fired: number[] = [];
    for (const at of [Number.POSITIVE_INFINITY, 5]) one.queue.at(at, () => fired.push(at));
    expect(one.isSet).toBe(true);
    one.moveTo(10);
    expect(one.isSet).toBe(false);
    one.queue.at(12, () => fired.push(12));
    one.moveTo(20);
    expect(fired).toEqual([5, 12]);
  });
});
