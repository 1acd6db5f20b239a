import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { allAirports } from "../../common/places/airports.ts";
import { routeFactors } from "./route-groups.ts";

// Percents of ICAO's Appendix A, by the number of the group there.
test.each([
  [1, "ET", "IN", 73.7, 83.82],
  [4, "MA", "MX", 77.9, 84.03],
  [9, "GB", "IN", 81.5, 63.43],
  [10, "BR", "IN", 80.3, 84.45],
  [15, "TR", "AE", 74.5, 77.19],
  [16, "FR", "MA", 73.6, 81.99],
  [17, "GB", "US", 83.1, 79.96],
  [19, "GB", "AU", 80.2, 63.43],
  [21, "FR", "KE", 78.4, 81.99],
  [22, "MA", "KE", 66.1, 84.32],
  [25, "CY", "GB", 82.3, 96.12],
  [26, "IR", "AE", 70.2, 84.56],
  [27, "US", "US", 79.1, 93.35],
  [31, "CL", "NZ", 72.9, 84.67],
  [34, "US", "JP", 82.3, 66.44],
  [37, "JP", "TH", 75.3, 79.47],
])("group %d: %s to %s", (_, from, to, load, passengers) => {
  const factors = routeFactors(from, to);
  expect({
    load: (factors?.load ?? 0) * 100,
    passengers: (factors?.passengers ?? 0) * 100,
  }).toEqual({ load: expect.closeTo(load, 6), passengers: expect.closeTo(passengers, 6) });
});

const COUNTRIES = [...new Set(allAirports().map(({ country }) => country))];

test("any two countries with airports but Antarctica are in a group, the same either way", () => {
  const named = fc.constantFrom(...COUNTRIES.filter((country) => country !== "AQ"));
  fc.assert(
    fc.property(named, named, (from, to) => {
      const factors = routeFactors(from, to);
      expect({ from, to, known: factors !== undefined }).toEqual({ from, to, known: true });
      expect(factors).toEqual(routeFactors(to, from));
    }),
  );
});

test.each([
  ["AQ", "CL"],
  ["GB", "ZZ"],
  ["", ""],
])("%j to %j is in none", (from, to) => expect(routeFactors(from, to)).toBeUndefined());
