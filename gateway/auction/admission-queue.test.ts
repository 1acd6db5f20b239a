import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { afterMicrotasks } from "../../common/runtime/after-microtasks.ts";
import { AuctionError } from "../../proto/errors.ts";
import { quiet, SteppedClock } from "../../test/fixtures/auction/auction.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { AdmissionQueue, type AdmissionQueueLimits, RUNNING_MIN } from "./admission-queue.ts";
import { INITIAL, LATE_IN_A_ROW } from "./concurrency-limit.ts";
import { INTERVAL_MS, TARGET_MS } from "./standing-queue.ts";

const RUNS = propertyRuns(3_000);

/**
 * An queue queue whose searches run until the test ends them. A turn of the event loop ends at
 * once, or when the test calls `turn`.
 */
function queueOf(
  limits: AdmissionQueueLimits,
  { turns = "at once" as "at once" | "by hand", startMs = 0 } = {},
) {
  const clock = new SteppedClock();
  const pending: (() => void)[] = [];
  const nextTurn = (callback: () => void) =>
    void (turns === "at once" ? queueMicrotask(callback) : pending.push(callback));
  const queue = new AdmissionQueue(limits, {
    clock,
    nextTurn,
    afterMicrotasks: queueMicrotask,
  });
  const turn = () => {
    for (const callback of pending.splice(0)) callback();
  };
  const search = (deadlineMs = 800, transport = "http", signal?: AbortSignal) => {
    const work = Promise.withResolvers<string>();
    const one = {
      ...work,
      arrivedAtMs: clock.now(),
      startedAtMs: null as number | null,
      state: "waiting" as string,
      refusedAtMs: null as number | null,
    };
    const newSearch = {
      transport,
      arrivedAtMs: clock.now(),
      placeTimeoutMs: deadlineMs / 4,
      ...(signal === undefined ? {} : { signal }),
    };
    queue
      .run(newSearch, () => {
        one.startedAtMs = clock.now();
        one.state = "running";
        // The time that a start takes from its turn.
        if (startMs > 0) clock.moveTo(clock.now() + startMs);
        return work.promise;
      })
      .then(
        (value) => {
          one.state = value;
        },
        (thrown: unknown) => {
          one.state = thrown instanceof AuctionError ? thrown.code : String(thrown);
          one.refusedAtMs = clock.now();
        },
      );
    return one;
  };
  return { clock, queue, search, turn };
}

test("ADMISSION-6, A1: a search that ends is answered before the next one starts, however many promises its answer takes", async () => {
  const nextTurn = (callback: () => void) => void setImmediate(callback);
  const queue = new AdmissionQueue(
    { runningMax: RUNNING_MIN, waitingMax: 2 },
    { clock: new SteppedClock(), nextTurn, afterMicrotasks },
  );
  const turnOver = () => new Promise<void>((resolve) => setImmediate(resolve));
  const happened: string[] = [];
  const work = Array.from({ length: RUNNING_MIN + 2 }, () => Promise.withResolvers<void>());
  const newSearch = { transport: "http", arrivedAtMs: 0, placeTimeoutMs: 200 };
  const answers = work.map(async ({ promise }, i) => {
    await queue.run(newSearch, () => {
      if (i >= RUNNING_MIN) happened.push(`start ${i - RUNNING_MIN}`);
      return promise;
    });
    for (let hops = 0; hops < 10; hops++) await null;
    happened.push(`answer ${i}`);
  });
  await turnOver();
  work[0]?.resolve();
  work[1]?.resolve();
  await turnOver();
  expect(happened).toEqual(["answer 0", "answer 1", "start 0", "start 1"]);
  for (const { resolve } of work) resolve();
  await Promise.all(answers);
});

