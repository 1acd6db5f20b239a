import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AuctionError } from "../../proto/errors.ts";
import { Admission, type AdmissionLimits } from "./admission.ts";
import { quiet, SteppedClock } from "./auction.fixture.ts";

/** A gate with searches in the test's hands: each runs until it is told to end. */
function gateOf(limits: AdmissionLimits) {
  const clock = new SteppedClock();
  const admission = new Admission(limits, clock);
  const search = (deadlineMs = 800) => {
    const work = Promise.withResolvers<string>();
    const one = {
      ...work,
      arrivedAt: clock.now(),
      startedAt: null as number | null,
      fate: "waiting" as string,
      refusedAt: null as number | null,
    };
    admission
      .run(deadlineMs, () => {
        one.startedAt = clock.now();
        one.fate = "running";
        return work.promise;
      })
      .then(
        (value) => {
          one.fate = value;
        },
        (thrown: unknown) => {
          one.fate = thrown instanceof AuctionError ? thrown.code : String(thrown);
          one.refusedAt = clock.now();
        },
      );
    return one;
  };
  return { clock, admission, search };
}

describe("A6: so many auctions run, so many searches wait, and one more is refused", () => {
  test("there is a place: it runs at once", async () => {
    const { admission, search } = gateOf({ runningMax: 2, waitingMax: 1 });
    const [one, two] = [search(), search()];
    expect([one.fate, two.fate, admission.running, admission.waiting]).toEqual(["running", "running", 2, 0]);
  });

  test("it waits, and starts the moment a place is free", async () => {
    const { clock, admission, search } = gateOf({ runningMax: 1, waitingMax: 1 });
    const [one, two] = [search(), search()];
    await clock.stepTo(40);
    one.resolve("done");
    await quiet();
    expect([one.fate, two.fate, two.startedAt, admission.running, admission.waiting]).toEqual(["done", "running", 40, 1, 0]);
    expect(clock.timers).toBe(0);
  });

  test("those that wait are served in the order in which they came", async () => {
    const { search } = gateOf({ runningMax: 1, waitingMax: 2 });
    const [one, two, three] = [search(), search(), search()];
    one.resolve("done");
    await quiet();
    expect([two.fate, three.fate]).toEqual(["running", "waiting"]);
  });

  test("past both it is refused at once", async () => {
    const { clock, search } = gateOf({ runningMax: 1, waitingMax: 1 });
    search();
    search();
    const three = search();
    await quiet();
    expect([three.fate, three.refusedAt, clock.now()]).toEqual(["overloaded", 0, 0]);
  });

  test("it waits a quarter of its deadline, and not longer", async () => {
    const { clock, admission, search } = gateOf({ runningMax: 1, waitingMax: 1 });
    search();
    const two = search(800);
    await clock.stepTo(199);
    expect(two.fate).toBe("waiting");
    await clock.stepTo(200);
    expect([two.fate, admission.waiting, admission.running]).toEqual(["overloaded", 0, 1]);
  });

  test("the one that gave up does not take the place that becomes free", async () => {
    const { clock, admission, search } = gateOf({ runningMax: 1, waitingMax: 2 });
    const one = search();
    search(400);
    const three = search(800);
    await clock.stepTo(100);
    one.resolve("done");
    await quiet();
    expect([three.fate, admission.running]).toEqual(["running", 1]);
  });

  test("an auction that throws frees its place, and its error is the caller's", async () => {
    const { admission, search } = gateOf({ runningMax: 1, waitingMax: 1 });
    const [one, two] = [search(), search()];
    one.reject(new AuctionError("no-broker", "gone"));
    await quiet();
    expect([one.fate, two.fate, admission.running]).toEqual(["no-broker", "running", 1]);
  });
});

describe("A10: idle", () => {
  test("is at once when nothing runs", async () => {
    await expect(gateOf({ runningMax: 1, waitingMax: 1 }).admission.idle()).resolves.toBeUndefined();
  });

  test("waits for those that run and those that wait; and again for those that come later", async () => {
    const { admission, search } = gateOf({ runningMax: 1, waitingMax: 1 });
    const ask = () => {
      const asked = { idle: false };
      void admission.idle().then(() => {
        asked.idle = true;
      });
      return asked;
    };
    const [one, two] = [search(), search()];
    const first = ask();
    one.resolve("done");
    await quiet();
    expect(first.idle).toBe(false);
    two.resolve("done");
    await quiet();
    expect(first.idle).toBe(true);
    const three = search();
    const second = ask();
    await quiet();
    expect(second.idle).toBe(false);
    three.resolve("done");
    await quiet();
    expect(second.idle).toBe(true);
  });
});

test("A6, A10: never more than may run or wait, nobody is lost, nobody waits past a quarter of its deadline, nobody is overtaken", async () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ arrives: fc.integer({ min: 40, max: 400 }) }) },
    { weight: 3, arbitrary: fc.record({ ends: fc.nat(9), badly: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ passes: fc.integer({ min: 1, max: 60 }) }) },
  );
  const limits = fc.record({ runningMax: fc.integer({ min: 1, max: 3 }), waitingMax: fc.nat(3) });
  let [refused, waited] = [0, 0];
  await fc.assert(
    fc.asyncProperty(limits, fc.array(step, { maxLength: 25 }), async (most, steps) => {
      const { clock, admission, search } = gateOf(most);
      const all: { one: ReturnType<typeof search>; deadlineMs: number }[] = [];
      for (const one of steps) {
        const running = all.filter(({ one: { fate } }) => fate === "running");
        if ("arrives" in one) {
          const full = admission.running === most.runningMax && admission.waiting === most.waitingMax;
          const newcomer = search(one.arrives);
          await quiet();
          // Refused exactly when there is no room at all.
          expect(newcomer.fate === "overloaded").toBe(full);
          all.push({ one: newcomer, deadlineMs: one.arrives });
        } else if ("ends" in one) {
          const ending = running[one.ends % Math.max(1, running.length)]?.one;
          if (one.badly) ending?.reject(new AuctionError("internal", "broken"));
          else ending?.resolve("done");
          await quiet();
        } else {
          await clock.stepTo(clock.now() + one.passes);
        }
        const count = (fate: string) => all.filter((its) => its.one.fate === fate).length;
        expect([admission.running, admission.waiting]).toEqual([count("running"), count("waiting")]);
        expect(admission.running).toBeLessThanOrEqual(most.runningMax);
        expect(admission.waiting).toBeLessThanOrEqual(most.waitingMax);
        // No place stands empty while somebody waits for it.
        if (admission.waiting > 0) expect(admission.running).toBe(most.runningMax);
      }
      const starts = all.flatMap(({ one: { startedAt } }) => (startedAt === null ? [] : [startedAt]));
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
      const idle = admission.idle();
      for (const { one } of all) one.resolve("done");
      await quiet();
      await idle;
      for (const { one, deadlineMs } of all) {
        expect(["done", "internal", "overloaded"]).toContain(one.fate);
        expect((one.startedAt ?? one.refusedAt ?? Number.NaN) - one.arrivedAt).toBeLessThanOrEqual(deadlineMs / 4);
        if (one.refusedAt !== null && one.fate === "overloaded") refused++;
        if (one.startedAt !== null && one.startedAt > one.arrivedAt) waited++;
      }
      expect([admission.running, admission.waiting, clock.timers]).toEqual([0, 0, 0]);
    }),
    { numRuns: 10_000 },
  );
  // Gates that are never full would prove little.
  expect(Math.min(refused, waited)).toBeGreaterThan(300);
}, 120_000);
