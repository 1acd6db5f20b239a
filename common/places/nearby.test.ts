import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { allAirports } from "./airports.ts";
import { citiesOfAirport } from "./cities.ts";
import { kilometresBetween } from "./distance.ts";
import { airportsWithin } from "./nearby.ts";

const airports = allAirports();
const usable = airports.filter(
  ({ code, departuresPerWeek }) => departuresPerWeek > 0 || citiesOfAirport(code).length > 0,
);

describe("the airports around one", () => {
  test("of Heathrow within 100 km: with flights, the nearest first", () => {
    expect(airportsWithin("LHR", 100, 10).map(({ code, km }) => [code, Math.round(km)])).toEqual([
      ["LCY", 36],
      ["LGW", 41],
      ["LTN", 45],
      ["STN", 66],
      ["SEN", 81],
      ["SOU", 86],
    ]);
    expect(airportsWithin("LHR", 100, 2).map(({ code }) => code)).toEqual(["LCY", "LGW"]);
  });

  test.each([
    ["an unknown one", "XXX", 100],
    ["a city", "LON", 100],
    ["no distance", "LHR", 0],
    ["no number", "LHR", Number.NaN],
  ])("%s has none", (_, code, km) => {
    expect(airportsWithin(code, km, 10)).toEqual([]);
  });

  test("property: they are what a look at every airport finds, also over the date line (NEARBY-1)", () => {
    const code = fc.oneof(
      fc.constantFrom(...airports.map((one) => one.code)),
      // Beside the date line, and far north and south.
      fc.constantFrom("TVU", "SUV", "NAN", "LYR", "USH", "ADK"),
    );
    fc.assert(
      fc.property(
        code,
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 40 }),
        (from, km, max) => {
          const expected = usable
            .map((one) => ({ code: one.code, km: kilometresBetween(from, one.code) as number }))
            .filter((one) => one.code !== from && one.km <= km)
            .sort((a, b) => a.km - b.km || (a.code < b.code ? -1 : 1))
            .slice(0, max);
          expect(airportsWithin(from, km, max)).toEqual(expected);
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });
});
