import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { BREAKER_SETTINGS, Breaker, type BreakerResult, type BreakerState } from "./breaker.ts";

const { coolDownMs, coolDownMsMax, trialMsMax } = BREAKER_SETTINGS;
const WAITED = { waited: true, trial: false };
const TRIAL = { waited: true, trial: true };
const SKIPPED = { waited: false, trial: false };

function setUp() {
  const clock = new DrivenClock();
  const changes: BreakerState[] = [];
  const breaker = new Breaker(clock, BREAKER_SETTINGS, (state) => changes.push(state));
  /** s = success, f = failure, n = neutral: of auctions that were no trials. */
  const observe = (results: string) => {
    for (const letter of results)
      breaker.observe(letter === "s" ? "success" : letter === "f" ? "failure" : "neutral", false);
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
    ["too few results to judge by", "fffffff", "closed"],
    ["enough of them", "ffffffff", "open"],
    ["half of them failures", "sfsfsfsf", "open"],
    ["fewer than half", "sfsfsfss", "closed"],
    ["neutral results count for nothing", "fffffffnnnnnnnnnn", "closed"],
    ["a success never opens it", "fffffffs", "closed"],
    ["nor the one after", "fffffffss", "closed"],
    ["but the next failure does", "fffffffsf", "open"],
    ["only the last 20 are looked at", `${"s".repeat(100)}ffffffffff`, "open"],
    ["nine failures in 20", `${"s".repeat(100)}fffffffff`, "closed"],
    ["old failures slide out", `fffffff${"s".repeat(20)}ffffffsfff`, "closed"],
  ])("%s: %s -> %s", (_, results, state) => {
    const { breaker, observe, changes } = setUp();
    observe(results);
    expect([breaker.state, changes]).toEqual([state, state === "closed" ? [] : ["open"]]);
    expect(breaker.admit()).toEqual(state === "closed" ? WAITED : SKIPPED);
  });

  test("it opens exactly when the last results say so (against a slow oracle)", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<BreakerResult>("success", "success", "failure", "neutral"), {
          maxLength: 80,
        }),
        (results) => {
          const { breaker } = setUp();
          const heard: BreakerResult[] = [];
          for (const result of results) {
            breaker.observe(result, false);
            if (result === "neutral") continue;
            heard.push(result);
            const last = heard.slice(-20);
            const failures = last.filter((r) => r === "failure").length;
            const opens = result === "failure" && last.length >= 8 && failures / last.length >= 0.5;
            expect(breaker.state).toBe(opens ? "open" : "closed");
            if (opens) return;
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("open: skipped, never unheard", () => {
  test("nobody waits until the cool-down is over; then one does", () => {
    const { breaker, clock, changes } = opened();
    clock.moveTo(coolDownMs - 1);
    expect(breaker.admit()).toEqual(SKIPPED);
    clock.moveTo(coolDownMs);
    expect([breaker.admit(), breaker.admit()]).toEqual([TRIAL, SKIPPED]);
    expect(changes).toEqual(["open", "half-open"]);
  });

  test.each<[string, string, BreakerState]>([
    ["two answers in time are not enough", "ss", "open"],
    ["three in a row are", "sss", "half-open"],
    ["not with a failure between", "ssfss", "open"],
    ["three after a failure", "ssfsss", "half-open"],
    ["neutral results do not break the row", "snsns", "half-open"],
  ])("answers that nobody waited for are evidence: %s", (_, results, state) => {
    const { breaker, observe } = opened();
    observe(results);
    expect(breaker.state).toBe(state);
    expect(breaker.admit()).toEqual(state === "open" ? SKIPPED : TRIAL);
  });
});

describe("half-open: one auction at a time", () => {
  test("after a trial that failed the answers in a row are counted from nothing", () => {
    const { breaker, observe } = opened();
    observe("sss");
    breaker.observe("failure", breaker.admit().trial);
    observe("ss");
    expect(breaker.state).toBe("open");
    observe("s");
    expect(breaker.state).toBe("half-open");
  });

  test("a trial that succeeds closes it, and the failures before are forgotten", () => {
    const { breaker, clock, observe, changes } = opened();
    clock.moveTo(coolDownMs);
    breaker.observe("success", breaker.admit().trial);
    expect([breaker.state, changes]).toEqual(["closed", ["open", "half-open", "closed"]]);
    observe("fffffff");
    expect(breaker.admit()).toEqual(WAITED);
  });

  test("each trial that fails doubles the cool-down, up to 30 s; one that succeeds sets it back", () => {
    const { breaker, clock, observe } = opened();
    const coolDowns: number[] = [];
    const coolDown = () => {
      const from = clock.now();
      while (!breaker.admit().trial) clock.moveTo(clock.now() + 500);
      return clock.now() - from;
    };
    for (let i = 0; i < 6; i++) {
      coolDowns.push(coolDown());
      breaker.observe("failure", true);
    }
    expect(coolDowns).toEqual([2_000, 4_000, 8_000, 16_000, coolDownMsMax, coolDownMsMax]);
    coolDown();
    breaker.observe("success", true);
    observe("ffffffff");
    expect(coolDown()).toBe(coolDownMs);
  });

  test("a neutral trial says nothing: the next auction is the trial", () => {
    const { breaker, clock, changes } = opened();
    clock.moveTo(coolDownMs);
    expect(breaker.admit()).toEqual(TRIAL);
    breaker.observe("neutral", true);
    expect([breaker.state, breaker.admit(), breaker.admit()]).toEqual([
      "half-open",
      TRIAL,
      SKIPPED,
    ]);
    expect(changes).toEqual(["open", "half-open"]);
  });

  test("auctions that are no trials decide nothing", () => {
    const { breaker, clock, observe } = opened();
    clock.moveTo(coolDownMs);
    breaker.admit();
    observe("ffffffffssssssss");
    expect([breaker.state, breaker.admit()]).toEqual(["half-open", SKIPPED]);
  });

  test("a trial that is never observed holds the place for a while only", () => {
    const { breaker, clock } = opened();
    clock.moveTo(coolDownMs);
    breaker.admit();
    clock.moveTo(coolDownMs + trialMsMax - 1);
    expect(breaker.admit()).toEqual(SKIPPED);
    clock.moveTo(coolDownMs + trialMsMax);
    expect([breaker.admit(), breaker.admit()]).toEqual([TRIAL, SKIPPED]);
  });

  test("a trial that ends after the state has moved on is a result like any other", () => {
    const { breaker, clock } = opened();
    clock.moveTo(coolDownMs);
    breaker.admit();
    clock.moveTo(coolDownMs + trialMsMax);
    breaker.admit();
    breaker.observe("success", true);
    breaker.observe("failure", true);
    expect(breaker.state).toBe("closed");
  });
});

const result = fc.constantFrom<BreakerResult>("success", "failure", "failure", "neutral");
const history = fc.array(
  fc.oneof(
    fc.record({ step: fc.constant("observe" as const), result, trial: fc.boolean() }),
    fc.record({ step: fc.constant("admit" as const) }),
    fc.record({ step: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 40_000 }) }),
  ),
  { maxLength: 120 },
);

