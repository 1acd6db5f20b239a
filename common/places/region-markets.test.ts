import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isMarket } from "../../proto/subjects.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { allAirports } from "./airports.ts";
import {
  isRegionMarket,
  marketIncludes,
  marketsIncluding,
  REGIONS_OF_TWO_LETTERS,
  regionsOfAirport,
} from "./region-markets.ts";
import { REGIONS } from "./regions.ts";

const NAMES = [...REGIONS_OF_TWO_LETTERS, ...Object.keys(REGIONS)];

describe("regions", () => {
  test("REGION-1 every airport is in one region of two letters and in one sub-region", () => {
    const odd = allAirports().filter(({ code }) => {
      const names = regionsOfAirport(code);
      return (
        names.length !== 2 ||
        names.filter((name) => REGIONS_OF_TWO_LETTERS.includes(name)).length !== 1 ||
        names.filter((name) => Object.hasOwn(REGIONS, name)).length !== 1
      );
    });
    expect(odd).toEqual([]);
  });

  test("REGION-1 every sub-region of M49 is in one region of two letters, and each has airports", () => {
    const pairs = new Set(allAirports().map(({ code }) => regionsOfAirport(code).join(" ")));
    const subRegions = [...pairs].map((pair) => pair.split(" ")[1]);
    expect(subRegions.sort()).toEqual(Object.keys(REGIONS).sort());
    expect(new Set([...pairs].map((pair) => pair.split(" ")[0]))).toEqual(
      new Set(REGIONS_OF_TWO_LETTERS),
    );
  });

  test.each([
    ["LHR", ["EU", "154"]],
    ["SVO", ["EU", "151"]],
    ["IST", ["AS", "145"]],
    ["DXB", ["AS", "145"]],
    ["SIN", ["AS", "035"]],
    ["JFK", ["NA", "021"]],
    ["HNL", ["NA", "021"]],
    ["MEX", ["LA", "419"]],
    ["GRU", ["LA", "419"]],
    ["CAI", ["AF", "015"]],
    ["JNB", ["AF", "202"]],
    ["SYD", ["OC", "053"]],
    ["QQQ", []],
    ["", []],
  ])("%s is in %j", (airport, regions) => expect(regionsOfAirport(airport)).toEqual(regions));
});

describe("a market with regions", () => {
  test.each([
    ["EU.*", true],
    ["*.EU", true],
    ["EU.NA", true],
    ["EU.EU", true],
    ["LHR.NA", true],
    ["035.SYD", true],
    ["035.053", true],
    ["*.*", false],
    ["LHR.*", false],
    ["LHR.JFK", false],
    ["XX.*", false],
    ["EU.XX", false],
    ["999.*", false],
    ["eu.*", false],
    ["EU", false],
    ["EU.*.*", false],
    ["EU.", false],
    ["toString.*", false],
    ["", false],
  ])("%p: %p", (text, expected) => expect(isRegionMarket(text)).toBe(expected));

  test("REGION-1 no name of a region is also an airport's in a market", () => {
    for (const name of NAMES)
      expect({ name, isMarket: isMarket(`${name}.*`) }).toEqual({ name, isMarket: false });
  });

  test.each([
    ["EU.*", "LHR", "JFK", true],
    ["EU.*", "JFK", "LHR", false],
    ["*.EU", "JFK", "LHR", true],
    ["EU.NA", "LHR", "JFK", true],
    ["EU.NA", "LHR", "MEX", false],
    ["154.JFK", "LHR", "JFK", true],
    ["154.JFK", "CDG", "JFK", false],
    ["LHR.*", "LHR", "QQQ", true],
    ["*.EU", "LHR", "QQQ", false],
  ])("%s includes %s-%s: %p", (market, origin, destination, expected) =>
    expect(marketIncludes(market, origin, destination)).toBe(expected));

  test("REGION-2 the markets that are listed for a pair are those that include it", () => {
    const airport = fc.oneof(
      fc.constantFrom("LHR", "JFK", "SIN", "QQQ"),
      fc.constantFrom(...allAirports().map(({ code }) => code)),
    );
    const end = fc.oneof(fc.constant("*"), fc.constantFrom(...NAMES), airport);
    fc.assert(
      fc.property(airport, airport, end, end, (origin, destination, from, to) => {
        const market = `${from}.${to}`;
        const isListed = marketsIncluding(origin, destination).includes(market);
        expect({ market, isListed }).toEqual({
          market,
          isListed: marketIncludes(market, origin, destination),
        });
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });
});
