import { describe, expect, test } from "@jest/globals";
import { dayNumberOf } from "../timetable/departures.ts";
import { type FareRegion, REGION_NAMES, regionNumber } from "./regions.ts";
import { seasonFactor, seasonsOn } from "./seasons.ts";

const factor = (a: FareRegion, b: FareRegion, date: string) =>
  seasonFactor(seasonsOn(dayNumberOf(date)), regionNumber(a), regionNumber(b));

describe("seasons", () => {
  test.each(REGION_NAMES)("the mean of %s over a year is 1 (SEASON-2)", (region) => {
    for (const [year, off] of [
      [2027, 1e-9],
      [2026, 0.02],
      [2028, 0.02],
      [2040, 0.03],
    ] as const) {
      const first = dayNumberOf(`${year}-01-01`);
      let sum = 0;
      for (let day = first; day < first + 365; day++)
        sum += seasonsOn(day)[regionNumber(region)] as number;
      expect(Math.abs(sum / 365 - 1)).toBeLessThan(off);
    }
  });

  test("of two regions, it is their mean, either way round (SEASON-1)", () => {
    const [gb, au] = ["europe", "oceania"].map(
      (region) => seasonsOn(dayNumberOf("2026-12-22"))[regionNumber(region as FareRegion)],
    ) as [number, number];
    expect(factor("europe", "oceania", "2026-12-22")).toBeCloseTo((gb + au) / 2, 9);
    expect(factor("oceania", "europe", "2026-12-22")).toBeCloseTo((gb + au) / 2, 9);
  });

  test.each<[string, FareRegion, FareRegion, string, string]>([
    ["Christmas, London to Sydney, against May", "europe", "oceania", "2026-12-22", "2027-05-12"],
    ["July in Europe against January", "europe", "europe", "2027-07-24", "2027-01-20"],
    ["January in Australia against July", "oceania", "oceania", "2027-01-10", "2027-08-10"],
    ["Thanksgiving in the United States", "us", "us", "2026-11-25", "2026-11-12"],
    ["Easter in Europe, 2027-03-28", "europe", "europe", "2027-03-26", "2027-03-12"],
    ["Easter a year later, 2028-04-16", "europe", "europe", "2028-04-14", "2028-03-24"],
    ["the Lunar New Year, 2027-02-06", "china", "china", "2027-02-03", "2027-03-10"],
    ["Golden Week in Japan", "japan", "japan", "2027-05-01", "2027-05-20"],
    ["Eid, 2027-03-10", "middle-east", "middle-east", "2027-03-08", "2027-03-25"],
    ["Diwali, 2026-11-08", "south-asia", "south-asia", "2026-11-06", "2026-12-01"],
    ["the turn of the year itself", "us", "europe", "2027-01-01", "2027-01-20"],
  ])("%s costs clearly more", (_, a, b, expensive, cheap) => {
    expect(factor(a, b, expensive) / factor(a, b, cheap)).toBeGreaterThan(1.15);
  });

  test("Easter falls on the Sundays of the Gregorian calendar's tables", () => {
    // Nine days before it are the first of the peak, ten are not.
    for (const sunday of ["2025-04-20", "2026-04-05", "2027-03-28", "2029-04-01", "2038-04-25"]) {
      const at = (days: number) => seasonsOn(dayNumberOf(sunday) + days)[regionNumber("europe")];
      expect(at(-9)).toBeGreaterThan(at(-10) as number);
      expect(at(8)).toBeGreaterThan(at(9) as number);
    }
  });

  test("the same on every call, and after very many other days", () => {
    const before = [...seasonsOn(20_802)];
    for (let day = 0; day < 2_000; day++) seasonsOn(day);
    expect([...seasonsOn(20_802)]).toEqual(before);
  });
});
