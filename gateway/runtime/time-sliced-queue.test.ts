import { expect, test } from "@jest/globals";
import { TIME_SLICE_MS, TimeSlicedQueue } from "./time-sliced-queue.ts";

/** An event loop whose turns the test makes, and a clock that only the jobs move. */
function driven() {
  let now = 0;
  let turns: (() => void)[] = [];
  const queue = new TimeSlicedQueue({ now: () => now }, (callback) => void turns.push(callback));
  return {
    queue,
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

test("one job is run at once", () => {
  const { queue } = driven();
  let done = false;
  queue.run(() => {
    done = true;
  });
  expect(done).toBe(true);
});

test("A6: many jobs get one time slice of each turn, run in order, and are all run", () => {
  const loop = driven();
  const done: number[] = [];
  const count = 100;
  for (let i = 0; i < count; i++) {
    loop.queue.run(() => {
      loop.work(1);
      done.push(i);
    });
  }
  expect(done).toHaveLength(TIME_SLICE_MS);
  for (let turn = 2; done.length < count; turn++) {
    loop.turn();
    expect(done).toHaveLength(Math.min(count, turn * TIME_SLICE_MS));
  }
  expect(done).toEqual([...done.keys()]);
  loop.turn();
  loop.turn();
  expect(loop.idle).toBe(true);
});

test("jobs that arrive while others wait are run after them", () => {
  const loop = driven();
  const done: string[] = [];
  const job = (name: string) => () => {
    loop.work(TIME_SLICE_MS);
    done.push(name);
  };
  loop.queue.run(job("first"));
  loop.queue.run(job("second"));
  loop.turn();
  loop.queue.run(job("third"));
  expect(done).toEqual(["first", "second"]);
  loop.turn();
  expect(done).toEqual(["first", "second", "third"]);
});

test("a job that a job adds is run too", () => {
  const loop = driven();
  const done: string[] = [];
  loop.queue.run(() => loop.queue.run(() => done.push("inner")));
  loop.turn();
  expect(done).toEqual(["inner"]);
});

test("a job that throws is not run again, and those after it are run", () => {
  const loop = driven();
  const done: string[] = [];
  loop.queue.run(() => loop.work(TIME_SLICE_MS));
  for (const name of ["one", "two", "three"])
    loop.queue.run(() => {
      done.push(name);
      if (name === "two") throw new Error(name);
    });
  expect(() => loop.turn()).toThrow("two");
  loop.turn();
  loop.turn();
  expect(done).toEqual(["one", "two", "three"]);
});

test("each turn runs a job, also where the clock moves a whole time slice between two reads", () => {
  let now = 0;
  const turns: (() => void)[] = [];
  const clock = {
    now: () => {
      now += TIME_SLICE_MS;
      return now;
    },
  };
  const queue = new TimeSlicedQueue(clock, (callback) => void turns.push(callback));
  const done: number[] = [];
  for (let i = 0; i < 3; i++) queue.run(() => void done.push(i));
  expect(done).toEqual([0]);
  for (let turn = 0; turn < 2; turn++) turns.shift()?.();
  expect(done).toEqual([0, 1, 2]);
});
