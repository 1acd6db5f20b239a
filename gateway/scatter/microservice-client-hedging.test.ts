import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { clientSetup, instanceReport } from "../../test/fixtures/scatter/client-setup.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { MICROSERVICE_SETTINGS, MicroserviceClient } from "./microservice-client.ts";

describe("hedging", () => {
  test("waits for the bidder's 95th percentile", () => {
    const { client } = clientSetup("a", "b");
    for (let i = 1; i <= 100; i++) client.answered(i % 2 === 0 ? "a" : "b", i);
    expect(client.hedgeAfterMs()).toBeCloseTo(95, -0.5);
  });

  test("never before the holder has had time to send its notice", () => {
    const { client, answers } = clientSetup("a", "b");
    answers("a", 50, 0.3);
    expect(client.hedgeAfterMs()).toBe(MICROSERVICE_SETTINGS.hedge.afterMsMin);
    expect(MICROSERVICE_SETTINGS.hedge.afterMsMin).toBeGreaterThan(5);
  });

  test.each<[string, string[], number, boolean]>([
    ["no history", ["a", "b"], 0, false],
    ["too little history", ["a", "b"], 49, false],
    ["history", ["a", "b"], 50, true],
    ["one instance", ["a"], 500, false],
    ["no instance", [], 500, false],
  ])("with %s (%j, %i answers) there is a hedge: %s", (_, instances, count, guessed) => {
    const { client, answers, calls } = clientSetup(...instances);
    calls(1_000);
    answers("a", count, 10);
    expect({
      hasDelay: client.hedgeAfterMs() !== null,
      hasInstance: client.takeHedge("a") !== null,
    }).toEqual({ hasDelay: guessed, hasInstance: guessed });
  });

  test("a history that is too old does not count", () => {
    const { client, clock, answers, calls } = clientSetup("a", "b");
    answers("a", 500, 10);
    calls(100);
    clock.moveTo(600_000);
    expect({ afterMs: client.hedgeAfterMs(), instance: client.takeHedge("a") }).toEqual({
      afterMs: null,
      instance: null,
    });
  });

  test("goes to the fastest other instance that is responsive", () => {
    const { client, clock, answers, calls } = clientSetup("slow", "fast", "frozen", "holder");
    calls(200);
    answers("holder", 20, 1);
    answers("frozen", 20, 2);
    answers("fast", 20, 10);
    answers("slow", 20, 30);
    clock.moveTo(1_500);
    for (const instance of ["slow", "fast", "holder"]) client.messageReceived(instance);
    expect({
      besidesHolder: client.takeHedge("holder"),
      besidesFast: client.takeHedge("fast"),
    }).toEqual({ besidesHolder: "fast", besidesFast: "holder" });
  });

  test("when the holder is not known, it goes to the instance with the newest message", () => {
    const { client, clock, answers, calls } = clientSetup("frozen", "well");
    calls(20);
    answers("frozen", 50, 1);
    clock.moveTo(10);
    client.answered("well", 100);
    client.messageReceived("well");
    expect(client.takeHedge(null)).toBe("well");
  });

  test("goes only to instances that serve the market, when it is given", () => {
    const { client, answers, calls } = clientSetup("a");
    client.update(instanceReport("b", { markets: ["SYD.*"] }), 0);
    calls(100);
    answers("a", 50, 10);
    const takeIn = (origin: string) => client.takeHedge("a", { origin, destination: "JFK" });
    expect({ inLHR: takeIn("LHR"), inSYD: takeIn("SYD"), anywhere: client.takeHedge("a") }).toEqual(
      { inLHR: null, inSYD: "b", anywhere: "b" },
    );
  });

  test("costs the allowance only when it is sent", () => {
    const { client, answers, calls } = clientSetup("a", "b");
    answers("a", 50, 10);
    calls(20);
    client.remove("b");
    expect(client.takeHedge("a")).toBeNull();
    client.update(instanceReport("b"), 0);
    expect({ first: client.takeHedge("a"), second: client.takeHedge("a") }).toEqual({
      first: "b",
      second: null,
    });
  });

  test("can be turned off", () => {
    const off = {
      ...MICROSERVICE_SETTINGS,
      hedge: { ...MICROSERVICE_SETTINGS.hedge, answersMin: Number.POSITIVE_INFINITY },
    };
    const client = new MicroserviceClient("stops", new DrivenClock(), off);
    for (const instance of ["a", "b"]) client.update(instanceReport(instance), 0);
    for (let i = 0; i < 1_000; i++) {
      client.callSent();
      client.answered("a", 5);
    }
    expect({ afterMs: client.hedgeAfterMs(), instance: client.takeHedge("a") }).toEqual({
      afterMs: null,
      instance: null,
    });
  });

  describe("a call without a known holder, while one instance is unresponsive,", () => {
    const receivedFrom = (client: MicroserviceClient, ...instances: string[]) => {
      for (const instance of instances) client.messageReceived(instance);
    };

    test("goes to a responsive one, and costs no allowance; a call with a known holder costs it", () => {
      const { client, clock, answers } = clientSetup("frozen", "well");
      answers("well", 50, 10);
      clock.moveTo(1_500);
      expect({
        hasUnresponsiveInstance: client.hasUnresponsiveInstance,
        hedge: client.takeHedge(null),
      }).toEqual({ hasUnresponsiveInstance: false, hedge: null });
      receivedFrom(client, "well");
      expect(client.hasUnresponsiveInstance).toBe(true);
      expect({
        first: client.takeHedge(null),
        second: client.takeHedge(null),
        besidesFrozen: client.takeHedge("frozen"),
      }).toEqual({ first: "well", second: "well", besidesFrozen: null });
      receivedFrom(client, "frozen");
      expect({
        hasUnresponsiveInstance: client.hasUnresponsiveInstance,
        hedge: client.takeHedge(null),
      }).toEqual({ hasUnresponsiveInstance: false, hedge: null });
    });

    test("goes there also when the unresponsive one is lost, while the broker may not know it", () => {
      const { client, clock, answers } = clientSetup("frozen", "well");
      clock.moveTo(3_000);
      answers("well", 50, 10);
      receivedFrom(client, "well");
      expect(client.removeSilentSince(1_000)).toEqual(["frozen"]);
      const hedge = () => [client.hedgeAfterMs(), client.takeHedge(null), client.takeHedge("well")];
      expect(hedge()).toEqual([expect.any(Number), "well", null]);
      clock.moveTo(3_000 + 60_000);
      answers("well", 50, 10);
      expect(hedge()).toEqual([null, null, null]);
    });

    test.each<[string, (client: MicroserviceClient) => void]>([
      ["has sent a report again", (client) => void client.update(instanceReport("frozen"), 3_000)],
      ["has announced its end", (client) => void client.remove("frozen")],
    ])("but not when that one %s", (_, returnsOrLeaves) => {
      const { client, clock, answers } = clientSetup("frozen", "well");
      clock.moveTo(3_000);
      answers("well", 50, 10);
      receivedFrom(client, "well");
      client.removeSilentSince(1_000);
      returnsOrLeaves(client);
      expect({
        hasUnresponsiveInstance: client.hasUnresponsiveInstance,
        hedge: client.takeHedge(null),
      }).toEqual({ hasUnresponsiveInstance: false, hedge: null });
    });
  });

  test("HEDGE-1: at most 5 % of calls, never the holder, never an instance that is not alive, never without history", () => {
    const id = fc.constantFrom("a", "b", "c");
    const step = fc.oneof(
      fc.record({ step: fc.constant("call" as const), count: fc.integer({ min: 1, max: 200 }) }),
      fc.record({
        step: fc.constant("answer" as const),
        id,
        count: fc.integer({ min: 1, max: 60 }),
        ms: fc.integer({ min: 0, max: 900 }),
      }),
      fc.record({ step: fc.constant("hedge" as const), holder: fc.option(id) }),
      fc.record({ step: fc.constant("see" as const), id }),
      fc.record({ step: fc.constant("leave" as const), id }),
      fc.record({
        step: fc.constant("wait" as const),
        ms: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 20_000 })),
      }),
    );
    let taken = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: "max" }), (steps) => {
        const { client, clock, answers, calls } = clientSetup("a", "b");
        const alive = new Set(["a", "b"]);
        let [called, answered, hedges] = [0, 0, 0];
        for (const next of steps) {
          if (next.step === "wait") clock.moveTo(clock.now() + next.ms);
          else if (next.step === "call") {
            calls(next.count);
            called += next.count;
          } else if (next.step === "answer") {
            answers(next.id, next.count, next.ms);
            client.messageReceived(next.id);
            answered += next.count;
          } else if (next.step === "see") {
            client.update(instanceReport(next.id), clock.now());
            alive.add(next.id);
          } else if (next.step === "leave") {
            client.remove(next.id);
            alive.delete(next.id);
          } else {
            if (
              alive.size === 0 ||
              (alive.size < 2 && !client.hasUnresponsiveInstance) ||
              answered < 50
            )
              expect(client.hedgeAfterMs()).toBeNull();
            const replaces = next.holder === null && client.hasUnresponsiveInstance;
            const to = client.takeHedge(next.holder);
            if (to === null) continue;
            // It replaces a call that no instance works on: no work is done twice.
            if (!replaces) hedges++;
            taken++;
            expect(answered).toBeGreaterThanOrEqual(50);
            expect({
              isHolder: to === next.holder,
              isAlive: alive.has(to),
              isWithinShare: hedges * 20 <= called,
            }).toEqual({ isHolder: false, isAlive: true, isWithinShare: true });
          }
        }
      }),
      { numRuns: propertyRuns(2_000) },
    );
    // The property is about hedges that were sent, so some must have been.
    expect(taken).toBeGreaterThan(100);
  });
});

test("a hedge that reached no instance is refunded, and for a while another instance is chosen", () => {
  const { clock, client, answers, calls } = clientSetup("a", "b", "c");
  answers("a", 30, 10);
  answers("b", 30, 20);
  calls(20);
  expect(client.takeHedge("c")).toBe("a");
  expect(client.takeHedge("c")).toBeNull(); // the allowance is used up
  client.hedgeLost("a", true);
  expect(client.takeHedge("c")).toBe("b");
  client.hedgeLost("b", false); // that one cost nothing
  expect(client.takeHedge("c")).toBeNull();
  // A call without a known holder may be with the instance that is gone: a hedge to another one
  // costs nothing.
  expect(client.takeHedge(null)).toBe("c");
  clock.moveTo(5_000);
  calls(20);
  expect(client.takeHedge("c")).toBe("a");
  client.hedgeLost("unknown", false);
});
