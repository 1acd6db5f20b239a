import { describe, expect, test } from "@jest/globals";
import type { BidderReport, EndedBy } from "../../proto/messages.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import type { BreakerReservation } from "./breaker.ts";
import { MicroserviceClient } from "./microservice-client.ts";
import { type Hedge, OutcomeLearning } from "./outcome-learning.ts";
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
function setUp() {
  const clock = new DrivenClock();
  const client = new MicroserviceClient("stops", clock);
  for (const instance of ["s1", "s2"])
    client.update({ instance, version: "1", markets: ["*.*"], inFlight: 0 }, 0);
  const checks: { fromAtMs: number; report: (stalled: boolean) => void }[] = [];
  const learning = new OutcomeLearning(
    (bidder) => (bidder === "stops" ? client : undefined),
    (fromAtMs, answer) => void checks.push({ fromAtMs, report: answer }),
  );
  const learn = (
    one: Partial<BidderReport>,
    endedBy: EndedBy = "complete",
    more: { reservation?: BreakerReservation; hedges?: Hedge[] } = {},
  ) =>
    learning.learn({
      reservation: { observe: (_bidder, result) => (more.reservation ?? client).observe(result) },
      endedBy,
      reports: [report(one)],
      arrivedAtMs: 1_000,
      calledAtMs: 1_005,
      hedges: new Map(more.hedges === undefined ? [] : [["stops", more.hedges]]),
    });
  const answerChecks = (stalled: boolean) => {
    for (const check of checks.splice(0)) check.report(stalled);
  };
  return { client, learning, learn, checks, answerChecks };
}

describe("LEARNING-2: what is learned while the broker may have stalled", () => {
  test("fast answers at once; slow ones when it is known that there was no stall since the call was sent", () => {
    const { client, learn, checks, answerChecks } = setUp();
    learn({ latencyMs: 25 });
    expect({ p95Ms: client.view(false).p95Ms, checks }).toEqual({
      p95Ms: expect.closeTo(20, 0),
      checks: [],
    });
    learn({ latencyMs: STALL_MS_MIN + 5 });
    expect(checks.map(({ fromAtMs }) => fromAtMs)).toEqual([1_005]);
    answerChecks(false);
    expect(client.view(false).p95Ms).toBeGreaterThan(200);
  });

  test("from a freeze of 3.2 s nothing is learned: neither the latencies for hedging nor for the breaker", () => {
    const { client, learn, answerChecks } = setUp();
    for (let i = 0; i < 60; i++) learn({ latencyMs: 25 });
    const before = client.hedgeAfterMs();
    for (let i = 0; i < 40; i++) {
      learn({ latencyMs: 3_200 });
      learn({ outcome: "silent", instance: null, latencyMs: null }, "deadline");
      learn({ outcome: "late", latencyMs: 700 }, "deadline");
    }
    answerChecks(true);
    expect({ hedgeAfterMs: client.hedgeAfterMs(), breaker: client.breaker }).toEqual({
      hedgeAfterMs: before,
      breaker: "closed",
    });
    // The same without a stall is the bidder's own fault.
    for (let i = 0; i < 40; i++)
      learn({ outcome: "silent", instance: null, latencyMs: null }, "deadline");
    answerChecks(false);
    expect(client.breaker).toBe("open");
  });

  test("a trial during a stall decides nothing; the next auction can be the trial", () => {
    const { client, learn, answerChecks } = setUp();
    for (let i = 0; i < 8; i++) client.observe("failure");
    for (let i = 0; i < 3; i++) client.observe("success");
    const reservation = client.reserve();
    expect(reservation).toEqual({ waited: true, trial: true });
    learn({ outcome: "silent", instance: null, latencyMs: null }, "deadline", { reservation });
    expect(client.reserve()).toEqual({ waited: false, trial: false });
    answerChecks(true);
    expect({ breaker: client.breaker, reserved: client.reserve() }).toEqual({
      breaker: "half-open",
      reserved: { waited: true, trial: true },
    });
  });

  test.each([
    "failed",
    "invalid",
  ] as const)("what a bidder itself reported counts at once: %s", (outcome) => {
    const { client, learn, checks } = setUp();
    for (let i = 0; i < 8; i++) learn({ outcome }, "deadline");
    expect({ breaker: client.breaker, checks }).toEqual({ breaker: "open", checks: [] });
  });

  test("the answer to a hedge is measured from the hedge; when it replaces a call, for the bidder too", () => {
    const { client, learn } = setUp();
    learn({ instance: "s2", latencyMs: 105 }, "complete", {
      hedges: [{ instance: "s2", afterMs: 85, replaces: false }],
    });
    const [, s2] = client.view(false).instances;
    expect({ instanceP50Ms: s2?.p50Ms, bidderP50Ms: client.view(false).p50Ms }).toEqual({
      instanceP50Ms: expect.closeTo(20, 0),
      bidderP50Ms: expect.closeTo(100, -0.5),
    });
    const other = setUp();
    other.learn({ instance: "s2", latencyMs: 105 }, "complete", {
      hedges: [{ instance: "s2", afterMs: 85, replaces: true }],
    });
    expect(other.client.view(false).p50Ms).toBeCloseTo(20, 0);
  });
});

describe("LEARNING-1: an answer that came after its auction", () => {
  const late = { bidder: "stops", instance: "s1", arrivedAtMs: 1_000 };

  test.each<[why: string, latencyMs: number, deadlineMs: number, learned: boolean]>([
    ["within the deadline counts: the auction ended by quorum", 100, 800, true],
    ["at the deadline counts", 200, 200, true],
    ["past the deadline does not count", 3_200, 800, false],
    ["past a short deadline does not count", 60, 50, false],
  ])("%s", (_why, latencyMs, deadlineMs, learned) => {
    const { client, learning } = setUp();
    learning.learnLate({ ...late, latencyMs, deadlineMs });
    expect(client.view(false).p50Ms !== null).toBe(learned);
  });

  test("within the deadline, but slow: not when there was a stall", () => {
    const { client, learning, checks, answerChecks } = setUp();
    learning.learnLate({ ...late, latencyMs: 600, deadlineMs: 800 });
    expect(checks.map(({ fromAtMs }) => fromAtMs)).toEqual([1_000]);
    answerChecks(true);
    expect(client.view(false).p50Ms).toBeNull();
    learning.learnLate({ ...late, bidder: "unknown", latencyMs: 10, deadlineMs: 800 });
  });
});