describe("ADMISSION-1, A6: so many auctions run, so many searches wait, and one more is refused", () => {
  test("with a free place it runs at once", async () => {
    const { queue, search } = queueOf({ runningMax: 2, waitingMax: 1 });
    const [one, two] = [search(), search()];
    expect({
      oneState: one.state,
      twoState: two.state,
      running: queue.running,
      waiting: queue.waiting,
    }).toEqual({ oneState: "running", twoState: "running", running: 2, waiting: 0 });
  });

  test("it waits, and starts when a place becomes free", async () => {
    const { clock, queue, search } = queueOf({ runningMax: 1, waitingMax: 1 });
    const [one, two] = [search(), search()];
    await clock.stepTo(40);
    one.resolve("done");
    await quiet();
    expect({
      oneState: one.state,
      twoState: two.state,
      twoStartedAtMs: two.startedAtMs,
      running: queue.running,
      waiting: queue.waiting,
    }).toEqual({
      oneState: "done",
      twoState: "running",
      twoStartedAtMs: 40,
      running: 1,
      waiting: 0,
    });
    expect(clock.timers).toBe(0);
  });

  test("waiting searches start in the order in which they came", async () => {
    const { search } = queueOf({ runningMax: 1, waitingMax: 2 });
    const [one, two, three] = [search(), search(), search()];
    one.resolve("done");
    await quiet();
    expect({ twoState: two.state, threeState: three.state }).toEqual({
      twoState: "running",
      threeState: "waiting",
    });
  });

  test("beyond both limits it is refused at once", async () => {
    const { clock, search } = queueOf({ runningMax: 1, waitingMax: 1 });
    search();
    search();
    const three = search();
    await quiet();
    expect({ state: three.state, refusedAtMs: three.refusedAtMs, now: clock.now() }).toEqual({
      state: "overloaded",
      refusedAtMs: 0,
      now: 0,
    });
  });

  test("it waits a quarter of its deadline, and not longer", async () => {
    const { clock, queue, search } = queueOf({ runningMax: 1, waitingMax: 1 });
    search();
    const two = search(800);
    await clock.stepTo(199);
    expect(two.state).toBe("waiting");
    await clock.stepTo(200);
    expect({ twoState: two.state, waiting: queue.waiting, running: queue.running }).toEqual({
      twoState: "overloaded",
      waiting: 0,
      running: 1,
    });
  });

  test("a search past its timeout does not take the place that becomes free", async () => {
    const { clock, queue, search } = queueOf({ runningMax: 1, waitingMax: 2 });
    const one = search();
    search(400);
    const three = search(800);
    await clock.stepTo(100);
    one.resolve("done");
    await quiet();
    expect({ threeState: three.state, running: queue.running }).toEqual({
      threeState: "running",
      running: 1,
    });
  });

  test("an auction that throws frees its place, and its caller gets the error", async () => {
    const { queue, search } = queueOf({ runningMax: 1, waitingMax: 1 });
    const [one, two] = [search(), search()];
    one.reject(new AuctionError("no-broker", "gone"));
    await quiet();
    expect({ oneState: one.state, twoState: two.state, running: queue.running }).toEqual({
      oneState: "no-broker",
      twoState: "running",
      running: 1,
    });
  });
});

describe("ADMISSION-2, A6: two transports share fairly", () => {
  test("the next place goes to the transport with the fewest running, however many the other has waiting", async () => {
    const { search } = queueOf({ runningMax: 2, waitingMax: 10 });
    const flood = Array.from({ length: 6 }, () => search(800, "nats"));
    const web = search(800, "http");
    flood[0]?.resolve("done");
    await quiet();
    expect(web.state).toBe("running");
    expect(flood.slice(1, 4).map(({ state }) => state)).toEqual(["running", "waiting", "waiting"]);
  });

  test("when no more may wait, the newest of the longer queue is refused, until both are as long", async () => {
    const { search, queue } = queueOf({ runningMax: 1, waitingMax: 4 });
    const flood = Array.from({ length: 5 }, () => search(800, "nats"));
    const web = Array.from({ length: 3 }, () => search(800, "http"));
    await quiet();
    expect(flood.map(({ state }) => state)).toEqual([
      "running",
      "waiting",
      "waiting",
      "overloaded",
      "overloaded",
    ]);
    expect(web.map(({ state }) => state)).toEqual(["waiting", "waiting", "overloaded"]);
    expect(queue.waiting).toBe(4);
  });
});

describe("ADMISSION-5: a search that waits for a place is refused after its timeout", () => {
  test("also when a place was free at that moment, and went to a search before it", async () => {
    const { clock, queue, search, turn } = queueOf(
      { runningMax: 1, waitingMax: 10 },
      { turns: "by hand", startMs: 10 },
    );
    const first = search(8_000);
    const [second, third] = [search(8_000), search(400)];
    await clock.stepTo(99);
    // The place is free, and the slice of the turn is used up.
    first.resolve("done");
    await clock.stepTo(third.arrivedAtMs + 100);
    expect({ secondState: second.state, thirdState: third.state, running: queue.running }).toEqual({
      secondState: "waiting",
      thirdState: "waiting",
      running: 0,
    });
    turn();
    await clock.stepTo(400);
    expect({ secondState: second.state, thirdState: third.state, waiting: queue.waiting }).toEqual({
      secondState: "running",
      thirdState: "overloaded",
      waiting: 0,
    });
    second.resolve("done");
    await quiet();
    expect(clock.timers).toBe(0);
  });
});

