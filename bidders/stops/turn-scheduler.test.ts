import { describe, expect, test } from "@jest/globals";
import { nextTask, TURN_MS, TurnScheduler, type TurnTask } from "./turn-scheduler.ts";

describe("TURN-1: who has the next turn", () => {
  const cheap = { costMs: 1, workMs: 0, untilMs: 900 };
  const expensive = { costMs: 2_000, workMs: 0, untilMs: 100 };
  test.each([
    ["no task", [], undefined],
    ["the cheaper lane, whatever the time", [expensive, cheap], 1],
    ["in a lane, whose time is over first", [cheap, { ...cheap, untilMs: 800 }], 1],
    ["of equals, the first", [cheap, { ...cheap }], 0],
    [
      "one that has taken more than was expected falls behind",
      [
        { ...cheap, workMs: 300, untilMs: 10 },
        { ...cheap, untilMs: 990 },
      ],
      1,
    ],
    [
      "but not behind one that is expected to take more yet",
      [expensive, { ...cheap, workMs: 200 }],
      1,
    ],
  ])("%s", (_name, tasks, expected) => {
    expect(nextTask(tasks)).toBe(expected === undefined ? undefined : tasks[expected]);
  });
});

/** A thread whose pauses the test ends, and what happened there. */
function setUp() {
  const happened: string[] = [];
  let go = () => {};
  const turns = new TurnScheduler(
    () =>
      new Promise((resolve) => {
        go = resolve;
      }),
  );
  const task = (name: string, costMs: number, turnsLeft: number) => {
    const one = {
      costMs,
      workMs: 0,
      untilMs: 1_000,
      isCancelled: false,
      work(turnMs: number) {
        happened.push(name);
        one.workMs += turnMs;
        turnsLeft--;
        return turnsLeft > 0;
      },
      check() {
        if (one.isCancelled) happened.push(`${name} stopped`);
        return !one.isCancelled;
      },
    };
    return one satisfies TurnTask;
  };
  const pause = async () => {
    go();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { turns, task, pause, happened };
}

describe("tasks on one thread", () => {
  test("TURN-4: one that is alone and short begins at once, and has one turn", () => {
    const { turns, task, happened } = setUp();
    turns.add(task("short", 1, 1));
    expect({ happened, turns: turns.size }).toEqual({ happened: ["short"], turns: 0 });
  });

  test("TURN-1, TURN-2: a short one that comes while a long one is at work has the next turn", async () => {
    const { turns, task, pause, happened } = setUp();
    turns.add(task("long", 2_000, 3));
    turns.add(task("short", 1, 1));
    for (let i = 0; i < 5; i++) await pause();
    expect(happened).toEqual(["long", "short", "long", "long"]);
    expect(turns.size).toBe(0);
  });

  test("TURN-1: one that was taken for short, and is not, gives way to others", async () => {
    const { turns, task, pause, happened } = setUp();
    turns.add(task("wrong", 1, 1_000));
    while (happened.length * TURN_MS <= 300) await pause();
    turns.add(task("short", 1, 1));
    await pause();
    expect(happened.at(-1)).toBe("short");
  });

  test("TURN-3, A8: one that is cancelled ends before the next turn, though it is not its own", async () => {
    const { turns, task, pause, happened } = setUp();
    const waiting = task("expensive", 2_000, 9);
    turns.add(task("cheap", 1, 9));
    turns.add(waiting);
    await pause();
    waiting.isCancelled = true;
    await pause();
    expect(happened).toEqual(["cheap", "cheap", "expensive stopped", "cheap"]);
    expect(turns.size).toBe(1);
  });
});
