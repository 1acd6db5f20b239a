import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import type { BidderResult } from "../auction/ports.ts";
import {
  BREAKER_SETTINGS,
  Breaker,
  type BreakerReservation,
  type BreakerState,
} from "./breaker.ts";

const { coolDownMs, coolDownMsMax, trialMsMax } = BREAKER_SETTINGS;
const WAITED = { waited: true, trial: false };
const TRIAL = { waited: true, trial: true };
const SKIPPED = { waited: false, trial: false };

function setUp() {
  const clock = new DrivenClock();
  const changes: BreakerState[] = [];
  const breaker = new Breaker(clock, BREAKER_SETTINGS, (state) => changes.push(state));
  /** s = success, f = failure, n = neutral: of auctions without a reservation. */
  const observe = (results: string) => {
    for (const letter of results)
      breaker.observe(letter === "s" ? "success" : letter === "f" ? "failure" : "neutral");
  };
  return { clock, changes, breaker, observe };
}

/** Open, at 0 on the clock. */
function opened() {
  const all = setUp();
  all.observe("ffffffff");
  expect(all.breaker.state).toBe("open");
  return all;
}

describe("closed", () => {
  test.each<[string, string, BreakerState]>([
    ["too few results to open it", "fffffff", "closed"],
    ["enough of them", "ffffffff", "open"],
    ["half of them failures", "sfsfsfsf", "open"],
    ["fewer than half", "sfsfsfss", "closed"],
    ["neutral results count for nothing", "fffffffnnnnnnnnnn", "closed"],
    ["a success never opens it", "fffffffs", "closed"],
    ["nor the one after", "fffffffss", "closed"],
    ["but the next failure does", "fffffffsf", "open"],
    ["only the last 20 count", `${"s".repeat(100)}ffffffffff`, "open"],
    ["nine failures in 20", `${"s".repeat(100)}fffffffff`, "closed"],
    ["old failures do not count any more", `fffffff${"s".repeat(20)}ffffffsfff`, "closed"],
  ])("%s: %s -> %s", (_, results, state) => {
    const { breaker, observe, changes } = setUp();
    observe(results);
    expect({ state: breaker.state, changes }).toEqual({
      state,
      changes: state === "closed" ? [] : ["open"],
    });
    expect(breaker.reserve()).toEqual(state === "closed" ? WAITED : SKIPPED);
  });

  test("it opens exactly when enough of the last results are failures (against a slow oracle)", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<BidderResult>("success", "success", "failure", "neutral"), {
          maxLength: 80,
        }),
        (results) => {
          const { breaker } = setUp();
          const counted: BidderResult[] = [];
          for (const result of results) {
            breaker.observe(result);
            if (result === "neutral") continue;
            counted.push(result);
            const last = counted.slice(-20);
            const failures = last.filter((r) => r === "failure").length;
            const opens = result === "failure" && last.length >= 8 && failures / last.length >= 0.5;
            expect(breaker.state).toBe(opens ? "open" : "closed");
            if (opens) return;
          }
        },
      ),
      { numRuns: propertyRuns(3_000) },
    );
  });
});

describe("open: skipped, but still called", () => {
  test("no auction waits until the cool-down is over; then one does", () => {
    const { breaker, clock, changes } = opened();
    clock.moveTo(coolDownMs - 1);
    expect(breaker.reserve()).toEqual(SKIPPED);
    clock.moveTo(coolDownMs);
    expect({ first: breaker.reserve(), second: breaker.reserve() }).toEqual({
      first: TRIAL,
      second: SKIPPED,
    });
    expect(changes).toEqual(["open", "half-open"]);
  });

  test.each<[string, string, BreakerState]>([
    ["two answers in time are not enough", "ss", "open"],
    ["three in a row are", "sss", "half-open"],
    ["not with a failure between", "ssfss", "open"],
    ["three after a failure", "ssfsss", "half-open"],
    ["neutral results do not interrupt the row", "snsns", "half-open"],
  ])("answers in auctions that did not wait are evidence: %s", (_, results, state) => {
    const { breaker, observe } = opened();
    observe(results);
    expect(breaker.state).toBe(state);
    expect(breaker.reserve()).toEqual(state === "open" ? SKIPPED : TRIAL);
  });
});