describe("ADMISSION-3: a turn of the event loop leaves time for sockets and timers", () => {
  test("one turn starts searches for the length of its slice; the others start in the next turns and are not refused", async () => {
    const { search, turn } = queueOf(
      { runningMax: 100, waitingMax: 0 },
      { turns: "by hand", startMs: 2 },
    );
    const all = Array.from({ length: 7 }, () => search());
    const running = () => all.filter(({ state }) => state === "running").length;
    expect(running()).toBe(3);
    turn();
    expect(running()).toBe(6);
    turn();
    expect(running()).toBe(7);
  });

  test("a search that waits only for the next turn is not refused, however long the turn takes", async () => {
    const { clock, search, turn } = queueOf(
      { runningMax: 100, waitingMax: 0 },
      { turns: "by hand", startMs: 6 },
    );
    const [one, two] = [search(800), search(800)];
    await clock.stepTo(5_000);
    expect({ oneState: one.state, twoState: two.state }).toEqual({
      oneState: "running",
      twoState: "waiting",
    });
    turn();
    expect(two.state).toBe("running");
  });

  test("after a long turn the slice is a quarter of it, at most 50 ms: refusals must not take all the time", async () => {
    const { clock, search, turn } = queueOf(
      { runningMax: 1_000, waitingMax: 0 },
      { turns: "by hand", startMs: 5 },
    );
    const all = Array.from({ length: 40 }, () => search(8_000));
    const running = () => all.filter(({ state }) => state === "running").length;
    expect(running()).toBe(1);
    await clock.stepTo(clock.now() + 75);
    turn();
    expect(running()).toBe(1 + 4);
    await clock.stepTo(clock.now() + 1_000);
    turn();
    expect(running()).toBe(1 + 4 + 10);
  });

  test("a search that takes more than a slice is still started, one in each turn", () => {
    const { search, turn } = queueOf(
      { runningMax: 100, waitingMax: 0 },
      { turns: "by hand", startMs: 50 },
    );
    const all = Array.from({ length: 3 }, () => search());
    const running = () => all.filter(({ state }) => state === "running").length;
    expect(running()).toBe(1);
    turn();
    expect(running()).toBe(2);
    turn();
    expect(running()).toBe(3);
  });
});

test("ADMISSION-1: a burst starts no more than the limit; while the event loop is late, fewer run, but never below the minimum", () => {
  const { queue, search } = queueOf({ runningMax: 200, waitingMax: 100 });
  for (let i = 0; i < 100; i++) search();
  expect({ running: queue.running, waiting: queue.waiting }).toEqual({
    running: INITIAL,
    waiting: 100 - INITIAL,
  });
  queue.observeDelay(0);
  expect({ limit: queue.limit, running: queue.running }).toEqual({
    limit: INITIAL * 1.25,
    running: INITIAL * 1.25,
  });
  for (let i = 0; i < LATE_IN_A_ROW; i++) queue.observeDelay(500);
  expect(queue.limit).toBe(INITIAL);
  for (let i = 0; i < 20; i++) queue.observeDelay(500);
  expect(queue.limit).toBe(RUNNING_MIN);
});

test("ADMISSION-4: during a standing queue, new searches of its transport are refused before they are read; those of the other transport are not", async () => {
  const { clock, queue, search } = queueOf({ runningMax: 1, waitingMax: 100 });
  search(8_000, "nats");
  search(8_000, "nats");
  for (let ms = 0; ms <= TARGET_MS + INTERVAL_MS; ms += 10) {
    await clock.stepTo(ms);
    queue.observeQueue("nats");
    expect(queue.refusal("nats")).toBeUndefined();
  }
  await clock.stepTo(TARGET_MS + INTERVAL_MS + 10);
  expect(queue.refusal("nats")).toMatchObject({ code: "overloaded", status: 503 });
  expect(queue.refusal("http")).toBeUndefined();
});

test("ADMISSION-5: a search whose caller disconnects while it waits is not run, and another may wait", async () => {
  const { queue, search } = queueOf({ runningMax: 1, waitingMax: 1 });
  const caller = new AbortController();
  const one = search();
  const two = search(800, "http", caller.signal);
  caller.abort();
  const three = search();
  await quiet();
  one.resolve("done");
  await quiet();
  expect({
    twoState: two.state,
    twoStartedAtMs: two.startedAtMs,
    threeState: three.state,
    waiting: queue.waiting,
  }).toEqual({ twoState: "cancelled", twoStartedAtMs: null, threeState: "running", waiting: 0 });
});

