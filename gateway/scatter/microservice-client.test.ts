import { describe, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { marketServes } from "../../proto/subjects.ts";
import { clientSetup, instanceReport } from "../../test/fixtures/scatter/client-setup.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import type { BreakerState } from "./breaker.ts";
import { INSTANCES_MAX } from "./instance-table.ts";
import { MICROSERVICE_SETTINGS, MicroserviceClient } from "./microservice-client.ts";
import { MEASURED_MIN } from "./round-trips.ts";

describe("a bidder, as this gateway knows it", () => {
  test("is alive while an instance is, and serves the markets of all its instances", () => {
    const { client } = clientSetup();
    expect({ alive: client.alive, serves: client.serves("LHR", "JFK") }).toEqual({
      alive: false,
      serves: false,
    });
    expect(client.update(instanceReport("a", { markets: ["LHR.*"] }), 0)).toBe(true);
    expect(client.update(instanceReport("b", { markets: ["*.SYD"] }), 0)).toBe(true);
    expect(client.update(instanceReport("a", { markets: ["LHR.*"] }), 1)).toBe(false);
    expect({
      "LHR-JFK": client.serves("LHR", "JFK"),
      "CDG-SYD": client.serves("CDG", "SYD"),
      "CDG-JFK": client.serves("CDG", "JFK"),
    }).toEqual({ "LHR-JFK": true, "CDG-SYD": true, "CDG-JFK": false });
    expect({
      removed: client.remove("a"),
      removedAgain: client.remove("a"),
      serves: client.serves("LHR", "JFK"),
      alive: client.alive,
    }).toEqual({ removed: true, removedAgain: false, serves: false, alive: true });
  });

  test("removes instances that have sent nothing", () => {
    const { client } = clientSetup("a");
    client.update(instanceReport("b"), 1_000);
    expect(client.removeSilentSince(500)).toEqual(["a"]);
    expect(client.removeSilentSince(500)).toEqual([]);
  });

  test("any message shows that its instance is alive, but lists no instance that the roster does not", () => {
    const { client, clock } = clientSetup("a", "b");
    clock.moveTo(1_000);
    client.messageReceived("a");
    client.messageReceived("stranger");
    expect(client.removeSilentSince(500)).toEqual(["b"]);
    expect(client.view(false).instances.map(({ id }) => id)).toEqual(["a"]);
  });

  test("measures how long answers take, for each instance and for the bidder", () => {
    const { client, answers } = clientSetup("a", "b");
    for (let i = 1; i <= 100; i++) client.answered("a", i);
    const [a, b] = client.view(true).instances;
    expect(a?.p50Ms).toBeCloseTo(50, -0.5);
    expect(a?.p95Ms).toBeCloseTo(95, -0.5);
    expect({ p50Ms: b?.p50Ms, p95Ms: b?.p95Ms }).toEqual({ p50Ms: null, p95Ms: null });
    answers("gone", 300, 1_000);
    const { p50Ms, p95Ms, instances } = client.view(true);
    expect({ p50Ms, p95Ms }).toEqual({
      p50Ms: expect.closeTo(1_000, -1),
      p95Ms: expect.closeTo(1_000, -1),
    });
    expect(instances.map(({ p50Ms }) => p50Ms)).toEqual([expect.closeTo(50, -0.5), null]);
  });

  test("shows the state of its breaker, and reports each change", () => {
    const changes: BreakerState[] = [];
    const settings = {
      ...MICROSERVICE_SETTINGS,
      onBreaker: (state: BreakerState) => changes.push(state),
    };
    const client = new MicroserviceClient("stops", new DrivenClock(), settings);
    expect({
      breaker: client.breaker,
      viewed: client.view(true).breaker,
      reserved: client.reserve(),
    }).toEqual({ breaker: "closed", viewed: "closed", reserved: { waited: true, trial: false } });
    for (let i = 0; i < 8; i++) client.observe("failure");
    expect({
      breaker: client.breaker,
      viewed: client.view(true).breaker,
      reserved: client.reserve(),
    }).toEqual({ breaker: "open", viewed: "open", reserved: { waited: false, trial: false } });
    for (let i = 0; i < 3; i++) client.observe("success");
    const trial = client.reserve();
    expect(trial).toEqual({ waited: true, trial: true });
    trial.observe("success");
    expect(changes).toEqual(["open", "half-open", "closed"]);
  });

  test("A6: instances above the limit are not listed; when one leaves, a new one is", () => {
    const { client } = clientSetup(
      ...Array.from({ length: INSTANCES_MAX + 10 }, (_, i) => `i${i}`),
    );
    expect(client.view(false).instances).toHaveLength(INSTANCES_MAX);
    expect({
      listsFirst: client.lists("i0"),
      listsBeyond: client.lists(`i${INSTANCES_MAX}`),
      updated: client.update(instanceReport("late"), 0),
    }).toEqual({ listsFirst: true, listsBeyond: false, updated: false });
    client.remove("i0");
    expect({
      updated: client.update(instanceReport("late"), 0),
      lists: client.lists("late"),
    }).toEqual({ updated: true, lists: true });
  });

  test("A6: calls its instances directly in turn, and puts them in order once for a market", () => {
    const ids = ["c", "a", "b"];
    const { client } = clientSetup();
    for (const id of ids) client.update(instanceReport(id, { markets: ["EU.NA"] }), 0);
    const take = () => client.takeDirect([{ origin: "LHR", destination: "JFK" }], new Set());
    take();
    const sorting = jest.spyOn(Array.prototype, "sort");
    const taken = ids.map(take);
    const sorted = sorting.mock.calls.length;
    sorting.mockRestore();
    expect({ taken, sorted }).toEqual({ taken: ["c", "a", "b"], sorted: 0 });
  });

  test("in any order of joins, leaves and new markets it serves the markets of its live instances", () => {
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
        const { client } = clientSetup();
        const served = new Map<string, readonly string[]>();
        for (const [what, instance, its] of steps) {
          if (what === "see") {
            client.update(instanceReport(instance, { markets: its }), 0);
            served.set(instance, its);
          } else {
            client.remove(instance);
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

test("INSTANCE-1 the round trip to a standby that waits does not count, nor does it matter that it is not known", () => {
  const { client } = clientSetup("a");
  client.update(instanceReport("b", { standby: "waiting" }), 0);
  const measure = (instance: string, ms: number) => {
    for (let i = 0; i < MEASURED_MIN; i++) client.roundTrip(instance, ms);
  };
  measure("a", 80);
  const unknown = client.roundTripMs;
  measure("b", 5);
  const waiting = client.roundTripMs;
  client.update(instanceReport("b", { standby: "acting" }), 0);
  expect({ unknown, waiting, acting: client.roundTripMs }).toEqual({
    ...{ unknown: 80, waiting: 80, acting: 5 },
  });
});
