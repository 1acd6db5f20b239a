import { describe, expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { BEST, NOW_MS, RATES, searchOf } from "../../test/fixtures/flights/context.ts";
import type { Answer } from "./offer-search.ts";
import { GRACE_MS, Run } from "./task-run.ts";
import type { Ending, Task, ToldPart } from "./thread-messages.ts";

const ID = 7;
const SLOT = 1;
const DONE = { offers: [], notes: ["done"] };

interface Stage {
  readonly cancels: Int32Array;
  nowMs: number;
  /** Of it, what other programs had of the processor. */
  othersMs: number;
  breaths: number;
}

const TASK = {
  id: ID,
  slot: SLOT,
  costMs: 1,
  request: searchOf("LHR-JFK 2026-12-15"),
  setting: { nowMs: NOW_MS, objective: BEST, rates: RATES, offersMax: 100 },
};

function begin(act: (stage: Stage) => Answer, leftMs = 800) {
  const stage: Stage = {
    cancels: new Int32Array(new SharedArrayBuffer(8)),
    nowMs: 1_000,
    othersMs: 0,
    breaths: 0,
  };
  const told: ToldPart[] = [];
  const task: Task = { ...TASK, leftMs };
  const run = new Run(task, act(stage), {
    cancels: stage.cancels,
    nowMs: () => stage.nowMs,
    cpuMs: () => stage.nowMs - stage.othersMs,
    tell: (part) => told.push(part),
  });
  return { stage, told, run };
}

/** Runs an answer to its end in one turn. */
async function run(
  act: (stage: Stage) => Answer,
  leftMs = 800,
): Promise<{ ending: Ending; told: ToldPart[]; breaths: number }> {
  const { stage, told, run } = begin(act, leftMs);
  expect(run.work(Number.POSITIVE_INFINITY)).toBe(false);
  return { ending: await run.ended, told, breaths: stage.breaths };
}

/** Something happens at one of its breaths, and then it would go on for long. */
const happens = (at: number, what: (stage: Stage) => void) =>
  function* (stage: Stage): Answer {
    while (stage.breaths < 1_000) {
      stage.breaths++;
      if (stage.breaths === at) what(stage);
      yield;
    }
    return DONE;
  };

describe("one task on a thread", () => {
  test("runs to its end, and tells its parts on the way", async () => {
    const { ending, told } = await run(function* () {
      yield;
      yield { offers: [], floor: 5 };
      yield { offers: [], floor: null };
      return DONE;
    });
    expect(told.map(({ id, floor }) => [id, floor])).toEqual([
      [ID, 5],
      [ID, null],
    ]);
    expect(ending).toMatchObject({
      how: "done",
      parts: 2,
      notes: ["done"],
      columns: { rows: 0, invalid: 0 },
    });
  });

  test.each([
    1, 2, 500,
  ])("TASK-1, A8: it stops at the very breath at which it is cancelled, be it number %d", async (at) => {
    const { ending, breaths } = await run(
      happens(at, ({ cancels }) => Atomics.store(cancels, SLOT, ID)),
    );
    expect({ ending, breaths }).toEqual({
      ending: { how: "stopped", parts: 0, workMs: 0 },
      breaths: at,
    });
  });

  test.each<[string, number, number]>([
    ["of the one before in its slot", SLOT, ID - 1],
    ["in another's slot", 0, ID],
  ])("TASK-1: a cancel %s is not its own", async (_, slot, id) => {
    const { ending, breaths } = await run(
      happens(1, ({ cancels }) => Atomics.store(cancels, slot, id)),
    );
    expect({ how: ending.how, breaths }).toEqual({ how: "done", breaths: 1_000 });
  });

  test.each<[number, number, string, number]>([
    [0, GRACE_MS, "stopped", 3],
    [800, 800 + GRACE_MS, "stopped", 3],
    [800, 800 + GRACE_MS - 0.001, "done", 1_000],
  ])("TASK-2: with %d ms left, %d ms later it has %s", async (leftMs, laterMs, how, taken) => {
    const late = happens(3, (stage) => {
      stage.nowMs += laterMs;
    });
    const { ending, breaths } = await run(late, leftMs);
    expect({ how: ending.how, breaths }).toEqual({ how, breaths: taken });
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
    const { ending } = await run(function* () {
      yield { offers: [], floor: 1 };
      throw thrown;
    });
    expect(ending).toMatchObject({ how: "failed", parts: 1, ...expected });
  });

  test("TASK-1, TASK-3: a turn ends at the first breath after its time, and the task goes on in the next; TASK-4: its ending says what it has taken", async () => {
    const { stage, run } = begin(function* (stage) {
      for (let breath = 0; breath < 9; breath++) {
        stage.nowMs += 0.75;
        yield;
      }
      return DONE;
    });
    expect([run.work(2), run.workMs]).toEqual([true, 2.25]);
    stage.nowMs += 50; // another task has its turn
    expect([run.work(2), run.workMs]).toEqual([true, 4.5]);
    expect([run.work(100), run.workMs]).toEqual([false, 6.75]);
    expect(await run.ended).toMatchObject({ how: "done", workMs: 6.75 });
  });

  test("TASK-4: what other programs have of the processor meanwhile is none of its work", async () => {
    const { stage, run } = begin(function* (stage) {
      stage.nowMs += 100;
      stage.othersMs += 99;
      yield;
      return DONE;
    });
    expect([run.work(2), run.workMs]).toEqual([true, 1]);
    expect(run.work(2)).toBe(false);
    expect(await run.ended).toMatchObject({ how: "done", workMs: 1 });
    expect(stage.nowMs).toBe(1_100);
  });

  test("A8: one that waits for its turn ends when it is cancelled, and when its time is over", async () => {
    const forever = function* (): Answer {
      for (;;) yield;
    };
    const cancelled = begin(forever);
    expect(cancelled.run.look()).toBe(true);
    Atomics.store(cancelled.stage.cancels, SLOT, ID);
    expect(cancelled.run.look()).toBe(false);
    expect(await cancelled.run.ended).toMatchObject({ how: "stopped" });
    const late = begin(forever, 10);
    late.stage.nowMs += 10 + GRACE_MS;
    expect(late.run.look()).toBe(false);
    expect(await late.run.ended).toMatchObject({ how: "stopped" });
  });
});
