import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { LANES, laneOf, type ScheduledSearch, SearchScheduler } from "./search-scheduler.ts";

interface Named extends ScheduledSearch {
  readonly name: string;
}

const CHEAP_MS = 1;
const EXPENSIVE_MS = 2_000;

/** A scheduler on a driven clock, and what it did. */
function setUp(limits: { concurrencyMax?: number; queueMax?: number; parallel?: number } = {}) {
  let nowMs = 0;
  const started: string[] = [];
  const declined: string[] = [];
  const searches = new Map<string, Named>();
  const scheduler = new SearchScheduler<Named>({
    concurrencyMax: 4,
    queueMax: 64,
    parallel: 1,
    ...limits,
    nowMs: () => nowMs,
    start: ({ name }) => started.push(name),
    decline: ({ name }, reason) => declined.push(`${name}: ${reason}`),
  });
  return {
    scheduler,
    started,
    declined,
    enter(name: string, { costMs = 0, leastMs = 0, inMs = 10_000, givesWay = false } = {}) {
      const deadlineAtMs = nowMs + inMs;
      const search = { name, costMs, leastMs, lane: laneOf(costMs), deadlineAtMs, givesWay };
      searches.set(name, search);
      return scheduler.enter(search);
    },
    leave: (name: string) => scheduler.leave(searches.get(name) as Named),
    withdraw: (name: string) => scheduler.withdraw(searches.get(name) as Named),
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

describe("lanes", () => {
  test.each([
    [0, 0],
    [4, 0],
    [4.1, 1],
    [32, 1],
    [256, 2],
    [257, 3],
    [Number.POSITIVE_INFINITY, 3],
  ])("%d ms are lane %d", (costMs, lane) => expect(laneOf(costMs)).toBe(lane));
});

describe("the scheduler", () => {
  test.each([
    [true, undefined],
    [false, expect.stringMatching(/after a wait of 100 ms/)],
  ])("SCHEDULE-4: the work of a search that gives way (%s) declines no other", (givesWay, answer) => {
    const { enter } = setUp();
    enter("runs", { costMs: 100, givesWay });
    expect(enter("new", { costMs: 100, leastMs: 100, inMs: 150 })).toEqual(answer);
  });

  test("SCHEDULE-1, SCHEDULE-3: runs, lets wait, declines; a free slot goes to the earliest deadline, and of equal ones to the first", () => {
    const { scheduler, started, enter, leave, withdraw } = setUp({
      concurrencyMax: 1,
      queueMax: 3,
    });
    expect(["a", "b", "c"].map((name) => enter(name))).toEqual([undefined, undefined, undefined]);
    expect(enter("soon", { inMs: 800 })).toBe(undefined);
    expect(enter("e")).toBe("overloaded: 1 running, 3 waiting");
    expect({ running: scheduler.running, waiting: scheduler.waiting }).toEqual({
      running: 1,
      waiting: 3,
    });
    leave("a");
    expect(started).toEqual(["a", "soon"]);
    expect({ first: withdraw("c"), second: withdraw("c") }).toEqual({ first: true, second: false });
    leave("soon");
    leave("b");
    expect(started).toEqual(["a", "soon", "b"]);
    expect({ running: scheduler.running, waiting: scheduler.waiting }).toEqual({
      running: 0,
      waiting: 0,
    });
  });

  test("without a queue, a search that cannot run is declined", () => {
    const { enter } = setUp({ concurrencyMax: 1, queueMax: 0 });
    expect([enter("a"), enter("b")]).toEqual([undefined, "overloaded: 1 running, 0 waiting"]);
  });

  test("SCHEDULE-2: however many expensive searches come, a cheap one starts at once", () => {
    const { started, enter } = setUp();
    for (let i = 0; i < 50; i++) enter(`expensive ${i}`, { costMs: EXPENSIVE_MS });
    expect(started).toEqual(["expensive 0"]);
    enter("cheap", { costMs: CHEAP_MS });
    expect(started).toEqual(["expensive 0", "cheap"]);
  });

  test("SCHEDULE-2: each lane leaves slots to the lanes before it", () => {
    const { started, enter } = setUp({ concurrencyMax: 8 });
    for (const costMs of [EXPENSIVE_MS, 100, 20, CHEAP_MS])
      for (let i = 0; i < 9; i++) enter(`${costMs}`, { costMs });
    expect(started).toEqual(["2000", "2000", "100", "100", "20", "20", "1", "1"]);
  });

  test("SCHEDULE-3: of the waiting searches the cheap ones go first, whatever their deadlines", () => {
    const { started, enter, leave } = setUp({ concurrencyMax: 1 });
    enter("first");
    enter("expensive", { costMs: EXPENSIVE_MS, inMs: 3_000 });
    enter("cheap", { costMs: CHEAP_MS, inMs: 9_000 });
    leave("first");
    leave("cheap");
    expect(started).toEqual(["first", "cheap", "expensive"]);
  });

  test.each<[string, { costMs: number; leastMs: number; inMs: number }, string | undefined]>([
    ["that fits", { costMs: 500, leastMs: 500, inMs: 790 }, undefined],
    [
      "that does not",
      { costMs: 900, leastMs: 900, inMs: 790 },
      "out of time: the search needs about 900 ms, and 790 ms are left",
    ],
    ["whose first offers fit", { costMs: 900, leastMs: 2, inMs: 790 }, undefined],
    ["of which nothing is known", { costMs: 0, leastMs: 0, inMs: 1 }, undefined],
  ])("SCHEDULE-4, A8: a search %s", (_, search, expected) => {
    expect(setUp().enter("one", search)).toBe(expected);
  });

  test("SCHEDULE-4: the work before it counts, as far as it cannot be done beside it; what has been done of it does not", () => {
    const expensive = { costMs: EXPENSIVE_MS, leastMs: EXPENSIVE_MS, inMs: 5_000 };
    const one = setUp({ parallel: 1 });
    expect(one.enter("a", expensive)).toBeUndefined();
    expect(one.enter("b", expensive)).toBeUndefined();
    expect(one.enter("c", expensive)).toBe(
      "out of time: the search needs about 2000 ms after a wait of 4000 ms, and 5000 ms are left",
    );
    one.pass(1_500);
    expect(one.enter("d", expensive)).toBeUndefined();
    const two = setUp({ parallel: 2, concurrencyMax: 8 });
    for (const name of ["a", "b", "c", "d"]) expect(two.enter(name, expensive)).toBeUndefined();
    // Cheap ones go before all of it.
    expect(two.enter("cheap", { costMs: CHEAP_MS, leastMs: CHEAP_MS, inMs: 10 })).toBeUndefined();
  });

  test("SCHEDULE-4: a search is checked again when its turn comes, and the next one starts instead", () => {
    const { started, declined, enter, leave, pass } = setUp({ concurrencyMax: 1 });
    enter("first");
    enter("b", { costMs: 500, leastMs: 500, inMs: 1_000 });
    enter("c", { costMs: 500, leastMs: 500, inMs: 2_000 });
    pass(600);
    leave("first");
    expect(declined).toEqual([
      "b: out of time: the search needs about 500 ms, and 400 ms are left",
    ]);
    expect(started).toEqual(["first", "c"]);
  });

  test("SCHEDULE-5: a queue full of expensive searches declines one for a cheap one", () => {
    const { started, declined, enter, leave } = setUp({ concurrencyMax: 1, queueMax: 2 });
    enter("running");
    enter("expensive 1", { costMs: EXPENSIVE_MS });
    enter("expensive 2", { costMs: EXPENSIVE_MS });
    expect(enter("cheap", { costMs: CHEAP_MS })).toBeUndefined();
    expect(declined).toEqual(["expensive 2: overloaded: 1 running, 2 waiting"]);
    expect(enter("expensive 3", { costMs: EXPENSIVE_MS })).toBe("overloaded: 1 running, 2 waiting");
    leave("running");
    expect(started).toEqual(["running", "cheap"]);
  });

  test("whatever arrives and ends: the bounds hold, the first is started (SCHEDULE-3), each search ends once, and no slot is free while a search that may have it waits (A6)", () => {
    const arrival = fc.record({
      costMs: fc.constantFrom(0, 1, 20, 100, 2_000),
      least: fc.boolean(),
      // Few values, so that deadlines are equal now and then.
      inMs: fc.integer({ min: 0, max: 10 }).map((halves) => 500 * halves),
    });
    const step = fc.oneof(
      // More arrive than end, so that several wait.
      { weight: 4, arbitrary: arrival },
      { weight: 1, arbitrary: fc.constant<SchedulerStep>("leave") },
      { weight: 1, arbitrary: fc.constant<SchedulerStep>("withdraw") },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 1_000 }) },
    );
    const limits = fc.record({
      concurrencyMax: fc.integer({ min: 1, max: 9 }),
      queueMax: fc.integer({ min: 0, max: 6 }),
      parallel: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(limits, fc.array(step, { maxLength: 120 }), (limits, steps) => {
        const model = new Model(limits);
        for (const [i, one] of steps.entries()) {
          model.take(one, `${i}`);
          model.check();
        }
      }),
    );
  });
});

