import { expect, test } from "@jest/globals";
import { JOBS_SLICE_MS, TurnSlices } from "./time-sliced-queue.ts";

/** A loop whose turns the test makes, and a clock that only the jobs move. */
function driven() {
  let now = 0;
  let turns: (() => void)[] = [];
  const slices = new TurnSlices({ now: () => now }, (callback) => void turns.push(callback));
  return {
    slices,
    work: (ms: number) => {
      now += ms;
    },
    turn() {
      const due = turns;
      turns = [];
      for (const callback of due) callback();
    },
    get idle() {
      return turns.length === 0;
    },
  };
}

test("one job is done at once", () => {
  const { slices } = driven();
  let done = false;
  slices.run(() => {
    done = true;
  });
  expect(done).toBe(true);
});

test("A6: a storm takes its slice of each turn and no more, in order, and all of it is done", () => {
  const loop = driven();
  const done: number[] = [];
  const count = 100;
  for (let i = 0; i < count; i++) {
    loop.slices.run(() => {
      loop.work(1);
      done.push(i);
    });
  }
  expect(done).toHaveLength(JOBS_SLICE_MS);
  for (let turn = 2; done.length < count; turn++) {
    loop.turn();
    expect(done).toHaveLength(Math.min(count, turn * JOBS_SLICE_MS));
  }
  expect(done).toEqual([...done.keys()]);
  loop.turn();
  loop.turn();
  expect(loop.idle).toBe(true);
});

test("jobs that come while others wait are done after them", () => {
  const loop = driven();
  const done: string[] = [];
  const job = (name: string) => () => {
    loop.work(JOBS_SLICE_MS);
    done.push(name);
  };
  loop.slices.run(job("first"));
  loop.slices.run(job("second"));
  loop.turn();
  loop.slices.run(job("third"));
  expect(done).toEqual(["first", "second"]);
  loop.turn();
  expect(done).toEqual(["first", "second", "third"]);
});

test("a job that comes from a job is done too", () => {
  const loop = driven();
  const done: string[] = [];
  loop.slices.run(() => loop.slices.run(() => done.push("inner")));
  loop.turn();
  expect(done).toEqual(["inner"]);
});
