import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { chooseHedge, HEDGE_SETTINGS, HedgeAllowance, type HedgeCandidate } from "./hedging.ts";

const { messageLagMsMax } = HEDGE_SETTINGS;
const one = (
  id: string,
  lastMessageAtMs: number,
  p50Ms: number | null,
  serves = true,
): HedgeCandidate => ({ id, lastMessageAtMs, p50Ms, serves });
const at = (id: string, zone: string | undefined, p50Ms: number, weight = 100): HedgeCandidate => ({
  ...one(id, 0, p50Ms),
  ...{ weight, zone },
});

describe("the instance of a hedge", () => {
  test.each<[string, HedgeCandidate[], string | null, string | null]>([
    ["no instance is alive", [], "a", null],
    ["only the holder is alive", [one("a", 0, 5)], "a", null],
    ["the only instance may be the holder", [one("a", 0, 5)], null, null],
    ["the holder has gone and one is left", [one("b", 0, 5)], "a", "b"],
    ["the fastest of the others", [one("a", 0, 1), one("b", 0, 9), one("c", 0, 7)], "a", "c"],
    [
      "one without history comes last",
      [one("a", 0, 1), one("b", 0, null), one("c", 0, 900)],
      "a",
      "c",
    ],
    ["one without history, when there is no other", [one("a", 0, 1), one("b", 0, null)], "a", "b"],
    [
      "the fastest has sent nothing: it may be frozen",
      [one("a", 2_000, 1), one("b", 999, 2), one("c", 1_000, 9)],
      "a",
      "c",
    ],
    ["the only other has sent nothing", [one("a", 2_000, 1), one("b", 999, 2)], "a", null],
    ["the holder may be frozen itself", [one("a", 0, 1), one("b", 9_000, 2)], "a", "b"],
    [
      "the fastest does not serve this market",
      [one("a", 0, 1), one("b", 0, 2, false), one("c", 0, 9)],
      "a",
      "c",
    ],
    [
      "HEDGE-2 the fastest of another zone than the holder's",
      [at("a", "x", 1), at("b", "x", 2), at("c", "y", 9), at("d", "y", 8)],
      "a",
      "d",
    ],
    ["HEDGE-2 the same zone, where no other has one", [at("a", "x", 1), at("b", "x", 2)], "a", "b"],
    [
      "HEDGE-2 one that states no zone is not known to be elsewhere",
      [at("a", "x", 1), at("b", "x", 2), at("c", undefined, 1)],
      "a",
      "c",
    ],
    [
      "HEDGE-2 none with weight 0",
      [at("a", "x", 1), at("b", "y", 2, 0), at("c", "x", 3)],
      "a",
      "c",
    ],
    ["ties are decided by id", [one("c", 0, 5), one("b", 0, 5), one("a", 0, 5)], "a", "b"],
    [
      "holder unknown: the one with the newest message, not the fastest",
      [one("a", 500, 1), one("b", 501, 9)],
      null,
      "b",
    ],
    [
      "holder unknown, messages equally new: the fastest",
      [one("a", 500, 9), one("b", 500, 1)],
      null,
      "b",
    ],
    ["holder unknown, all equal: by id", [one("b", 500, null), one("a", 500, null)], null, "a"],
  ])("%s", (_, instances, holder, chosen) => {
    expect(chooseHedge(instances, holder, messageLagMsMax)).toBe(chosen);
    expect(chooseHedge(instances.toReversed(), holder, messageLagMsMax)).toBe(chosen);
  });

  test("never the holder, never one that does not serve the market, never one that may be frozen; the same in any order", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e");
    const candidate = fc.record({
      id,
      lastMessageAtMs: fc.integer({ min: 0, max: 3_000 }),
      p50Ms: fc.option(fc.integer({ min: 1, max: 50 })),
      serves: fc.boolean(),
    });
    const instances = fc.uniqueArray(candidate, { selector: (c) => c.id, maxLength: 5 });
    fc.assert(
      fc.property(
        instances,
        fc.option(id),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (instances, holder, draws) => {
          const chosen = chooseHedge(instances, holder, messageLagMsMax);
          const shuffled = instances
            .map((c) => [draws.next().value ?? 0, c] as const)
            .sort(([a], [b]) => a - b);
          expect(
            chooseHedge(
              shuffled.map(([, c]) => c),
              holder,
              messageLagMsMax,
            ),
          ).toBe(chosen);
          const lastMessageAtMs = Math.max(...instances.map((c) => c.lastMessageAtMs));
          const can = instances.filter(
            (c) =>
              c.id !== holder && c.serves && c.lastMessageAtMs >= lastMessageAtMs - messageLagMsMax,
          );
          if (chosen === null)
            return expect(can.length === 0 || (holder === null && instances.length === 1)).toBe(
              true,
            );
          const taken = can.find((c) => c.id === chosen) as HedgeCandidate;
          expect(can).toContain(taken);
          const p50 = (c: HedgeCandidate) => c.p50Ms ?? 1_000;
          if (holder !== null) expect(Math.min(...can.map(p50))).toBe(p50(taken));
          else expect(Math.max(...can.map((c) => c.lastMessageAtMs))).toBe(taken.lastMessageAtMs);
        },
      ),
      { numRuns: propertyRuns(10_000) },
    );
  });
});

describe("the hedging allowance", () => {
  test("is one hedge in twenty calls, and keeps ten at most", () => {
    const allowance = new HedgeAllowance(HEDGE_SETTINGS);
    for (let i = 0; i < 19; i++) allowance.addCall();
    expect(allowance.take()).toBe(false);
    allowance.addCall();
    expect([allowance.take(), allowance.take()]).toEqual([true, false]);
    for (let i = 0; i < 10_000; i++) allowance.addCall();
    expect(Array.from({ length: 11 }, () => allowance.take())).toEqual([
      ...Array(10).fill(true),
      false,
    ]);
  });

  test("HEDGE-1: hedges are never more than 5 % of all calls, nor, apart from those kept, of the calls of any period", () => {
    const steps = fc.array(fc.tuple(fc.nat({ max: 300 }), fc.nat({ max: 15 })), { maxLength: 40 });
    fc.assert(
      fc.property(steps, (steps) => {
        const allowance = new HedgeAllowance(HEDGE_SETTINGS);
        let [calls, hedges, floor] = [0, 0, 0];
        for (const [called, asked] of steps) {
          for (let i = 0; i < called; i++) allowance.addCall();
          calls += called;
          for (let i = 0; i < asked; i++) hedges += allowance.take() ? 1 : 0;
          expect(hedges * 20).toBeLessThanOrEqual(calls);
          // In a period from s to now: hedges − hedges(s) ≤ (calls − calls(s)) / 20 + 10, for
          // the worst s so far.
          expect(hedges - calls / 20).toBeLessThanOrEqual(floor + 10);
          floor = Math.min(floor, hedges - calls / 20);
        }
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });

  test("a hedge is refused only when the allowance is used up", () => {
    fc.assert(
      fc.property(fc.nat({ max: 199 }), (calls) => {
        const allowance = new HedgeAllowance(HEDGE_SETTINGS);
        for (let i = 0; i < calls; i++) allowance.addCall();
        let hedges = 0;
        while (allowance.take()) hedges++;
        expect(hedges).toBe(Math.floor(calls / 20));
      }),
      { numRuns: propertyRuns(10_000) },
    );
  });
});