describe("from any history", () => {
  test("it is never stuck: good answers close it, at the latest when a lost trial's time is over", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { breaker, clock } = setUp();
        for (const step of steps) {
          if (step.step === "observe") breaker.observe(step.result, step.trial);
          else if (step.step === "admit") breaker.admit();
          else clock.moveTo(clock.now() + step.ms);
        }
        clock.moveTo(clock.now() + trialMsMax);
        // Three that nobody waits for, and a trial.
        for (let i = 0; i < 4; i++) breaker.observe("success", breaker.admit().trial);
        expect([breaker.state, breaker.admit()]).toEqual(["closed", WAITED]);
      }),
      { numRuns: 3_000 },
    );
  });

  test("while it is not closed at most one auction at a time waits; what changed is told, once", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { breaker, clock, changes } = setUp();
        const ways: Record<BreakerState, BreakerState[]> = {
          closed: ["open"],
          open: ["half-open"],
          "half-open": ["closed", "open"],
        };
        let trialSince: number | null = null;
        for (const step of steps) {
          if (step.step === "wait") clock.moveTo(clock.now() + step.ms);
          else if (step.step === "observe") {
            breaker.observe(step.result, step.trial);
            if (step.trial) trialSince = null;
          } else {
            const { waited, trial } = breaker.admit();
            expect(waited).toBe(breaker.state === "closed" || trial);
            if (!trial) continue;
            expect(breaker.state).toBe("half-open");
            expect(trialSince === null || clock.now() - trialSince >= trialMsMax).toBe(true);
            trialSince = clock.now();
          }
        }
        let state: BreakerState = "closed";
        for (const next of changes) {
          expect(ways[state]).toContain(next);
          state = next;
        }
        expect(breaker.state).toBe(state);
      }),
      { numRuns: 3_000 },
    );
  });
});
