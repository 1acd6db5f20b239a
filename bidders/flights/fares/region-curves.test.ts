import { describe, expect, test } from "@jest/globals";
import { allAirports } from "../../../common/places/airports.ts";
import { averageDollars, LINES, PAIR_LENGTH } from "./region-curves.ts";
import {
  FARE_REGION_COUNT,
  fareRegionOf,
  hasRegion,
  REGION_NAMES,
  regionNumber,
} from "./regions.ts";

describe("regions", () => {
  test("every country that has an airport is in one, except for Antarctica", () => {
    const countries = new Set(allAirports().map(({ country }) => country));
    expect([...countries].filter((country) => !hasRegion(country))).toEqual(["AQ"]);
    expect(countries.size).toBeGreaterThan(200);
  });

  test.each([
    ["US", "us"],
    ["GB", "europe"],
    ["ZA", "south-africa"],
    ["TR", "turkey"],
    ["HK", "east-asia"],
    ["XX", "pacific"],
  ] as const)("%s is in %s", (country, region) => {
    expect(REGION_NAMES[fareRegionOf(country)]).toBe(region);
  });
});

describe("lines", () => {
  test("one for both directions; of a pair that is not listed, that of the nearest that is (CURVE-1)", () => {
    const at = (a: Parameters<typeof regionNumber>[0], b: typeof a, miles: number) =>
      averageDollars(regionNumber(a), regionNumber(b), 1, miles);
    for (let a = 0; a < FARE_REGION_COUNT; a++)
      for (let b = 0; b < FARE_REGION_COUNT; b++)
        for (let tier = 0; tier < 3; tier++)
          expect(averageDollars(a, b, tier, 1_000)).toBe(averageDollars(b, a, tier, 1_000));
    expect(at("us", "us", 1_000)).toBeCloseTo(172 + 60, 9);
    expect(at("canada", "japan", 5_000)).toBe(at("us", "japan", 5_000));
    expect(at("turkey", "china", 4_000)).toBe(at("europe", "china", 4_000));
    expect(at("south-africa", "europe", 6_000)).toBe(at("africa", "europe", 6_000));
    expect(at("canada", "turkey", 5_000)).toBe(at("us", "europe", 5_000));
    expect(at("africa", "japan", 7_000)).toBeCloseTo(210 + 490, 9);
  });

  test("low-cost carriers are nowhere above network carriers, these nowhere above premium ones, all above nothing (CURVE-2)", () => {
    for (let at = 0; at < LINES.length; at += PAIR_LENGTH) {
      for (const i of [0, 1]) {
        const [lowCost, network, premium] = [0, 2, 4].map((tier) => LINES[at + tier + i]) as [
          number,
          number,
          number,
        ];
        expect(lowCost).toBeGreaterThan(0);
        expect(lowCost).toBeLessThan(network);
        expect(network).toBeLessThan(premium);
      }
    }
  });
});
