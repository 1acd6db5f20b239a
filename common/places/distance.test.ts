import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { airportByCode, allAirports } from "./airports.ts";
import { kilometresBetween } from "./distance.ts";
import { kilometres } from "./flight-time.ts";

describe("the distance between two airports", () => {
  const code = fc.constantFrom(...allAirports().map((airport) => airport.code));

  test("property: is that of their places, asked once or again", () => {
    fc.assert(
      fc.property(code, code, (origin, destination) => {
        const [from, to] = [airportByCode(origin), airportByCode(destination)];
        const km = from && to && kilometres(from, to);
        expect(kilometresBetween(origin, destination)).toBe(km);
        expect(kilometresBetween(origin, destination)).toBe(km);
      }),
      { numRuns: propertyRuns(10_000) },
    );
  });

  // Some of these pairs have the number of another pair, if a code that is none counted as one.
  test.each([
    ["XXX", "LHR"],
    ["LHR", "XXX"],
    ["AAA", ""],
    ["", "ZZZ"],
    ["lhr", "JFK"],
    ["AAB", "lhr"],
    ["AAA", "AAA "],
  ])("'%s' to '%s': not known", (origin, destination) => {
    kilometresBetween("LHR", "JFK");
    kilometresBetween("AAA", "ZZZ");
    expect(kilometresBetween(origin, destination)).toBeUndefined();
  });
});
