import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { marketServes } from "../../proto/subjects.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import type { BreakerState } from "./breaker.ts";
import {
  INSTANCES_MAX,
  type InstanceNews,
  MICROSERVICE_SETTINGS,
  MicroserviceClient,
} from "./microservice-client.ts";

const news = (instance: string, changes: Partial<InstanceNews> = {}): InstanceNews => ({
  instance,
  version: "1.0.0",
  markets: ["*.*"],
  inFlight: 0,
  ...changes,
});

function setUp(...instances: string[]) {
  const clock = new DrivenClock();
  const client = new MicroserviceClient("stops", clock);
  for (const instance of instances) client.seen(news(instance), clock.now());
  const answers = (instance: string, count: number, latencyMs: number) => {
    for (let i = 0; i < count; i++) client.answered(instance, latencyMs);
  };
  const calls = (count: number) => {
    for (let i = 0; i < count; i++) client.called();
  };
  return { clock, client, answers, calls };
}

describe("a bidder as the gateway sees it", () => {
  test("is alive while an instance is, and serves what any of them serves", () => {
    const { client } = setUp();
    expect([client.alive, client.serves("LHR", "JFK")]).toEqual([false, false]);
    expect(client.seen(news("a", { markets: ["LHR.*"] }), 0)).toBe(true);
    expect(client.seen(news("b", { markets: ["*.SYD"] }), 0)).toBe(true);
    expect(client.seen(news("a", { markets: ["LHR.*"] }), 1)).toBe(false);
    expect([
      client.serves("LHR", "JFK"),
      client.serves("CDG", "SYD"),
      client.serves("CDG", "JFK"),
    ]).toEqual([true, true, false]);
    expect([client.left("a"), client.left("a"), client.serves("LHR", "JFK"), client.alive]).toEqual(
      [true, false, false, true],
    );
  });

  test("forgets instances that have not spoken", () => {
    const { client } = setUp("a");
    client.seen(news("b"), 1_000);
    expect(client.forgetUnseenSince(500)).toEqual(["a"]);
    expect(client.forgetUnseenSince(500)).toEqual([]);
  });

  test("any message is a sign of life, but lists nobody that the roster does not", () => {
    const { client, clock } = setUp("a", "b");
    clock.moveTo(1_000);
    client.heard("a");
    client.heard("stranger");
    expect(client.forgetUnseenSince(500)).toEqual(["b"]);
    expect(client.view(false).instances.map(({ id }) => id)).toEqual(["a"]);
  });

  test("knows how long answers have taken, per instance and for the kind", () => {
    const { client, answers } = setUp("a", "b");
    for (let i = 1; i <= 100; i++) client.answered("a", i);
    const [a, b] = client.view(true).instances;
    expect(a?.p50Ms).toBeCloseTo(50, -0.5);
    expect(a?.p95Ms).toBeCloseTo(95, -0.5);
    expect([b?.p50Ms, b?.p95Ms]).toEqual([null, null]);
    answers("gone since", 300, 1_000);
    const { p50Ms, p95Ms, instances } = client.view(true);
    expect([p50Ms, p95Ms]).toEqual([expect.closeTo(1_000, -1), expect.closeTo(1_000, -1)]);
    expect(instances.map(({ p50Ms }) => p50Ms)).toEqual([expect.closeTo(50, -0.5), null]);
  });

  test("says its breaker, and tells of each change", () => {
    const changes: BreakerState[] = [];
    const settings = {
      ...MICROSERVICE_SETTINGS,
      onBreaker: (state: BreakerState) => changes.push(state),
    };
    const client = new MicroserviceClient("stops", new DrivenClock(), settings);
    expect([client.breaker, client.view(true).breaker, client.admit()]).toEqual([
      "closed",
      "closed",
      { waited: true, trial: false },
    ]);
    for (let i = 0; i < 8; i++) client.observe("failure", false);
    expect([client.breaker, client.view(true).breaker, client.admit()]).toEqual([
      "open",
      "open",
      { waited: false, trial: false },
    ]);
    for (let i = 0; i < 3; i++) client.observe("success", false);
    expect(client.admit()).toEqual({ waited: true, trial: true });
    client.observe("success", true);
    expect(changes).toEqual(["open", "half-open", "closed"]);
  });

  test("A6: no more instances than can be; one that goes makes room", () => {
    const { client } = setUp(...Array.from({ length: INSTANCES_MAX + 10 }, (_, i) => `i${i}`));
    expect(client.view(false).instances).toHaveLength(INSTANCES_MAX);
    expect([
      client.lists("i0"),
      client.lists(`i${INSTANCES_MAX}`),
      client.seen(news("late"), 0),
    ]).toEqual([true, false, false]);
    client.left("i0");
    expect([client.seen(news("late"), 0), client.lists("late")]).toEqual([true, true]);
  });

  test("whoever comes, goes or changes its markets: it serves what one of those that are there serves", () => {
    const end = fc.constantFrom("*", "LHR", "JFK");
    const markets = fc.array(
      fc.tuple(end, end).map((ends) => ends.join(".")),
      { maxLength: 4 },
    );
    const id = fc.constantFrom("a", "b", "c");
    const step = fc.oneof(
      fc.tuple(fc.constant("see" as const), id, markets),
      fc.tuple(fc.constant("leave" as const), id),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const { client } = setUp();
        const served = new Map<string, readonly string[]>();
        for (const [what, instance, its] of steps) {
          if (what === "see") {
            client.seen(news(instance, { markets: its }), 0);
            served.set(instance, its);
          } else {
            client.left(instance);
            served.delete(instance);
          }
          const all = [...served.values()].flat();
          for (const [from, to] of [
            ["LHR", "JFK"],
            ["JFK", "LHR"],
            ["LHR", "SIN"],
            ["SIN", "SYD"],
          ] as const) {
            expect(client.serves(from, to)).toBe(
              all.some((market) => marketServes(market, from, to)),
            );
          }
          expect(client.view(false).markets).toEqual([...new Set(all)].sort());
        }
      }),
    );
  });
});

