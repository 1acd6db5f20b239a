import { expect, test } from "@jest/globals";
import { allAirports } from "./airports.ts";
import { REGIONS, regionOf } from "./regions.ts";

test("every country that has an airport is in one region", () => {
  const without = allAirports().filter(({ country }) => regionOf(country) === undefined);
  expect(without.map(({ country }) => country)).toEqual([]);
});

test.each([
  ["US", "Northern America"],
  ["MX", "Latin America and the Caribbean"],
  ["PR", "Latin America and the Caribbean"],
  ["GB", "Northern Europe"],
  ["TR", "Western Asia"],
  ["CY", "Western Asia"],
  ["IR", "Southern Asia"],
  ["RU", "Eastern Europe"],
  ["SD", "Northern Africa"],
  ["GU", "Micronesia"],
] as const)("%s is in %s, as M49 has it", (country, name) => {
  const region = regionOf(country);
  expect(region && REGIONS[region]).toBe(name);
});

test("a code that is not a country has no region", () => {
  expect(regionOf("ZZ")).toBeUndefined();
});
