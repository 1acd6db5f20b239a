import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { kilometresBetween } from "../../common/places/distance.ts";
import { CABINS, type Cabin } from "../../proto/messages.ts";
import { kgByDistance } from "./distance-estimate.ts";

describe("HAUL-1 the method, by hand", () => {
  // Worked out from the table of the method, with the detour of 95 km: 1,000 km are 1,095.
  test.each<[number, Cabin, number]>([
    // (2.714 * 1095 + 1166.52) / (153.51 * 0.82) * 0.93 * 0.96 * 3.15
    [1_000, "economy", 92.46],
    [1_000, "business", 121.35],
    [1_000, "first", 231.14],
    // (0.0001 * 5635^2 + 7.104 * 5635 + 5044.93) / (280.21 * 0.82) * 0.74 * 0.8 * 3.15
    [5_540, "economy", 391.6],
    [5_540, "business", 753.82],
    // Half-way from economy to business.
    [5_540, "premium_economy", 572.71],
    // Half-way from 122.78 at 1,500 km to 196.03 at 2,500 km.
    [2_000, "economy", 159.4],
  ])("%d km in %s are %d kg", (km, cabin, kg) =>
    expect(kgByDistance(km, cabin)).toBeCloseTo(kg, 1));
});

/**
 * What the Travel Impact Model (version 1.7.0 of 2023) says of three flights in the documentation
 * of its API, developers.google.com/travel/impact-model: grams of CO2 for one traveller, of burning
 * the fuel. It knows each flight's aircraft and seats.
 */
const PUBLISHED = [
  { flight: "AF1115", from: "ZRH", to: "CDG", economy: 61_425, business: 92_137 },
  { flight: "AF334", from: "CDG", to: "BOS", economy: 276_824, business: 1_107_296 },
  { flight: "LX52", from: "ZRH", to: "BOS", economy: 377_523, business: 1_510_092 },
] as const;

describe("beside the Travel Impact Model, whose flights are known", () => {
  // An average aircraft of the world's fleet burns more than those of these airlines; in long-haul
  // business the model gives a seat four times the share of one in economy, and this one twice.
  test.each([
    ["AF1115", "economy", 0.99],
    ["AF1115", "business", 0.87],
    ["AF334", "economy", 1.41],
    ["AF334", "business", 0.68],
    ["LX52", "economy", 1.12],
    ["LX52", "business", 0.54],
  ] as const)("%s in %s: %d times as much", (flight, cabin, ratio) => {
    const published = PUBLISHED.find((one) => one.flight === flight);
    if (published === undefined) throw new Error(flight);
    const km = kilometresBetween(published.from, published.to) as number;
    expect(kgByDistance(km, cabin) / (published[cabin] / 1_000)).toBeCloseTo(ratio, 1);
  });
});

describe("HAUL-1 farther, or in a higher cabin, is more", () => {
  test("with the distance", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 19_000, noNaN: true }),
        fc.double({ min: 0.5, max: 1_000, noNaN: true }),
        fc.constantFrom(...CABINS),
        (km, more, cabin) => {
          expect(kgByDistance(km + more, cabin)).toBeGreaterThan(kgByDistance(km, cabin));
        },
      ),
    );
  });

  test("with the cabin", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20_000, noNaN: true }),
        fc.integer({ min: 1, max: CABINS.length - 1 }),
        (km, cabin) => {
          const [lower, higher] = [CABINS[cabin - 1] as Cabin, CABINS[cabin] as Cabin];
          expect(kgByDistance(km, higher)).toBeGreaterThan(kgByDistance(km, lower));
        },
      ),
    );
  });
});