describe("hedging", () => {
  test("waits for the kind's 95th percentile", () => {
    const { client } = setUp("a", "b");
    for (let i = 1; i <= 100; i++) client.answered(i % 2 === 0 ? "a" : "b", i);
    expect(client.hedgeAfterMs()).toBeCloseTo(95, -0.5);
  });

  test("never sooner than the holder has had time to say that it is the one", () => {
    const { client, answers } = setUp("a", "b");
    answers("a", 50, 0.3);
    expect(client.hedgeAfterMs()).toBe(MICROSERVICE_SETTINGS.hedge.afterMsMin);
    expect(MICROSERVICE_SETTINGS.hedge.afterMsMin).toBeGreaterThan(5);
  });

  test.each<[string, string[], number, boolean]>([
    ["no history", ["a", "b"], 0, false],
    ["too little history", ["a", "b"], 49, false],
    ["history", ["a", "b"], 50, true],
    ["nobody else", ["a"], 500, false],
    ["nobody", [], 500, false],
  ])("with %s (%j, %i answers) something is guessed: %s", (_, instances, count, guessed) => {
    const { client, answers, calls } = setUp(...instances);
    calls(1_000);
    answers("a", count, 10);
    expect([client.hedgeAfterMs() !== null, client.takeHedge("a") !== null]).toEqual([
      guessed,
      guessed,
    ]);
  });

  test("a history that is long past is none", () => {
    const { client, clock, answers, calls } = setUp("a", "b");
    answers("a", 500, 10);
    calls(100);
    clock.moveTo(600_000);
    expect([client.hedgeAfterMs(), client.takeHedge("a")]).toEqual([null, null]);
  });

  test("goes to the fastest other instance that is well", () => {
    const { client, clock, answers, calls } = setUp("slow", "fast", "frozen", "holder");
    calls(200);
    answers("holder", 20, 1);
    answers("frozen", 20, 2);
    answers("fast", 20, 10);
    answers("slow", 20, 30);
    clock.moveTo(1_500);
    for (const instance of ["slow", "fast", "holder"]) client.heard(instance);
    expect([client.takeHedge("holder"), client.takeHedge("fast")]).toEqual(["fast", "holder"]);
  });

  test("when nobody knows who has the call, it goes to the one heard last", () => {
    const { client, clock, answers, calls } = setUp("frozen", "well");
    calls(20);
    answers("frozen", 50, 1);
    clock.moveTo(10);
    client.answered("well", 100);
    client.heard("well");
    expect(client.takeHedge(null)).toBe("well");
  });

  test("goes only to instances of the market, when told which", () => {
    const { client, answers, calls } = setUp("a");
    client.seen(news("b", { markets: ["SYD.*"] }), 0);
    calls(100);
    answers("a", 50, 10);
    const takeIn = (origin: string) => client.takeHedge("a", { origin, destination: "JFK" });
    expect([takeIn("LHR"), takeIn("SYD"), client.takeHedge("a")]).toEqual([null, "b", "b"]);
  });

  test("costs the allowance only when it goes out", () => {
    const { client, answers, calls } = setUp("a", "b");
    answers("a", 50, 10);
    calls(20);
    client.left("b");
    expect(client.takeHedge("a")).toBeNull();
    client.seen(news("b"), 0);
    expect([client.takeHedge("a"), client.takeHedge("a")]).toEqual(["b", null]);
  });

  test("can be turned off", () => {
    const off = {
      ...MICROSERVICE_SETTINGS,
      hedge: { ...MICROSERVICE_SETTINGS.hedge, answersMin: Number.POSITIVE_INFINITY },
    };
    const client = new MicroserviceClient("stops", new DrivenClock(), off);
    for (const instance of ["a", "b"]) client.seen(news(instance), 0);
    for (let i = 0; i < 1_000; i++) {
      client.called();
      client.answered("a", 5);
    }
    expect([client.hedgeAfterMs(), client.takeHedge("a")]).toEqual([null, null]);
  });

  describe("a call that nobody has said to have, while one instance is not heard,", () => {
    const heard = (client: MicroserviceClient, ...instances: string[]) => {
      for (const instance of instances) client.heard(instance);
    };

    test("goes to one that is, and costs no allowance; one whose holder is known costs it", () => {
      const { client, clock, answers } = setUp("frozen", "well");
      answers("well", 50, 10);
      clock.moveTo(1_500);
      expect([client.someoneUnheard, client.takeHedge(null)]).toEqual([false, null]);
      heard(client, "well");
      expect(client.someoneUnheard).toBe(true);
      expect([client.takeHedge(null), client.takeHedge(null), client.takeHedge("frozen")]).toEqual([
        "well",
        "well",
        null,
      ]);
      heard(client, "frozen");
      expect([client.someoneUnheard, client.takeHedge(null)]).toEqual([false, null]);
    });

    test("does so too when that one is lost, for as long as the broker may not know it", () => {
      const { client, clock, answers } = setUp("frozen", "well");
      clock.moveTo(3_000);
      answers("well", 50, 10);
      heard(client, "well");
      expect(client.forgetUnseenSince(1_000)).toEqual(["frozen"]);
      const hedge = () => [client.hedgeAfterMs(), client.takeHedge(null), client.takeHedge("well")];
      expect(hedge()).toEqual([expect.any(Number), "well", null]);
      clock.moveTo(3_000 + 60_000);
      answers("well", 50, 10);
      expect(hedge()).toEqual([null, null, null]);
    });

    test.each<[string, (client: MicroserviceClient) => void]>([
      ["is back", (client) => void client.seen(news("frozen"), 3_000)],
      ["says that it goes", (client) => void client.left("frozen")],
    ])("but not when it %s", (_, speaks) => {
      const { client, clock, answers } = setUp("frozen", "well");
      clock.moveTo(3_000);
      answers("well", 50, 10);
      heard(client, "well");
      client.forgetUnseenSince(1_000);
      speaks(client);
      expect([client.someoneUnheard, client.takeHedge(null)]).toEqual([false, null]);
    });
  });

  test("whatever happens: at most 5 % of calls, never the holder, never one that is not there, never without history", () => {
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
        const { client, clock, answers, calls } = setUp("a", "b");
        const alive = new Set(["a", "b"]);
        let [called, answered, hedges] = [0, 0, 0];
        for (const next of steps) {
          if (next.step === "wait") clock.moveTo(clock.now() + next.ms);
          else if (next.step === "call") {
            calls(next.count);
            called += next.count;
          } else if (next.step === "answer") {
            answers(next.id, next.count, next.ms);
            client.heard(next.id);
            answered += next.count;
          } else if (next.step === "see") {
            client.seen(news(next.id), clock.now());
            alive.add(next.id);
          } else if (next.step === "leave") {
            client.left(next.id);
            alive.delete(next.id);
          } else {
            if (alive.size === 0 || (alive.size < 2 && !client.someoneUnheard) || answered < 50)
              expect(client.hedgeAfterMs()).toBeNull();
            const replaces = next.holder === null && client.someoneUnheard;
            const to = client.takeHedge(next.holder);
            if (to === null) continue;
            // In place of a call that nobody works on: no work more.
            if (!replaces) hedges++;
            taken++;
            expect(answered).toBeGreaterThanOrEqual(50);
            expect([to === next.holder, alive.has(to), hedges * 20 <= called]).toEqual([
              false,
              true,
              true,
            ]);
          }
        }
      }),
      { numRuns: 2_000 },
    );
    // The property speaks of hedges that went out, so some must have.
    expect(taken).toBeGreaterThan(100);
  });
});

test("a hedge that reached no instance is paid back, and another instance is asked for a while", () => {
  const { clock, client, answers, calls } = setUp("a", "b", "c");
  answers("a", 30, 10);
  answers("b", 30, 20);
  calls(20);
  expect(client.takeHedge("c")).toBe("a");
  expect(client.takeHedge("c")).toBeNull(); // the allowance is spent
  client.hedgeLost("a", true);
  expect(client.takeHedge("c")).toBe("b");
  client.hedgeLost("b", false); // that one was free
  expect(client.takeHedge("c")).toBeNull();
  // A call of which no instance has said that it has it may lie with the one that is gone: the
  // others are asked for free.
  expect(client.takeHedge(null)).toBe("c");
  clock.moveTo(5_000);
  calls(20);
  expect(client.takeHedge("c")).toBe("a");
  client.hedgeLost("unknown", false);
});