/** Time that passes, the end of a search, or a search that arrives with its cost and its time. */
type SchedulerStep =
  | number
  | "leave"
  | "withdraw"
  | { readonly costMs: number; readonly least: boolean; readonly inMs: number };
type SchedulerLimits = Record<"concurrencyMax" | "queueMax" | "parallel", number>;

/** A scheduler, and beside it the sets of searches that should run and wait. */
class Model {
  readonly #limits: SchedulerLimits;
  readonly #running = new Set<Named>();
  readonly #waiting = new Set<Named>();
  readonly #scheduler: SearchScheduler<Named>;
  #nowMs = 0;

  constructor(limits: SchedulerLimits) {
    this.#limits = limits;
    this.#scheduler = new SearchScheduler<Named>({
      ...limits,
      nowMs: () => this.#nowMs,
      start: (search) => {
        expect(search).toBe(this.#first());
        expect(this.#waiting.delete(search)).toBe(true);
        const isInTime = search.leastMs <= 0 || this.#nowMs + search.leastMs <= search.deadlineAtMs;
        expect(isInTime).toBe(true);
        this.#running.add(search);
      },
      decline: (search) => expect(this.#waiting.delete(search)).toBe(true),
    });
  }

  take(step: SchedulerStep, name: string): void {
    if (typeof step === "number") this.#nowMs += step;
    else if (typeof step === "object") this.#enter(step, name);
    else {
      const [search] = step === "leave" ? this.#running : this.#waiting;
      if (search === undefined) return;
      if (step === "leave") {
        this.#running.delete(search);
        this.#scheduler.leave(search);
      } else {
        this.#waiting.delete(search);
        expect(this.#scheduler.withdraw(search)).toBe(true);
      }
    }
  }

  /** SCHEDULE-3: of those that wait, the one that goes before all others. */
  #first(): Named | undefined {
    return [...this.#waiting].sort((a, b) => a.lane - b.lane || a.deadlineAtMs - b.deadlineAtMs)[0];
  }

  #enter({ costMs, least, inMs }: Exclude<SchedulerStep, number | string>, name: string): void {
    const leastMs = least ? costMs : 0;
    const lane = laneOf(costMs);
    const search = { name, costMs, leastMs, lane, deadlineAtMs: this.#nowMs + inMs };
    this.#waiting.add(search);
    const refusal = this.#scheduler.enter(search);
    if (refusal !== undefined) expect(this.#waiting.delete(search)).toBe(true);
  }

  check(): void {
    const scheduler = this.#scheduler;
    const [running, waiting] = [this.#running, this.#waiting];
    expect({ running: scheduler.running, waiting: scheduler.waiting }).toEqual({
      running: running.size,
      waiting: waiting.size,
    });
    expect(new Set(scheduler.searches())).toEqual(new Set([...running, ...waiting]));
    expect(waiting.size).toBeLessThanOrEqual(this.#limits.queueMax);
    const held = (lane: number) => [...running].filter((search) => search.lane >= lane).length;
    const heldMax = (lane: number) =>
      Math.max(1, Math.floor((this.#limits.concurrencyMax * (LANES - lane)) / LANES));
    for (let lane = 0; lane < LANES; lane++) expect(held(lane)).toBeLessThanOrEqual(heldMax(lane));
    for (const { lane } of waiting) {
      const isFull = Array.from({ length: lane + 1 }, (_, below) => held(below) >= heldMax(below));
      expect(isFull).toContain(true);
    }
  }
}