describe("A10: idle", () => {
  test("resolves at once when nothing runs", async () => {
    await expect(queueOf({ runningMax: 1, waitingMax: 1 }).queue.idle()).resolves.toBeUndefined();
  });

  test("waits for those that run and those that wait; and again for those that come later", async () => {
    const { queue, search } = queueOf({ runningMax: 1, waitingMax: 1 });
    const waitForIdle = () => {
      const wait = { idle: false };
      void queue.idle().then(() => {
        wait.idle = true;
      });
      return wait;
    };
    const [one, two] = [search(), search()];
    const first = waitForIdle();
    one.resolve("done");
    await quiet();
    expect(first.idle).toBe(false);
    two.resolve("done");
    await quiet();
    expect(first.idle).toBe(true);
    const three = search();
    const second = waitForIdle();
    await quiet();
    expect(second.idle).toBe(false);
    three.resolve("done");
    await quiet();
    expect(second.idle).toBe(true);
  });
});

test("A6, A10: never more than may run or wait, no search is lost, none waits past a quarter of its deadline, none overtakes another", async () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ arrives: fc.integer({ min: 40, max: 400 }) }) },
    { weight: 3, arbitrary: fc.record({ ends: fc.nat(9), badly: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ passes: fc.integer({ min: 1, max: 60 }) }) },
  );
  const limits = fc.record({ runningMax: fc.integer({ min: 1, max: 3 }), waitingMax: fc.nat(3) });
  let [refused, waited] = [0, 0];
  await fc.assert(
    fc.asyncProperty(limits, fc.array(step, { maxLength: 25 }), async (most, steps) => {
      const { clock, queue, search } = queueOf(most);
      const all: { one: ReturnType<typeof search>; deadlineMs: number }[] = [];
      for (const one of steps) {
        const running = all.filter(({ one: { state } }) => state === "running");
        if ("arrives" in one) {
          const full = queue.running === most.runningMax && queue.waiting === most.waitingMax;
          const wouldRefuse = queue.refusal("http") !== undefined;
          const arrived = search(one.arrives);
          await quiet();
          // Refused exactly when `refusal` has said so: always when no more may wait, else only
          // during a standing queue.
          expect(arrived.state === "overloaded").toBe(wouldRefuse);
          if (full) expect(wouldRefuse).toBe(true);
          else if (wouldRefuse) expect(queue.waiting).toBeGreaterThan(0);
          all.push({ one: arrived, deadlineMs: one.arrives });
        } else if ("ends" in one) {
          const ending = running[one.ends % Math.max(1, running.length)]?.one;
          if (one.badly) ending?.reject(new AuctionError("internal", "broken"));
          else ending?.resolve("done");
          await quiet();
        } else {
          await clock.stepTo(clock.now() + one.passes);
        }
        const count = (state: string) => all.filter((its) => its.one.state === state).length;
        expect({ running: queue.running, waiting: queue.waiting }).toEqual({
          running: count("running"),
          waiting: count("waiting"),
        });
        expect(queue.running).toBeLessThanOrEqual(most.runningMax);
        expect(queue.waiting).toBeLessThanOrEqual(most.waitingMax);
        // No place is free while a search waits for one.
        if (queue.waiting > 0) expect(queue.running).toBe(most.runningMax);
      }
      const starts = all.flatMap(({ one: { startedAtMs } }) =>
        startedAtMs === null ? [] : [startedAtMs],
      );
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
      const idle = queue.idle();
      for (const { one } of all) one.resolve("done");
      await quiet();
      await idle;
      for (const { one, deadlineMs } of all) {
        expect(["done", "internal", "overloaded"]).toContain(one.state);
        expect(
          (one.startedAtMs ?? one.refusedAtMs ?? Number.NaN) - one.arrivedAtMs,
        ).toBeLessThanOrEqual(deadlineMs / 4);
        if (one.refusedAtMs !== null && one.state === "overloaded") refused++;
        if (one.startedAtMs !== null && one.startedAtMs > one.arrivedAtMs) waited++;
      }
      expect({ running: queue.running, waiting: queue.waiting, timers: clock.timers }).toEqual({
        running: 0,
        waiting: 0,
        timers: 0,
      });
    }),
    { numRuns: RUNS },
  );
  // Queues that are never full would prove little.
  expect(Math.min(refused, waited)).toBeGreaterThan(RUNS / 33);
});
