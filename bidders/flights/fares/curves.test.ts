import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CABINS } from "../../../proto/messages.ts";
import {
  cabinFactor,
  connectionFactor,
  detourSteps,
  leastConnectionFactor,
  milesOf,
  nonstopShare,
  rivalsDiscount,
} from "./curves.ts";

test("LHR to JFK is 3,451 miles", () => expect(Math.round(milesOf(5554))).toBe(3451));

const milesArb = fc.double({ min: 30, max: 10_000, noNaN: true });

describe("cabins", () => {
  test.each([
    ["premium_economy", 1.5, 2],
    ["business", 3, 5],
  ] as const)("on a long flight %s costs %d to %d times economy", (cabin, low, high) => {
    for (const miles of [3_000, 3_451, 9_000]) {
      expect(cabinFactor(cabin, miles)).toBeGreaterThanOrEqual(low);
      expect(cabinFactor(cabin, miles)).toBeLessThanOrEqual(high);
    }
  });

  test("each costs more than the one before it on any distance, and never less on a longer one", () => {
    fc.assert(
      fc.property(milesArb, milesArb, (one, other) => {
        for (const [i, cabin] of CABINS.entries()) {
          if (i > 0)
            expect(cabinFactor(cabin, one)).toBeGreaterThan(
              cabinFactor(CABINS[i - 1] as (typeof CABINS)[number], one),
            );
          expect(cabinFactor(cabin, Math.max(one, other))).toBeGreaterThanOrEqual(
            cabinFactor(cabin, Math.min(one, other)),
          );
        }
      }),
    );
  });
});

describe("connections", () => {
  test.each([
    ["short, one", 1, 800, false, 1.06],
    ["short, two", 2, 800, false, 1.14],
    ["short, three", 3, 800, false, 1.22],
    ["half-way, one", 1, 2_000, false, 1.045],
    ["long, one", 1, 3_000, false, 1.03],
    ["long, two", 2, 5_130, false, 1.15],
    ["long, three", 3, 5_130, false, 1.25],
    ["long, of a rival, one", 1, 5_130, true, 0.92],
    ["long, of a rival, two: more expensive than a non-stop", 2, 5_130, true, 1.08],
    ["long, of a rival, three", 3, 5_130, true, 1.18],
    ["short, of a rival: no discount", 1, 800, true, 1.06],
  ])("%s (FARE-7)", (_, stops, miles, rival, factor) => {
    expect(connectionFactor(stops, miles, 0, rival)).toBeCloseTo(factor, 9);
  });

  test("only a rival's is cheaper than a non-stop flight, and more stops never cost less (FARE-7)", () => {
    fc.assert(
      fc.property(milesArb, fc.integer({ min: 1, max: 3 }), fc.nat(5), (miles, stops, detour) => {
        const [own, rival] = [false, true].map((one) =>
          connectionFactor(stops, miles, detour, one),
        ) as [number, number];
        expect(own).toBeGreaterThan(1);
        expect(rival).toBeLessThanOrEqual(own);
        if (!rivalsDiscount(miles)) expect(rival).toBe(own);
        for (const is of [false, true])
          expect(connectionFactor(stops + 1, miles, detour, is)).toBeGreaterThanOrEqual(
            connectionFactor(stops, miles, detour, is),
          );
        for (let upTo = stops; upTo <= 4; upTo++)
          expect(rival).toBeGreaterThanOrEqual(leastConnectionFactor(upTo));
      }),
    );
    expect(leastConnectionFactor(0)).toBe(1);
  });

  test("FARE-11: more stops never have a lower share, and only one is below a non-stop fare", () => {
    const shares = [1, 2, 3, 4].map(nonstopShare);
    expect(shares).toEqual([0.8, 1, 1.05, 1.05]);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  });

  test("only with one connection is a fare below a non-stop one (FARE-7)", () => {
    fc.assert(
      fc.property(milesArb, fc.integer({ min: 2, max: 4 }), fc.boolean(), (miles, stops, rival) => {
        expect(connectionFactor(stops, miles, 0, rival)).toBeGreaterThan(1);
      }),
    );
  });

  test.each([
    ["direct", 1_000, 0],
    ["within what is permitted", 1_200, 0],
    ["a little beyond it", 1_201, 1],
    ["a third longer", 1_330, 3],
    ["more than 25 % beyond it", 1_900, 5],
  ])("FARE-8: %s", (_, flown, steps) => {
    expect(detourSteps(1_000, flown)).toBe(steps);
    expect(connectionFactor(1, 1_000, steps, false)).toBeCloseTo(1.06 * (1 + 0.05 * steps), 9);
  });
});