test("BREAKER-1: no timer is set in any state; the end of a cool-down takes effect with the next reservation", () => {
  const { breaker, clock, changes } = opened();
  expect(clock.timers).toBe(0);
  clock.moveTo(coolDownMs);
  expect({ state: breaker.state, changes }).toEqual({ state: "open", changes: ["open"] });
  const trial = breaker.reserve();
  expect({ state: breaker.state, changes }).toEqual({
    state: "half-open",
    changes: ["open", "half-open"],
  });
  expect(clock.timers).toBe(0);
  trial.observe("failure");
  expect({ state: breaker.state, timers: clock.timers }).toEqual({ state: "open", timers: 0 });
});

describe("half-open: one auction at a time", () => {
  test("after a trial that failed the answers in a row are counted from zero", () => {
    const { breaker, observe } = opened();
    observe("sss");
    breaker.reserve().observe("failure");
    observe("ss");
    expect(breaker.state).toBe("open");
    observe("s");
    expect(breaker.state).toBe("half-open");
  });

  test("a trial that succeeds closes it, and the failures before it do not count", () => {
    const { breaker, clock, observe, changes } = opened();
    clock.moveTo(coolDownMs);
    breaker.reserve().observe("success");
    expect({ state: breaker.state, changes }).toEqual({
      state: "closed",
      changes: ["open", "half-open", "closed"],
    });
    observe("fffffff");
    expect(breaker.reserve()).toEqual(WAITED);
  });

  test("each trial that fails doubles the cool-down, up to 30 s; one that succeeds resets it", () => {
    const { breaker, clock, observe } = opened();
    const coolDowns: number[] = [];
    let trial = breaker.reserve();
    const coolDown = () => {
      const from = clock.now();
      do {
        trial = breaker.reserve();
        if (!trial.trial) clock.moveTo(clock.now() + 500);
      } while (!trial.trial);
      return clock.now() - from;
    };
    for (let i = 0; i < 6; i++) {
      coolDowns.push(coolDown());
      trial.observe("failure");
    }
    expect(coolDowns).toEqual([2_000, 4_000, 8_000, 16_000, coolDownMsMax, coolDownMsMax]);
    coolDown();
    trial.observe("success");
    observe("ffffffff");
    expect(coolDown()).toBe(coolDownMs);
  });

  test("a neutral trial is not evidence: the next auction is the trial", () => {
    const { breaker, clock, changes } = opened();
    clock.moveTo(coolDownMs);
    const trial = breaker.reserve();
    expect(trial).toEqual(TRIAL);
    trial.observe("neutral");
    expect({ state: breaker.state, first: breaker.reserve(), second: breaker.reserve() }).toEqual({
      state: "half-open",
      first: TRIAL,
      second: SKIPPED,
    });
    expect(changes).toEqual(["open", "half-open"]);
  });

  test("auctions that are not trials decide nothing", () => {
    const { breaker, clock, observe } = opened();
    clock.moveTo(coolDownMs);
    breaker.reserve();
    observe("ffffffffssssssss");
    expect({ state: breaker.state, next: breaker.reserve() }).toEqual({
      state: "half-open",
      next: SKIPPED,
    });
  });

  test("a trial that never ends keeps its reservation for a limited time", () => {
    const { breaker, clock } = opened();
    clock.moveTo(coolDownMs);
    breaker.reserve();
    clock.moveTo(coolDownMs + trialMsMax - 1);
    expect(breaker.reserve()).toEqual(SKIPPED);
    clock.moveTo(coolDownMs + trialMsMax);
    expect({ first: breaker.reserve(), second: breaker.reserve() }).toEqual({
      first: TRIAL,
      second: SKIPPED,
    });
  });

  test("a trial that ends after the state has moved on is a result like any other", () => {
    const { breaker, clock } = opened();
    clock.moveTo(coolDownMs);
    const first = breaker.reserve();
    clock.moveTo(coolDownMs + trialMsMax);
    const second = breaker.reserve();
    first.observe("success");
    second.observe("failure");
    expect(breaker.state).toBe("closed");
  });
});

const result = fc.constantFrom<BidderResult>("success", "failure", "failure", "neutral");
const history = fc.array(
  fc.oneof(
    fc.record({ step: fc.constant("observe" as const), result, trial: fc.boolean() }),
    fc.record({ step: fc.constant("reserve" as const) }),
    fc.record({ step: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 40_000 }) }),
  ),
  { maxLength: 120 },
);

