/** Which instance a call goes to: shares, zones, and when the gateway chooses at all. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { eligible, isPlaced, type Placed, WeightedTurns } from "./placement.ts";

const of = (id: string, weight?: number, zone?: string): Placed => ({ id, weight, zone });
const placed = (weights: readonly number[]) => weights.map((weight, i) => of(`i${i}`, weight));
/** Some weight is above 0. */
const weightLists = fc
  .array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 })
  .filter((weights) => weights.some((weight) => weight > 0));

function countsAfter(turns: WeightedTurns, instances: readonly Placed[], calls: number): number[] {
  const counts = new Map<string, number>();
  for (let i = 0; i < calls; i++) {
    const id = turns.take(instances) ?? "";
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return instances.map(({ id }) => counts.get(id) ?? 0);
}

describe("PLACEMENT-2", () => {
  test("in every W calls each instance has as many as its weight", () =>
    fc.assert(
      fc.property(weightLists, fc.nat(3), (weights, periods) => {
        const sum = weights.reduce((a, b) => a + b, 0);
        const turns = new WeightedTurns();
        for (let i = 0; i <= periods; i++)
          expect(countsAfter(turns, placed(weights), sum)).toEqual(weights);
      }),
    ));

  test("no instance is ever a whole call ahead of its share", () =>
    fc.assert(
      fc.property(weightLists, fc.integer({ min: 1, max: 400 }), (weights, calls) => {
        const sum = weights.reduce((a, b) => a + b, 0);
        countsAfter(new WeightedTurns(), placed(weights), calls).forEach((count, i) => {
          expect(count * sum).toBeLessThan(calls * (weights[i] ?? 0) + sum);
        });
      }),
    ));

  test("the calls of one instance are spread among those of the others", () => {
    const turns = new WeightedTurns();
    const instances = placed([5, 1, 1]);
    // The example of nginx' own commit: a a b a c a a.
    const order = Array.from({ length: 7 }, () => turns.take(instances));
    expect(order).toEqual(["i0", "i0", "i1", "i0", "i2", "i0", "i0"]);
  });

  test("where no instance has weight they take turns, and where there is none nobody is chosen", () => {
    const turns = new WeightedTurns();
    expect(countsAfter(turns, placed([0, 0, 0]), 9)).toEqual([3, 3, 3]);
    expect(turns.take([])).toBeNull();
  });

  test("with other instances everybody begins anew", () => {
    const turns = new WeightedTurns();
    turns.take(placed([1, 3]));
    turns.forget();
    expect(countsAfter(turns, placed([1, 3]), 4)).toEqual([1, 3]);
  });
});

describe("a call goes", () => {
  const ids = (instances: readonly Placed[], zone?: string) =>
    eligible(instances, zone).map(({ id }) => id);

  test.each<[string, readonly Placed[], string | undefined, readonly string[]]>([
    ["to all", [of("a", 1, "x"), of("b", 2, "y")], undefined, ["a", "b"]],
    [
      "to the own zone (PLACEMENT-4)",
      [of("a", 1, "x"), of("b", 2, "y"), of("c", 3, "x")],
      "x",
      ["a", "c"],
    ],
    ["elsewhere where none is there (PLACEMENT-4)", [of("a", 1, "x"), of("b", 2)], "z", ["a", "b"]],
    ["to none with weight 0 (PLACEMENT-3)", [of("a", 0, "x"), of("b", 2, "x")], "x", ["b"]],
    [
      "to another zone before one with weight 0 (PLACEMENT-3)",
      [of("a", 0, "x"), of("b", 2, "y")],
      "x",
      ["b"],
    ],
    [
      "to those with weight 0 where there are no others (PLACEMENT-3)",
      [of("a", 0, "x"), of("b", 0, "y")],
      "x",
      ["a"],
    ],
  ])("%s", (_where, instances, zone, expected) => expect(ids(instances, zone)).toEqual(expected));

  test("to one that can take it, whatever weights and zones are there (PLACEMENT-3, PLACEMENT-4)", () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ weight: fc.nat(3), zone: fc.constantFrom("x", "y", undefined) }), {
          minLength: 1,
        }),
        fc.constantFrom("x", "z", undefined),
        (places, zone) => {
          const instances = places.map(({ weight, zone: its }, i) => of(`i${i}`, weight, its));
          const chosen = eligible(instances, zone);
          expect(chosen.length).toBeGreaterThan(0);
          const hasWeight = instances.some(({ weight = 0 }) => weight > 0);
          const hasNear = instances.some(
            (one) => one.zone === zone && zone !== undefined && (one.weight !== 0 || !hasWeight),
          );
          for (const one of chosen) {
            expect((one.weight ?? 0) > 0).toBe(hasWeight);
            if (hasNear) expect(one.zone).toBe(zone);
          }
        },
      ),
    ));
});

describe("PLACEMENT-1 a bidder is placed", () => {
  test.each<[string, readonly Placed[], string | undefined, boolean]>([
    ["not, without instances", [], "x", false],
    ["not, with equal weights", [of("a", 100), of("b", 100)], undefined, false],
    ["with other weights", [of("a", 100), of("b", 50)], undefined, true],
    ["with a weight of 0", [of("a", 0), of("b", 100)], undefined, true],
    ["not, where one states no weight", [of("a", 100), of("b", 50), of("c")], undefined, false],
    ["with one of two in the gateway's zone", [of("a", 9, "x"), of("b", 9, "y")], "x", true],
    ["with one that states no zone", [of("a", 9, "x"), of("b", 9)], "x", true],
    ["not, with all in the gateway's zone", [of("a", 9, "x"), of("b", 9, "x")], "x", false],
    ["not, with all in other zones", [of("a", 9, "y"), of("b", 9, "z")], "x", false],
    ["not, by zones, at a gateway without one", [of("a", 9, "x"), of("b", 9)], undefined, false],
  ])("%s", (_when, instances, zone, expected) => expect(isPlaced(instances, zone)).toBe(expected));
});
