import { describe, expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import { BEST, NOW_MS, RATES, searchOf } from "../../test/fixtures/flights/context.ts";
import type { OfferBatch } from "../kit/offer-batch.ts";
import type { OfferSearch } from "./offer-search.ts";
import { GRACE_MS, TaskRun } from "./task-run.ts";
import type { SearchTask, TaskEnd, TaskMessage } from "./thread-messages.ts";

const ID = 7;
const SLOT = 1;
const DONE: OfferBatch<readonly FlightOffer[]> = {
  offers: [],
  floor: null,
  final: true,
  notes: ["done"],
};
const batch = (floor: number | null): OfferBatch<readonly FlightOffer[]> => ({
  offers: [],
  floor,
  final: false,
  notes: [],
});

interface RunSetup {
  readonly cancels: Int32Array;
  nowMs: number;
  /** The part of it that other programs had of the processor. */
  othersMs: number;
  checkpoints: number;
}

const TASK = {
  id: ID,
  slot: SLOT,
  costMs: 1,
  request: searchOf("LHR-JFK 2026-12-15"),
  terms: { nowMs: NOW_MS, objective: BEST, rates: RATES, offersMax: 100 },
};

function begin(act: (setup: RunSetup) => OfferSearch, leftMs = 800) {
  const setup: RunSetup = {
    cancels: new Int32Array(new SharedArrayBuffer(8)),
    nowMs: 1_000,
    othersMs: 0,
    checkpoints: 0,
  };
  const posted: TaskMessage[] = [];
  const task: SearchTask = { ...TASK, leftMs };
  const run = new TaskRun(task, act(setup), {
    cancels: setup.cancels,
    nowMs: () => setup.nowMs,
    cpuMs: () => setup.nowMs - setup.othersMs,
    post: (one) => posted.push(one),
  });
  return { setup, posted, run };
}

/** Runs an answer to its end in one turn. */
async function run(
  act: (setup: RunSetup) => OfferSearch,
  leftMs = 800,
): Promise<{ end: TaskEnd; posted: TaskMessage[]; checkpoints: number }> {
  const { setup, posted, run } = begin(act, leftMs);
  expect(run.work(Number.POSITIVE_INFINITY)).toBe(false);
  return { end: await run.ended, posted, checkpoints: setup.checkpoints };
}

/** Something happens at one of its checkpoints, and then it would go on for long. */
const happens = (at: number, what: (setup: RunSetup) => void) =>
  function* (setup: RunSetup): OfferSearch {
    while (setup.checkpoints < 1_000) {
      setup.checkpoints++;
      if (setup.checkpoints === at) what(setup);
      yield;
    }
    yield DONE;
  };

describe("one task on a thread", () => {
  test("runs to its end, and posts its batches before it", async () => {
    const { end, posted } = await run(function* () {
      yield;
      yield batch(5);
      yield batch(null);
      yield DONE;
    });
    expect(posted.map(({ taskId, batch }) => [taskId, batch.floor])).toEqual([
      [ID, 5],
      [ID, null],
    ]);
    expect(end).toMatchObject({
      how: "done",
      batches: 2,
      batch: { final: true, notes: ["done"], offers: { rows: 0, invalid: 0 } },
    });
  });

  test.each([
    1, 2, 500,
  ])("TASK-1, A8: it stops at the very checkpoint at which it is cancelled, be it number %d", async (at) => {
    const { end, checkpoints } = await run(
      happens(at, ({ cancels }) => Atomics.store(cancels, SLOT, ID)),
    );
    expect({ end, checkpoints }).toEqual({
      end: { how: "stopped", batches: 0, workMs: 0 },
      checkpoints: at,
    });
  });

  test.each<[string, number, number]>([
    ["of the one before in its slot", SLOT, ID - 1],
    ["in another's slot", 0, ID],
  ])("TASK-1: a cancel %s is not its own", async (_, slot, id) => {
    const { end, checkpoints } = await run(
      happens(1, ({ cancels }) => Atomics.store(cancels, slot, id)),
    );
    expect({ how: end.how, checkpoints }).toEqual({ how: "done", checkpoints: 1_000 });
  });

  test.each<[number, number, string, number]>([
    [0, GRACE_MS, "stopped", 3],
    [800, 800 + GRACE_MS, "stopped", 3],
    [800, 800 + GRACE_MS - 0.001, "done", 1_000],
  ])("TASK-2: with %d ms left, %d ms later it has %s", async (leftMs, laterMs, how, taken) => {
    const late = happens(3, (setup) => {
      setup.nowMs += laterMs;
    });
    const { end, checkpoints } = await run(late, leftMs);
    expect({ how: end.how, checkpoints }).toEqual({ how, checkpoints: taken });
  });

  test.each<[string, unknown, object]>([
    [
      "with a code",
      new AuctionError("result-too-large", "too much"),
      { code: "result-too-large", message: "too much" },
    ],
    [
      "a mistake",
      new TypeError("oh"),
      { code: "internal", stack: expect.stringContaining("TypeError: oh\n    at ") },
    ],
    ["no error at all", "a text", { code: "internal", stack: "a text" }],
  ])("TASK-3: what is thrown is an ending: %s", async (_, thrown, expected) => {
    const { end } = await run(function* () {
      yield batch(1);
      throw thrown;
    });
    expect(end).toMatchObject({ how: "failed", batches: 1, ...expected });
  });

  test("BATCH-1: a search that ends without a final batch has failed", async () => {
    const { end } = await run(function* () {
      yield batch(1);
    });
    expect(end).toMatchObject({ how: "failed", batches: 1, code: "internal" });
  });

  test("TASK-1, TASK-3: a turn ends at the first checkpoint after its time, and the task goes on in the next; TASK-4: its end has what it has taken", async () => {
    const { setup, run } = begin(function* (setup) {
      for (let checkpoint = 0; checkpoint < 9; checkpoint++) {
        setup.nowMs += 0.75;
        yield;
      }
      yield DONE;
    });
    expect({ mayGoOn: run.work(2), workMs: run.workMs }).toEqual({ mayGoOn: true, workMs: 2.25 });
    setup.nowMs += 50; // another task has its turn
    expect({ mayGoOn: run.work(2), workMs: run.workMs }).toEqual({ mayGoOn: true, workMs: 4.5 });
    expect({ mayGoOn: run.work(100), workMs: run.workMs }).toEqual({
      mayGoOn: false,
      workMs: 6.75,
    });
    expect(await run.ended).toMatchObject({ how: "done", workMs: 6.75 });
  });

  test("TASK-4: what other programs have of the processor meanwhile is none of its work", async () => {
    const { setup, run } = begin(function* (setup) {
      setup.nowMs += 100;
      setup.othersMs += 99;
      yield;
      yield DONE;
    });
    expect({ mayGoOn: run.work(2), workMs: run.workMs }).toEqual({ mayGoOn: true, workMs: 1 });
    expect(run.work(2)).toBe(false);
    expect(await run.ended).toMatchObject({ how: "done", workMs: 1 });
    expect(setup.nowMs).toBe(1_100);
  });

  test("A8: one that waits for its turn ends when it is cancelled, and when its time is over", async () => {
    const forever = function* (): OfferSearch {
      for (;;) yield;
    };
    const cancelled = begin(forever);
    expect(cancelled.run.check()).toBe(true);
    Atomics.store(cancelled.setup.cancels, SLOT, ID);
    expect(cancelled.run.check()).toBe(false);
    expect(await cancelled.run.ended).toMatchObject({ how: "stopped" });
    const late = begin(forever, 10);
    late.setup.nowMs += 10 + GRACE_MS;
    expect(late.run.check()).toBe(false);
    expect(await late.run.ended).toMatchObject({ how: "stopped" });
  });
});