describe("BREAKER-2: a reservation", () => {
  test("a query whether an auction would wait changes nothing, in any state", () => {
    const { breaker, clock, changes, observe } = opened();
    const ask = () => [breaker.wouldWait, breaker.wouldWait, breaker.state, changes.length];
    expect(ask()).toEqual([false, false, "open", 1]);
    clock.moveTo(coolDownMs);
    // The cool-down is over: the query neither starts the trial nor takes it.
    expect(ask()).toEqual([true, true, "open", 1]);
    const trial = breaker.reserve();
    expect(trial).toEqual(TRIAL);
    expect(ask()).toEqual([false, false, "half-open", 2]);
    clock.moveTo(coolDownMs + trialMsMax);
    expect(ask()).toEqual([true, true, "half-open", 2]);
    trial.observe("success");
    observe("fffffff");
    expect(ask()).toEqual([true, true, "closed", 3]);
  });

  test("a released trial is given back exactly once: a second release does not free the next trial", () => {
    const { breaker, clock } = opened();
    clock.moveTo(coolDownMs);
    const trial = breaker.reserve();
    expect({ trial, wouldWait: breaker.wouldWait }).toEqual({ trial: TRIAL, wouldWait: false });
    trial.release();
    expect(breaker.wouldWait).toBe(true);
    expect(breaker.reserve()).toEqual(TRIAL);
    trial.release();
    trial.observe("success");
    expect({ state: breaker.state, wouldWait: breaker.wouldWait, next: breaker.reserve() }).toEqual(
      { state: "half-open", wouldWait: false, next: SKIPPED },
    );
  });

  test("a trial that was lost and is released later leaves the next trial its reservation", () => {
    const { breaker, clock } = opened();
    clock.moveTo(coolDownMs);
    const lost = breaker.reserve();
    clock.moveTo(coolDownMs + trialMsMax);
    const next = breaker.reserve();
    lost.release();
    expect({ next, afterNext: breaker.reserve() }).toEqual({ next: TRIAL, afterNext: SKIPPED });
  });

  test("one with a result ignores what is observed later", () => {
    const { breaker } = setUp();
    const reservation = breaker.reserve();
    for (let i = 0; i < 8; i++) reservation.observe("failure");
    expect(breaker.state).toBe("closed");
  });

  test("the query gives the same answer as the reservation after it, from any history", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { breaker, clock } = setUp();
        let last: BreakerReservation | null = null;
        for (const step of steps) {
          if (step.step === "wait") clock.moveTo(clock.now() + step.ms);
          else if (step.step === "observe") (step.trial ? last : breaker)?.observe(step.result);
          else {
            const { wouldWait } = breaker;
            last = breaker.reserve();
            expect(last.waited).toBe(wouldWait);
          }
        }
      }),
      { numRuns: propertyRuns(3_000) },
    );
  });
});

describe("from any history", () => {
  test("it is never stuck: good answers close it, at the latest when the time of a lost trial is over", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { breaker, clock } = setUp();
        const reservations: BreakerReservation[] = [];
        for (const step of steps) {
          if (step.step === "observe")
            ((step.trial ? reservations.pop() : null) ?? breaker).observe(step.result);
          else if (step.step === "reserve") reservations.push(breaker.reserve());
          else clock.moveTo(clock.now() + step.ms);
        }
        clock.moveTo(clock.now() + trialMsMax);
        // Three in auctions that do not wait, and a trial.
        for (let i = 0; i < 4; i++) breaker.reserve().observe("success");
        expect({ state: breaker.state, next: breaker.reserve() }).toEqual({
          state: "closed",
          next: WAITED,
        });
      }),
      { numRuns: propertyRuns(3_000) },
    );
  });

  test("while it is not closed at most one auction at a time waits; each change is reported once", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { breaker, clock, changes } = setUp();
        const transitions: Record<BreakerState, BreakerState[]> = {
          closed: ["open"],
          open: ["half-open"],
          "half-open": ["closed", "open"],
        };
        let trialSinceMs: number | null = null;
        let last: BreakerReservation | null = null;
        for (const step of steps) {
          if (step.step === "wait") clock.moveTo(clock.now() + step.ms);
          else if (step.step === "observe") {
            (step.trial && last !== null ? last : breaker).observe(step.result);
            if (step.trial && last !== null) trialSinceMs = null;
          } else {
            const reservation = breaker.reserve();
            const { waited, trial } = reservation;
            expect(waited).toBe(breaker.state === "closed" || trial);
            if (!trial) continue;
            expect(breaker.state).toBe("half-open");
            expect(trialSinceMs === null || clock.now() - trialSinceMs >= trialMsMax).toBe(true);
            trialSinceMs = clock.now();
            last = reservation;
          }
        }
        let state: BreakerState = "closed";
        for (const next of changes) {
          expect(transitions[state]).toContain(next);
          state = next;
        }
        expect(breaker.state).toBe(state);
      }),
      { numRuns: propertyRuns(3_000) },
    );
  });
});
