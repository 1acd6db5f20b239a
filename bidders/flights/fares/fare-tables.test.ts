import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AIRPORTS, flight } from "../../../test/fixtures/flights/context.ts";
import { buildTimetable } from "../timetable/build.ts";
import { carrierLevel } from "./carriers.ts";
import { carrierTier, fareTablesOf, LEVEL_SPREAD, leastLevel, marketLevel } from "./fare-tables.ts";
import { fareRegionOf, regionNumber } from "./regions.ts";

/** At London DL has three of four departures, and BA the fourth. */
const timetable = buildTimetable(AIRPORTS, [
  flight("DL1 LHR-JFK 0900 455"),
  flight("DL2 LHR-BOS 0900 455"),
  flight("DL3 LHR-SIN 0900 780"),
  flight("BA1 LHR-JFK 1000 455"),
  flight("FR1 DUB-LHR 1000 75"),
  flight("BA2 JFK-LHR 1000 400"),
  flight("AA2 JFK-LHR 1100 400"),
  flight("AA3 JFK-LHR 1300 400"),
  flight("AA4 JFK-LHR 1500 400"),
  flight("UA4 JFK-LHR 1600 400"),
]);
const tables = fareTablesOf(timetable);
const at = (code: string) => timetable.airport(code);
const level = (carrier: string, from: string, to: string) =>
  marketLevel(tables, timetable.carriers.indexOf(carrier), at(from), at(to));
const premium = (carrier: string, airport: string) =>
  tables.hubPremium[at(airport) * timetable.carriers.length + timetable.carriers.indexOf(carrier)];

test("every airport lies within its region's radius of the centre; a region without any has none", () => {
  for (const [airport, { country }] of timetable.airports.entries()) {
    const region = fareRegionOf(country);
    const centre = tables.regionCentre[region] as number;
    expect(fareRegionOf(timetable.airports[centre]?.country as string)).toBe(region);
    expect(timetable.distanceKm(centre, airport)).toBeLessThanOrEqual(
      tables.regionRadius[region] as number,
    );
  }
  expect(tables.regionRadius[regionNumber("africa")]).toBe(-1);
});

describe("a carrier's level", () => {
  test("is its own in each market, within 8 %, the same both ways and in every process (LEVEL-1)", () => {
    const levels = AIRPORTS.filter(({ code }) => !["LHR", "JFK", "SYD"].includes(code)).map(
      ({ code }) => level("UA", "SYD", code),
    );
    expect(new Set(levels).size).toBe(levels.length);
    for (const one of levels) expect(Math.abs(one - 1)).toBeLessThanOrEqual(LEVEL_SPREAD);
    expect(Math.max(...levels) - Math.min(...levels)).toBeGreaterThan(LEVEL_SPREAD);
    fc.assert(
      fc.property(
        fc.constantFrom(...timetable.carriers),
        fc.constantFrom(...AIRPORTS),
        fc.constantFrom(...AIRPORTS),
        (carrier, { code: from }, { code: to }) => {
          expect(level(carrier, from, to)).toBe(level(carrier, to, from));
          expect(level(carrier, from, to)).toBeGreaterThanOrEqual(
            leastLevel(tables, timetable.carriers.indexOf(carrier)),
          );
        },
      ),
    );
    expect(level("BA", "LHR", "JFK")).toBeCloseTo(1.075893, 6);
  });

  test.each([
    ["three of four departures", "DL", "LHR", 150],
    ["one of four", "BA", "LHR", 0],
    ["three of five", "AA", "JFK", 94],
    ["all of them, by a low-cost carrier", "FR", "DUB", 0],
    ["none of them", "UA", "LHR", 0],
  ])("LEVEL-2: %s", (_, carrier, airport, thousandths) => {
    expect(premium(carrier, airport)).toBe(thousandths);
  });

  test("counts the end that it dominates more, and is added to its own level (LEVEL-2)", () => {
    const without = fareTablesOf(buildTimetable(AIRPORTS, [flight("DL1 SIN-SYD 0900 455")]));
    const other = timetable.carriers.indexOf("DL");
    const drawn = (from: string, to: string) =>
      marketLevel(without, 0, at(from), at(to)) - marketLevel(tables, other, at(from), at(to));
    expect(drawn("LHR", "CDG")).toBeCloseTo(-0.15, 9);
    expect(drawn("CDG", "LHR")).toBeCloseTo(-0.15, 9);
    expect(drawn("CDG", "FRA")).toBeCloseTo(0, 9);
  });

  test("lies around what the carrier reports", () => {
    expect(carrierTier("U2")).toBe(0);
    expect(carrierLevel("U2")).toBe(1.4);
    expect(carrierLevel("ZZ")).toBe(1);
  });
});
