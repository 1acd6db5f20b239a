import { describe, expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { BEST, NOW_MS, RATES, searchOf } from "../itineraries/context.fixture.ts";
import type { Answer } from "./answer.ts";
import { GRACE_MS, runTask } from "./run.ts";
import type { Task, ToldPart } from "./task.ts";

const ID = 7;
const SLOT = 1;
const DONE = { offers: [], notes: ["done"] };

interface Stage {
  readonly cancels: Int32Array;
  nowMs: number;
  breaths: number;
}

/** Runs an answer as a thread does. */
function run(act: (stage: Stage) => Answer, leftMs = 800) {
  const stage: Stage = { cancels: new Int32Array(new SharedArrayBuffer(8)), nowMs: 1_000, breaths: 0 };
  const told: ToldPart[] = [];
  const setting = { nowMs: NOW_MS, objective: BEST, rates: RATES, offersMax: 100 };
  const task: Task = { id: ID, slot: SLOT, leftMs, request: searchOf("LHR-JFK 2026-12-15"), setting };
  const ending = runTask(task, act(stage), { cancels: stage.cancels, nowMs: () => stage.nowMs, tell: (part) => told.push(part) });
  return { ending, told, breaths: stage.breaths };
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
  test("runs to its end, and tells its parts on the way", () => {
    const { ending, told } = run(function* () {
      yield;
      yield { offers: [], floor: 5 };
      yield { offers: [], floor: null };
      return DONE;
    });
    expect(told.map(({ id, floor }) => [id, floor])).toEqual([
      [ID, 5],
      [ID, null],
    ]);
    expect(ending).toMatchObject({ how: "done", parts: 2, notes: ["done"], columns: { rows: 0, invalid: 0 } });
  });

  test.each([1, 2, 500])("T1, A8: it stops at the very breath at which it is cancelled, be it number %d", (at) => {
    const { ending, breaths } = run(happens(at, ({ cancels }) => Atomics.store(cancels, SLOT, ID)));
    expect({ ending, breaths }).toEqual({ ending: { how: "stopped", parts: 0 }, breaths: at });
  });

  test.each<[string, number, number]>([
    ["of the one before in its slot", SLOT, ID - 1],
    ["in another's slot", 0, ID],
  ])("T1: a cancel %s is not its own", (_, slot, id) => {
    const { ending, breaths } = run(happens(1, ({ cancels }) => Atomics.store(cancels, slot, id)));
    expect({ how: ending.how, breaths }).toEqual({ how: "done", breaths: 1_000 });
  });

  test.each<[number, number, string, number]>([
    [0, GRACE_MS, "stopped", 3],
    [800, 800 + GRACE_MS, "stopped", 3],
    [800, 800 + GRACE_MS - 0.001, "done", 1_000],
  ])("T2: with %d ms left, %d ms later it has %s", (leftMs, laterMs, how, taken) => {
    const late = happens(3, (stage) => {
      stage.nowMs += laterMs;
    });
    const { ending, breaths } = run(late, leftMs);
    expect({ how: ending.how, breaths }).toEqual({ how, breaths: taken });
  });

  test.each<[string, unknown, object]>([
    ["with a code", new AuctionError("result-too-large", "too much"), { code: "result-too-large", message: "too much" }],
    ["a mistake", new TypeError("oh"), { code: "internal", stack: expect.stringContaining("TypeError: oh\n    at ") }],
    ["no error at all", "a text", { code: "internal", stack: "a text" }],
  ])("T3: what is thrown is an ending: %s", (_, thrown, expected) => {
    const { ending } = run(function* () {
      yield { offers: [], floor: 1 };
      throw thrown;
    });
    expect(ending).toMatchObject({ how: "failed", parts: 1, ...expected });
  });
});
