/** What is written and read back is the timetable that was written: every column, every value. */
import { describe, expect, test } from "@jest/globals";
import {
  NOW,
  thereAndBack,
  timetableDifference,
} from "../../../../test/fixtures/flights/there-and-back.ts";
import type { FullRow } from "../build.ts";
import { dayNumberOf } from "../departures.ts";
import { OPEN_FROM, OPEN_TO } from "../timetable.ts";
import { exportSsim } from "./export.ts";
import { importSsimBytes, timetableOfRows } from "./import.ts";

describe("import(export(t)) is t", () => {
  test("for a row on every period of a year, and on each of its weekdays alone", () => {
    const first = dayNumberOf("2027-01-01");
    const base = {
      carrier: "BA",
      number: 1,
      origin: "LHR",
      destination: "JFK",
      departure: 510,
      blockMinutes: 455,
      aircraft: "744",
    };
    const rows: FullRow[] = [];
    for (let i = 0; i < 7; i++) {
      for (const days of [1, 7, 30, 300]) {
        const validFrom = first + 11 * i;
        rows.push({
          ...base,
          number: rows.length + 1,
          days: 1 << i,
          flags: 0,
          codeshares: [],
          validFrom,
          validTo: validFrom + days,
        });
      }
    }
    const timetable = timetableOfRows(rows);
    expect(timetableDifference(timetable, thereAndBack(timetable).timetable)).toBeUndefined();
  });

  test("for more than 99 periods of a flight number, and more code-shares than a record holds", () => {
    const base = {
      carrier: "BA",
      number: 1,
      origin: "SIN",
      destination: "BKK",
      blockMinutes: 145,
      days: 127,
      aircraft: "359",
    };
    const codeshares = Array.from({ length: 45 }, (_, i) => `TG${6001 + i}`);
    const rows = Array.from(
      { length: 250 },
      (_, i): FullRow => ({
        ...base,
        departure: i,
        validFrom: 20_600 + i,
        validTo: 20_600 + i,
        flags: 0,
        codeshares,
      }),
    );
    const timetable = timetableOfRows(rows);
    const text = [...exportSsim(timetable, NOW)].join("");
    // Itinerary 250: 50, and 2 for its hundreds in byte 128.
    expect(text).toMatch(/^3 BA {4}15001J.{113}2/m);
    const { timetable: back, report } = importSsimBytes("many", Buffer.from(text));
    expect(timetableDifference(timetable, back)).toBeUndefined();
    expect(report.findings).toEqual([]);
    expect(back.codeshares(249)).toEqual(codeshares);
  });
});

describe("what SSIM cannot express is named", () => {
  const row: FullRow = {
    ...{
      carrier: "BA",
      number: 1,
      origin: "LHR",
      destination: "JFK",
      departure: 510,
      blockMinutes: 455,
      days: 127,
      aircraft: "744",
    },
    ...{ validFrom: OPEN_FROM, validTo: OPEN_TO, flags: 0, codeshares: [] },
  };
  const written = (...rows: FullRow[]) => [...exportSsim(timetableOfRows(rows), NOW)];

  test("a thousand periods of one flight number", () => {
    const rows = Array.from({ length: 1000 }, (_, i) => ({ ...row, departure: i }));
    expect(() => written(...rows)).toThrow(
      /BA1 has 5000 periods; SSIM tells 999 of one flight number apart/,
    );
  });

  test("a date before the year 2000", () => {
    expect(() =>
      written({ ...row, validFrom: dayNumberOf("1999-06-01"), validTo: dayNumberOf("1999-07-01") }),
    ).toThrow(/1999-06-01 is not within 2000 to 2099/);
  });
});
