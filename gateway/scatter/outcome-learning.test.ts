import { describe, expect, test } from "@jest/globals";
import type { BidderReport, EndedBy } from "../../proto/messages.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import type { Expectation } from "../auction/ports.ts";
import { MicroserviceClient } from "./microservice-client.ts";
import { type Hedge, Lessons } from "./outcome-learning.ts";
import { STALL_MS_MIN } from "./stall-detector.ts";

const report = (changes: Partial<BidderReport>): BidderReport => ({
  bidder: "stops",
  outcome: "answered",
  instance: "s1",
  latencyMs: 20,
  offers: 1,
  reason: null,
  hedged: false,
  ...changes,
});
const EXPECTATION: Expectation = {
  expected: ["stops"],
  skipped: [],
  required: [],
  absent: [],
  hedgeAfterMs: new Map(),
  trials: [],
};

function setUp() {
  const clock = new DrivenClock();
  const client = new MicroserviceClient("stops", clock);
  for (const instance of ["s1", "s2"])
    client.seen({ instance, version: "1", markets: ["*.*"], inFlight: 0 }, 0);
  const questions: { since: number; judged: (stalled: boolean) => void }[] = [];
  const lessons = new Lessons(
    (bidder) => (bidder === "stops" ? client : undefined),
    (since, judged) => void questions.push({ since, judged }),
  );
  const learn = (
    one: Partial<BidderReport>,
    endedBy: EndedBy = "complete",
    more: { trials?: string[]; hedges?: Hedge[] } = {},
  ) =>
    lessons.learn({
      expectation: { ...EXPECTATION, trials: more.trials ?? [] },
      endedBy,
      reports: [report(one)],
      arrivedAt: 1_000,
      calledAt: 1_005,
      hedges: new Map(more.hedges === undefined ? [] : [["stops", more.hedges]]),
    });
  const judgeAll = (stalled: boolean) => {
    for (const { judged } of questions.splice(0)) judged(stalled);
  };
  return { client, lessons, learn, questions, judgeAll };
}

describe("L2 what is learned while the broker may have stalled", () => {
  test("quick answers at once; slow ones when it is known that there was no stall since the call went out", () => {
    const { client, learn, questions, judgeAll } = setUp();
    learn({ latencyMs: 25 });
    expect([client.view(false).p95Ms, questions]).toEqual([expect.closeTo(20, 0), []]);
    learn({ latencyMs: STALL_MS_MIN + 5 });
    expect(questions.map(({ since }) => since)).toEqual([1_005]);
    judgeAll(false);
    expect(client.view(false).p95Ms).toBeGreaterThan(200);
  });

  test("a freeze of 3.2 s teaches nothing: neither the latencies that hedging goes by nor the breaker", () => {
    const { client, learn, judgeAll } = setUp();
    for (let i = 0; i < 60; i++) learn({ latencyMs: 25 });
    const before = client.hedgeAfterMs();
    for (let i = 0; i < 40; i++) {
      learn({ latencyMs: 3_200 });
      learn({ outcome: "silent", instance: null, latencyMs: null }, "deadline");
      learn({ outcome: "late", latencyMs: 700 }, "deadline");
    }
    judgeAll(true);
    expect([client.hedgeAfterMs(), client.breaker]).toEqual([before, "closed"]);
    // The same without a stall is the bidder's own doing.
    for (let i = 0; i < 40; i++)
      learn({ outcome: "silent", instance: null, latencyMs: null }, "deadline");
    judgeAll(false);
    expect(client.breaker).toBe("open");
  });

  test("a trial that a stall has spoiled decides nothing; the next auction may be the trial", () => {
    const { client, learn, judgeAll } = setUp();
    for (let i = 0; i < 8; i++) client.observe("failure", false);
    for (let i = 0; i < 3; i++) client.observe("success", false);
    expect(client.admit()).toEqual({ waited: true, trial: true });
    learn({ outcome: "silent", instance: null, latencyMs: null }, "deadline", {
      trials: ["stops"],
    });
    expect(client.admit()).toEqual({ waited: false, trial: false });
    judgeAll(true);
    expect([client.breaker, client.admit()]).toEqual(["half-open", { waited: true, trial: true }]);
  });

  test.each([
    "failed",
    "invalid",
  ] as const)("what a bidder said itself counts at once: %s", (outcome) => {
    const { client, learn, questions } = setUp();
    for (let i = 0; i < 8; i++) learn({ outcome }, "deadline");
    expect([client.breaker, questions]).toEqual(["open", []]);
  });

  test("the answer of the hedge is timed from the hedge; in place of an unheard call, for the kind too", () => {
    const { client, learn } = setUp();
    learn({ instance: "s2", latencyMs: 105 }, "complete", {
      hedges: [{ instance: "s2", afterMs: 85, replaces: false }],
    });
    const [, s2] = client.view(false).instances;
    expect([s2?.p50Ms, client.view(false).p50Ms]).toEqual([
      expect.closeTo(20, 0),
      expect.closeTo(100, -0.5),
    ]);
    const other = setUp();
    other.learn({ instance: "s2", latencyMs: 105 }, "complete", {
      hedges: [{ instance: "s2", afterMs: 85, replaces: true }],
    });
    expect(other.client.view(false).p50Ms).toBeCloseTo(20, 0);
  });
});

describe("L1 an answer that came after its auction", () => {
  const late = { bidder: "stops", instance: "s1", arrivedAt: 1_000 };

  test.each<[why: string, latencyMs: number, deadlineMs: number, learned: boolean]>([
    ["within the deadline counts: the auction ended by quorum", 100, 800, true],
    ["at the deadline counts", 200, 200, true],
    ["past the deadline says nothing", 3_200, 800, false],
    ["past a short deadline says nothing", 60, 50, false],
  ])("%s", (_why, latencyMs, deadlineMs, learned) => {
    const { client, lessons } = setUp();
    lessons.learnLate({ ...late, latencyMs, deadlineMs });
    expect(client.view(false).p50Ms !== null).toBe(learned);
  });

  test("within the deadline, but slow: not when there was a stall", () => {
    const { client, lessons, questions, judgeAll } = setUp();
    lessons.learnLate({ ...late, latencyMs: 600, deadlineMs: 800 });
    expect(questions.map(({ since }) => since)).toEqual([1_000]);
    judgeAll(true);
    expect(client.view(false).p50Ms).toBeNull();
    lessons.learnLate({ ...late, bidder: "unknown", latencyMs: 10, deadlineMs: 800 });
  });
});
