import { expect, test } from "@jest/globals";
import type { Coverage } from "../../proto/coverage.ts";
import { coverageLine } from "./coverage-line.ts";

const gaps = (codes: string) =>
  codes
    .split(" ")
    .flatMap((carrier) =>
      carrier === "" ? [] : [{ carrier, name: carrier, departuresPerWeek: 0, worldPerWeek: 9 }],
    );
const coverage = (missing: string, thin: string, years: [number, number] | null): Coverage => ({
  week: null,
  departuresPerWeek: 359_904,
  airports: 3,
  carriers: [
    {
      carrier: "AA",
      departuresPerWeek: 359_904,
      firstYear: years?.[0] ?? null,
      lastYear: years?.[1] ?? null,
      regions: {},
    },
  ],
  carriersLeftOut: 189,
  regions: {},
  missing: gaps(missing),
  thin: gaps(thin),
});

test.each([
  [
    "of many missing carriers, the first five and how many more",
    coverage("WN 6E AD ZH HU MF F9", "MU U2", [2013, 2022]),
    "359,904 departures a week of 190 carriers, of 2013 to 2022. No flights of WN, 6E, AD, ZH, HU and 2 more large carriers; few of MU and U2.",
  ],
  [
    "of one year, that year alone",
    coverage("WN", "", [2026, 2026]),
    "359,904 departures a week of 190 carriers, of 2026. No flights of WN.",
  ],
  [
    "without years, the thin carriers",
    coverage("", "MU", null),
    "359,904 departures a week of 190 carriers. Few of MU.",
  ],
  [
    "without gaps, the departures alone",
    coverage("", "", null),
    "359,904 departures a week of 190 carriers.",
  ],
])("the line names, %s", (_, given, line) => {
  expect(coverageLine(given)).toBe(line);
});
