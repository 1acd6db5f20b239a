import { describe, expect, test } from "@jest/globals";
import { airportByCode, allAirports } from "../../../common/places/airports.ts";
import { gapNote, gapsOf } from "./gaps.ts";
import { WORLD_CARRIERS } from "./world-carriers.ts";

/** A timetable that has every carrier in full, except for these. */
const butFor = (has: Readonly<Record<string, number>>) =>
  gapsOf((code) => {
    const known = WORLD_CARRIERS.find(({ carrier }) => carrier === code);
    return has[code] ?? known?.departuresPerWeek ?? 0;
  });
const note = (has: Readonly<Record<string, number>>, a: string, b: string) => {
  const [from, to] = [a, b].map((code) => {
    const airport = airportByCode(code);
    return { code: airport?.country ?? "", name: airport?.countryName ?? "" };
  });
  return gapNote(butFor(has), from as never, to as never);
};

test("GAP-1: none is missing, less than a quarter is thin", () => {
  const gaps = butFor({ WN: 0, MU: 63, AA: 9_600, DL: 8_099 });
  expect(gaps.missing.map(({ carrier }) => carrier)).toEqual(["WN"]);
  expect(gaps.thin.map(({ carrier }) => carrier)).toEqual(["DL", "MU"]);
  expect(gaps.thin[1]).toEqual({
    carrier: "MU",
    name: "China Eastern",
    departuresPerWeek: 63,
    worldPerWeek: 15_000,
  });
});

describe("GAP-2: an answer without offers names who is missing", () => {
  test.each([
    [
      { WN: 0 },
      "HOU",
      "MSY",
      "domestic United States: the timetable has no flights of Southwest Airlines (WN), which flies there",
    ],
    [
      { WN: 0 },
      "HOU",
      "CUN",
      "United States and Mexico: the timetable has no flights of Southwest Airlines (WN), which flies there",
    ],
    [
      { "6E": 0, AI: 0 },
      "BKK",
      "DEL",
      "Thailand and India: the timetable has no flights of IndiGo (6E), which flies there",
    ],
    [
      { MU: 63 },
      "KMG",
      "SHA",
      "domestic China: the timetable has few of China Eastern (MU), which flies there",
    ],
    [
      { WN: 0, F9: 0 },
      "DEN",
      "MDW",
      "domestic United States: the timetable has no flights of Southwest Airlines (WN) and Frontier Airlines (F9), which fly there",
    ],
    [
      { HU: 0, MF: 0, "3U": 0, ZH: 0, "9C": 0, MU: 63 },
      "HAK",
      "XIY",
      "domestic China: the timetable has no flights of Shenzhen Airlines (ZH), Hainan Airlines (HU), Xiamen Airlines (MF) and 2 more and few of China Eastern (MU), which fly there",
    ],
    [{ U2: 1_180 }, "LGW", "NCE", expect.stringContaining("few of easyJet (U2)")],
  ])("by a timetable with the weekly departures %j, on %s-%s", (has, from, to, text) => {
    expect(note(has, from, to)).toEqual(text);
  });

  test.each<[has: Readonly<Record<string, number>>, from: string, to: string, why: string]>([
    [{}, "HOU", "MSY", "nobody is missing"],
    [{ WN: 0 }, "LHR", "JFK", "the missing one does not fly there"],
    [{ WN: 0 }, "CUN", "MEX", "it serves this country from the United States only"],
  ])("%j %s-%s: nothing, because %s", (has, from, to, _why) => {
    expect(note(has, from, to)).toBeUndefined();
  });
});

test("the table: each carrier once, with countries that have airports, and a positive figure", () => {
  const codes = WORLD_CARRIERS.map(({ carrier }) => carrier);
  expect(new Set(codes).size).toBe(codes.length);
  const countries = new Set(allAirports().map(({ country }) => country));
  for (const { carrier, bases, served, departuresPerWeek } of WORLD_CARRIERS) {
    expect({
      carrier,
      unknownAirports: [...bases, ...served].filter((code) => !countries.has(code)),
    }).toEqual({ carrier, unknownAirports: [] });
    expect(departuresPerWeek).toBeGreaterThan(0);
  }
});
