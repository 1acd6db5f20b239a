import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Fault } from "../../proto/errors.ts";
import {
  csvOf,
  histCsvOf,
  RATES_2024_12_31,
  ratesWith,
  xmlOf,
} from "../../test/fixtures/rates/ecb.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { pickDay, readRateDays } from "./ecb.ts";

function read(text: string, date?: string) {
  const faults: Fault[] = [];
  const day = pickDay(readRateDays(text, faults), date, faults);
  return { day, faults };
}

const EXPECTED = {
  date: "2024-12-31",
  rates: RATES_2024_12_31.map(([currency, rate]) => ({ currency, rate })),
};
const YESTERDAY = ["2024-12-30", ratesWith({ USD: "1.0444" })] as const;
const TODAY = ["2024-12-31", RATES_2024_12_31] as const;

describe("the ECB's files", () => {
  test.each([
    ["eurofxref-daily.xml", xmlOf(TODAY)],
    ["eurofxref-hist.xml", xmlOf(TODAY, YESTERDAY)],
    ["eurofxref-hist.xml, the earliest first", xmlOf(YESTERDAY, TODAY)],
    ["eurofxref.csv", csvOf("31 December 2024", RATES_2024_12_31)],
    ["eurofxref-hist.csv", histCsvOf(TODAY, YESTERDAY)],
    [
      "with a byte order mark and Windows line ends",
      `\uFEFF${csvOf("31 December 2024", RATES_2024_12_31).replaceAll("\n", "\r\n")}`,
    ],
  ])("%s gives its latest day, rates as written", (_, text) => {
    expect(read(text)).toEqual({ day: EXPECTED, faults: [] });
  });

  test.each([
    ["eurofxref-hist.xml", xmlOf(TODAY, YESTERDAY)],
    ["eurofxref-hist.csv", histCsvOf(TODAY, YESTERDAY)],
  ])("%s gives the day that is asked for", (_, text) => {
    const { day, faults } = read(text, "2024-12-30");
    expect(faults).toEqual([]);
    expect({ date: day?.date, firstRate: day?.rates[0] }).toEqual({
      date: "2024-12-30",
      firstRate: { currency: "USD", rate: "1.0444" },
    });
  });

  test.each([
    ["2024-12-29", "the first day there is 2024-12-30"],
    ["2025-01-01", "the last day before it is 2024-12-31"],
  ])("a day that it lacks, %s, is a fault that names the nearest", (date, near) => {
    const { day, faults } = read(histCsvOf(TODAY, YESTERDAY), date);
    expect(day).toBeUndefined();
    expect(faults).toEqual([{ path: "--date", message: expect.stringContaining(near) }]);
  });

  test.each<[string, string, string, RegExp]>([
    ["nothing", "", "file", /begins with nothing/],
    ["a web page", "<!DOCTYPE html><html><body>Moved</body></html>", "file", /no <Cube time/],
    ["a zip", "PK\u0003\u0004…", "file", /\.zip must be unpacked/],
    ["another XML", "<rates><rate>1</rate></rates>", "file", /not the ECB's eurofxref/],
    ["XML that is cut off", xmlOf(TODAY).slice(0, 900), "line", /is not XML.*cut off/],
    [
      "CSV that is cut off",
      csvOf("31 December 2024", RATES_2024_12_31).slice(0, -80),
      "line 2",
      /rates for 30 currencies: the file may be cut off/,
    ],
    ["CSV without a line", "Date, USD, JPY, \n", "file", /no line of rates/],
  ])("%s is a fault by name", (_, text, path, message) => {
    const { day, faults } = read(text);
    expect(day).toBeUndefined();
    expect(faults).toEqual([
      { path: expect.stringContaining(path), message: expect.stringMatching(message) },
    ]);
  });

  test("for any changed bytes, reading ends with days or with faults, and never throws", () => {
    const files = [
      xmlOf(TODAY, YESTERDAY),
      csvOf("31 December 2024", RATES_2024_12_31),
      histCsvOf(TODAY, YESTERDAY),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.nat(3000),
        fc.nat(40),
        fc.string({ maxLength: 20 }),
        (file, at, cut, put) => {
          const { day, faults } = read(file.slice(0, at) + put + file.slice(at + cut));
          expect(day !== undefined || faults.length > 0).toBe(true);
        },
      ),
      { numRuns: propertyRuns(10_000) },
    );
  });
});
