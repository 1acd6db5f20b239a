import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { airportByCode } from "../../common/places/airports.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { CABINS, type Cabin } from "../../proto/messages.ts";
import { kgByAircraft } from "./aircraft-estimate.ts";
import { type Aircraft, aircraftCodes, aircraftOf } from "./aircraft-fuel.ts";
import { type RouteFactors, routeFactors } from "./route-groups.ts";

const known = (code: string): Aircraft => aircraftOf(code) as Aircraft;
const BETWEEN_EUROPE_AND_US = routeFactors("GB", "US") as RouteFactors;
const WITHIN_EUROPE = routeFactors("GB", "FR") as RouteFactors;

describe("CARBON-1 the method, by hand", () => {
  test.each<[string, number, Cabin, RouteFactors, number]>([
    // 300 + 50 km = 188.985 nautical miles: 434 + (63.985 / 125) * (891 - 434) = 667.93 kg of fuel;
    // 667.93 * 0.9612 / (74 * 0.823) * 3.16
    ["AT7", 300, "economy", WITHIN_EUROPE, 33.31],
    // 1,000 + 100 km = 593.952: 3,652 + (93.952 / 250) * (4,944 - 3,652) = 4,137.54;
    // 4,137.54 * 0.9612 / (194 * 0.823) * 3.16
    ["32N", 1_000, "economy", WITHIN_EUROPE, 78.71],
    ["32N", 1_000, "premium_economy", WITHIN_EUROPE, 78.71],
    ["32N", 1_000, "business", WITHIN_EUROPE, 118.07],
    ["32N", 1_000, "first", WITHIN_EUROPE, 118.07],
    // 5,541 + 125 km = 3,059.395: 55,184 + (59.395 / 500) * (63,436 - 55,184) = 56,164.26;
    // 56,164.26 * 0.7996 / (550 * 0.831) * 3.16
    ["77W", 5_541, "economy", BETWEEN_EUROPE_AND_US, 310.5],
    ["77W", 5_541, "premium_economy", BETWEEN_EUROPE_AND_US, 465.75],
    ["77W", 5_541, "business", BETWEEN_EUROPE_AND_US, 1_241.99],
    ["77W", 5_541, "first", BETWEEN_EUROPE_AND_US, 1_552.49],
  ])("%s over %d km in %s", (type, km, cabin, factors, kg) =>
    expect(kgByAircraft(known(type), km, cabin, factors)).toBeCloseTo(kg, 1));
});

describe("CARBON-1 as it grows", () => {
  const aircraft = fc.constantFrom(...aircraftCodes()).map(known);
  const factors = fc.constantFrom(BETWEEN_EUROPE_AND_US, WITHIN_EUROPE);
  const km = fc.oneof(
    fc.double({ min: 0, max: 20_000, noNaN: true }),
    fc.constantFrom(549.9, 550, 5_500, 5_500.1),
  );

  test("with the distance", () => {
    fc.assert(
      fc.property(
        ...[aircraft, factors, km, fc.double({ min: 0.5, max: 1_000, noNaN: true })],
        fc.constantFrom(...CABINS),
        (type, route, from, more, cabin) => {
          const near = kgByAircraft(type, from, cabin, route);
          expect(kgByAircraft(type, from + more, cabin, route)).toBeGreaterThan(near);
        },
      ),
    );
  });

  test("with the cabin", () => {
    fc.assert(
      fc.property(
        ...[aircraft, factors, km, fc.integer({ min: 1, max: CABINS.length - 1 })],
        (type, route, from, cabin) => {
          const [lower, higher] = [CABINS[cabin - 1] as Cabin, CABINS[cabin] as Cabin].map((one) =>
            kgByAircraft(type, from, one, route),
          ) as [number, number];
          if (type.isWide || higher !== lower) expect(higher).toBeGreaterThan(lower);
          expect(kgByAircraft(type, from, "business", route)).toBeGreaterThan(
            kgByAircraft(type, from, "economy", route),
          );
        },
      ),
    );
  });
});

function kgBetween(type: string, from: string, to: string, cabin: Cabin): number {
  const country = (code: string) => airportByCode(code)?.country ?? "";
  const factors = routeFactors(country(from), country(to)) as RouteFactors;
  return kgByAircraft(known(type), kilometresBetween(from, to) as number, cabin, factors);
}

/**
 * What ICAO's own calculator says of routes whose aircraft are stated, in kg of CO2 in economy: as
 * Ports of Jersey published it ("CarbonPass app methodology", ports.je, read from a stored copy).
 * It knows what share each of the two types has; here each counts for a half.
 */
describe("beside ICAO's calculator", () => {
  test.each([
    ["LHR", ["319", "320"], 56.6, 0.92],
    ["GLA", ["319", "320"], 96.1, 0.98],
    ["LGW", ["319", "320"], 49.8, 0.98],
    ["LPL", ["319", "320"], 68.6, 1.11],
    ["LTN", ["319", "320"], 54.8, 1.08],
    ["MAN", ["319", "320"], 62.9, 1.21],
    ["BHX", ["AT4", "AT7"], 40, 1.09],
    ["BRS", ["AT4", "AT7"], 27.6, 1.12],
    ["EMA", ["AT4", "AT7"], 42.4, 1.14],
    ["EXT", ["AT4", "AT7"], 22.5, 1.12],
    ["GCI", ["AT4", "AT7"], 8.2, 1.08],
    ["SOU", ["AT4", "AT7"], 23.7, 1.11],
  ] as const)("JER to %s with %j: %d kg there, %d times as much here", (to, types, kg, ratio) => {
    const [first, second] = types.map((type) => kgBetween(type, "JER", to, "economy"));
    expect(((first ?? 0) + (second ?? 0)) / 2 / kg).toBeCloseTo(ratio, 2);
  });
});

/**
 * The example of the Travel Impact Model 3.0.0 (Google, 2025, "Example emission estimation",
 * github.com/google/travel-impact-model, CC BY 4.0): ZRH to SFO with a 787-9 of 257 seats, of
 * burning the fuel.
 */
test.each([
  ["economy", 476.275],
  ["premium_economy", 714.412],
  ["business", 1_905.098],
  ["first", 2_381.373],
] as const)("beside the Travel Impact Model: %s is 6 %% less than its %d kg", (cabin, kg) => {
  expect(kgBetween("789", "ZRH", "SFO", cabin) / kg).toBeCloseTo(0.94, 2);
});
