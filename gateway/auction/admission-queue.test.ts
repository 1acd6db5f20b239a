import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AuctionError } from "../../proto/errors.ts";
import { quiet, SteppedClock } from "../../test/fixtures/auction/auction.ts";
import { Admission, type AdmissionLimits, RUNNING_MIN } from "./admission-queue.ts";
import { INITIAL, LATE_IN_A_ROW } from "./concurrency-limit.ts";
import { INTERVAL_MS, TARGET_MS } from "./standing-queue.ts";

/**
 * A gate with searches in the test's hands: each runs until it is told to end. A turn of the event
 * loop ends when the test says so, or at once.
 */
function gateOf(
  limits: AdmissionLimits,
  { turns = "at once" as "at once" | "by hand", startMs = 0 } = {},
) {
  const clock = new SteppedClock();
  const pending: (() => void)[] = [];
  const nextTurn = (callback: () => void) =>
    void (turns === "at once" ? queueMicrotask(callback) : pending.push(callback));
  const admission = new Admission(limits, { clock, nextTurn });
  const turn = () => {
    for (const callback of pending.splice(0)) callback();
  };
  const search = (deadlineMs = 800, door = "http", signal?: AbortSignal) => {
    const work = Promise.withResolvers<string>();
    const one = {
      ...work,
      arrivedAt: clock.now(),
      startedAt: null as number | null,
      fate: "waiting" as string,
      refusedAt: null as number | null,
    };
    const entrant = {
      door,
      arrivedAt: clock.now(),
      patienceMs: deadlineMs / 4,
      ...(signal === undefined ? {} : { signal }),
    };
    admission
      .run(entrant, () => {
        one.startedAt = clock.now();
        one.fate = "running";
        // What a start costs of the turn that it is in.
        if (startMs > 0) clock.moveTo(clock.now() + startMs);
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
  return { clock, admission, search, turn };
}

describe("A6: so many auctions run, so many searches wait, and one more is refused", () => {
  test("there is a place: it runs at once", async () => {
    const { admission, search } = gateOf({ runningMax: 2, waitingMax: 1 });
    const [one, two] = [search(), search()];
    expect([one.fate, two.fate, admission.running, admission.waiting]).toEqual([
      "running",
      "running",
      2,
      0,
    ]);
  });

  test("it waits, and starts the moment a place is free", async () => {
    const { clock, admission, search } = gateOf({ runningMax: 1, waitingMax: 1 });
    const [one, two] = [search(), search()];
    await clock.stepTo(40);
    one.resolve("done");
    await quiet();
    expect([one.fate, two.fate, two.startedAt, admission.running, admission.waiting]).toEqual([
      "done",
      "running",
      40,
      1,
      0,
    ]);
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

describe("P2, A6: two doors share fairly", () => {
  test("the next place goes to the door with the fewest running, whatever the other has waiting", async () => {
    const { search } = gateOf({ runningMax: 2, waitingMax: 10 });
    const flood = Array.from({ length: 6 }, () => search(800, "nats"));
    const web = search(800, "http");
    flood[0]?.resolve("done");
    await quiet();
    expect([web.fate, ...flood.slice(1, 4).map(({ fate }) => fate)]).toEqual([
      "running",
      "running",
      "waiting",
      "waiting",
    ]);
  });

  test("with no room to wait in, the newest of the longer queue is refused, until both are as long", async () => {
    const { search, admission } = gateOf({ runningMax: 1, waitingMax: 4 });
    const flood = Array.from({ length: 5 }, () => search(800, "nats"));
    const web = Array.from({ length: 3 }, () => search(800, "http"));
    await quiet();
    expect(flood.map(({ fate }) => fate)).toEqual([
      "running",
      "waiting",
      "waiting",
      "overloaded",
      "overloaded",
    ]);
    expect(web.map(({ fate }) => fate)).toEqual(["waiting", "waiting", "overloaded"]);
    expect(admission.waiting).toBe(4);
  });
});

describe("P5: a search that waits for a place is refused when its patience is over", () => {
  test("also when a place was free at that moment, and then went to those before it", async () => {
    const { clock, admission, search, turn } = gateOf(
      { runningMax: 1, waitingMax: 10 },
      { turns: "by hand", startMs: 10 },
    );
    const first = search(8_000);
    const [second, third] = [search(8_000), search(400)];
    await clock.stepTo(99);
    // The place is free, and the turn's slice is used up.
    first.resolve("done");
    await clock.stepTo(third.arrivedAt + 100);
    expect([second.fate, third.fate, admission.running]).toEqual(["waiting", "waiting", 0]);
    turn();
    await clock.stepTo(400);
    expect([second.fate, third.fate, admission.waiting]).toEqual(["running", "overloaded", 0]);
    second.resolve("done");
    await quiet();
    expect(clock.timers).toBe(0);
  });
});

describe("P3: a turn of the event loop is for sockets and timers too", () => {
  test("so many are started in one turn as the slice holds; the others in the next ones, without being refused", async () => {
    const { search, turn } = gateOf(
      { runningMax: 100, waitingMax: 0 },
      { turns: "by hand", startMs: 2 },
    );
    const all = Array.from({ length: 7 }, () => search());
    const running = () => all.filter(({ fate }) => fate === "running").length;
    expect(running()).toBe(3);
    turn();
    expect(running()).toBe(6);
    turn();
    expect(running()).toBe(7);
  });

  test("one that waits for its turn only is not refused, however long the turn takes", async () => {
    const { clock, search, turn } = gateOf(
      { runningMax: 100, waitingMax: 0 },
      { turns: "by hand", startMs: 6 },
    );
    const [one, two] = [search(800), search(800)];
    await clock.stepTo(5_000);
    expect([one.fate, two.fate]).toEqual(["running", "waiting"]);
    turn();
    expect(two.fate).toBe("running");
  });

  test("after a long turn the slice is a quarter of it, at most 50 ms: refusals must not take all the time", async () => {
    const { clock, search, turn } = gateOf(
      { runningMax: 1_000, waitingMax: 0 },
      { turns: "by hand", startMs: 5 },
    );
    const all = Array.from({ length: 40 }, () => search(8_000));
    const running = () => all.filter(({ fate }) => fate === "running").length;
    expect(running()).toBe(1);
    await clock.stepTo(clock.now() + 75);
    turn();
    expect(running()).toBe(1 + 4);
    await clock.stepTo(clock.now() + 1_000);
    turn();
    expect(running()).toBe(1 + 4 + 10);
  });

  test("one that costs more than a slice is still started, one a turn", () => {
    const { search, turn } = gateOf(
      { runningMax: 100, waitingMax: 0 },
      { turns: "by hand", startMs: 50 },
    );
    const all = Array.from({ length: 3 }, () => search());
    const running = () => all.filter(({ fate }) => fate === "running").length;
    expect(running()).toBe(1);
    turn();
    expect(running()).toBe(2);
    turn();
    expect(running()).toBe(3);
  });
});

test("P1: a burst starts no more than the gateway has shown that it can do; while the loop stays late, fewer, but never below the least", () => {
  const { admission, search } = gateOf({ runningMax: 200, waitingMax: 100 });
  for (let i = 0; i < 100; i++) search();
  expect([admission.running, admission.waiting]).toEqual([INITIAL, 100 - INITIAL]);
  admission.observeDelay(0);
  expect([admission.limit, admission.running]).toEqual([INITIAL * 1.25, INITIAL * 1.25]);
  for (let i = 0; i < LATE_IN_A_ROW; i++) admission.observeDelay(500);
  expect(admission.limit).toBe(INITIAL);
  for (let i = 0; i < 20; i++) admission.observeDelay(500);
  expect(admission.limit).toBe(RUNNING_MIN);
});

test("P4: while a queue stands, newcomers of its door are refused before they are read; those of the other door are not", async () => {
  const { clock, admission, search } = gateOf({ runningMax: 1, waitingMax: 100 });
  search(8_000, "nats");
  search(8_000, "nats");
  for (let ms = 0; ms <= TARGET_MS + INTERVAL_MS; ms += 10) {
    await clock.stepTo(ms);
    expect(admission.refusal("nats")).toBeUndefined();
  }
  await clock.stepTo(TARGET_MS + INTERVAL_MS + 10);
  expect(admission.refusal("nats")).toMatchObject({ code: "overloaded", status: 503 });
  expect(admission.refusal("http")).toBeUndefined();
});

test("P5: one whose caller hangs up while it waits is not run, and its room is free", async () => {
  const { admission, search } = gateOf({ runningMax: 1, waitingMax: 1 });
  const caller = new AbortController();
  const one = search();
  const two = search(800, "http", caller.signal);
  caller.abort();
  const three = search();
  await quiet();
  one.resolve("done");
  await quiet();
  expect([two.fate, two.startedAt, three.fate, admission.waiting]).toEqual([
    "cancelled",
    null,
    "running",
    0,
  ]);
});

describe("A10: idle", () => {
  test("is at once when nothing runs", async () => {
    await expect(
      gateOf({ runningMax: 1, waitingMax: 1 }).admission.idle(),
    ).resolves.toBeUndefined();
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
          const full =
            admission.running === most.runningMax && admission.waiting === most.waitingMax;
          const foretold = admission.refusal("http") !== undefined;
          const newcomer = search(one.arrives);
          await quiet();
          // Refused exactly when the gate says so beforehand: always when there is no room at all,
          // else only while its queue stands.
          expect(newcomer.fate === "overloaded").toBe(foretold);
          if (full) expect(foretold).toBe(true);
          else if (foretold) expect(admission.waiting).toBeGreaterThan(0);
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
        expect([admission.running, admission.waiting]).toEqual([
          count("running"),
          count("waiting"),
        ]);
        expect(admission.running).toBeLessThanOrEqual(most.runningMax);
        expect(admission.waiting).toBeLessThanOrEqual(most.waitingMax);
        // No place stands empty while somebody waits for it.
        if (admission.waiting > 0) expect(admission.running).toBe(most.runningMax);
      }
      const starts = all.flatMap(({ one: { startedAt } }) =>
        startedAt === null ? [] : [startedAt],
      );
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
      const idle = admission.idle();
      for (const { one } of all) one.resolve("done");
      await quiet();
      await idle;
      for (const { one, deadlineMs } of all) {
        expect(["done", "internal", "overloaded"]).toContain(one.fate);
        expect((one.startedAt ?? one.refusedAt ?? Number.NaN) - one.arrivedAt).toBeLessThanOrEqual(
          deadlineMs / 4,
        );
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
