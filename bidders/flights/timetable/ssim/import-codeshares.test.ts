import { describe, expect, test } from "@jest/globals";
import { ba, flown, take } from "../../../../test/fixtures/ssim/imported.ts";
import type { ScheduleGroup } from "../../../../test/fixtures/ssim/schedule.ts";
import { dayNumberOf, marketOn } from "../departures.ts";
import type { ImportedSchedule } from "./import.ts";

describe("code-shares", () => {
  const operating = "BA117 LHR-JFK 0830+0000 1105-0500 1234567 01DEC26-31DEC26 744";
  const aa = (leg: string, by: string): ScheduleGroup => ({
    airline: "AA",
    legs: [{ leg, elements: [["050", by]], disclosure: "L" }],
  });
  const sellers = ({ timetable }: ImportedSchedule, date: string) => {
    const [row] = marketOn(
      timetable,
      timetable.airport("LHR"),
      timetable.airport("JFK"),
      dayNumberOf(date),
    );
    return row === undefined ? undefined : timetable.codeshares(row.row);
  };

  test("DEI 10 of the operating leg", () => {
    const imported = take(ba({ leg: operating, elements: [["010", "AA 6143/IB  4218A/BA  117"]] }));
    expect(sellers(imported, "2026-12-15")).toEqual(["AA6143", "IB4218"]);
    expect(imported.timetable.rows).toBe(1);
  });

  test("DEI 50 of the duplicate, of the same airline's file or another's: one flight, for the dates of both", () => {
    const imported = take(
      aa("AA6143 LHR-JFK 0830+0000 1105-0500 2 10DEC26-31DEC26 744", "BA  117"),
      ba(operating),
    );
    expect(
      ["2026-12-08", "2026-12-15", "2026-12-16", "2026-12-29"].map((date) =>
        sellers(imported, date),
      ),
    ).toEqual([[], ["AA6143"], [], ["AA6143"]]);
    const dates = ["2026-12-08", "2026-12-15", "2026-12-16"].map((date) =>
      flown(imported.timetable, "LHR-JFK", date),
    );
    expect(dates).toEqual([["BA117 08:30-11:05"], ["BA117 08:30-11:05"], ["BA117 08:30-11:05"]]);
  });

  test.each([
    [
      "its operating flight is not there",
      "AA6143 LHR-JFK 0830+0000 1105-0500 2 10DEC26-31DEC26 744",
      "BA  119",
      "code-share of a flight that is not there",
    ],
    [
      "it leaves at another time",
      "AA6143 LHR-JFK 0840+0000 1115-0500 2 10DEC26-31DEC26 744",
      "BA  117",
      "code-share at other times than its operating flight",
    ],
    [
      "it is flown on other dates",
      "AA6143 LHR-JFK 0830+0000 1105-0500 2 10JAN27-31JAN27 744",
      "BA  117",
      "code-share at other times than its operating flight",
    ],
  ])("%s: it is reported, and not sold", (_, leg, by, fault) => {
    const imported = take(ba(operating), aa(leg, by));
    expect(imported.report.findings).toEqual([
      {
        severity: "leg",
        file: "my.ssim",
        line: 10,
        column: expect.any(Number),
        fault,
        found: by.replaceAll(" ", ""),
        wanted: expect.any(String),
      },
    ]);
    expect(flown(imported.timetable, "LHR-JFK", "2026-12-15")).toEqual(["BA117 08:30-11:05"]);
    expect(sellers(imported, "2026-12-15")).toEqual([]);
  });

  test.each([
    ["all of its dates", "1234567 01DEC26-31DEC26", undefined],
    ["dates before and after, on none of which it departs", "2 28NOV26-04JAN27", undefined],
    ["dates after it", "1234567 10DEC26-31MAR27", "2027-01-01"],
    ["dates before it", "1234567 28NOV26-31DEC26", "2026-11-28"],
  ])("of an operating flight, for %s: a date without a flight is a warning", (_, dates, firstMissing) => {
    const imported = take(
      ba(operating),
      aa(`AA6143 LHR-JFK 0830+0000 1105-0500 ${dates} 744`, "BA  117"),
    );
    expect(sellers(imported, "2026-12-15")).toEqual(["AA6143"]);
    const wanted = expect.stringContaining(`${firstMissing}`);
    const fault = "code-share on dates that its operating flight does not have";
    const warning = { severity: "warning", line: 10, column: 15, fault, found: "BA117", wanted };
    expect(imported.report.findings).toMatchObject(firstMissing === undefined ? [] : [warning]);
  });

  test("byte 149 marks it as one, and no DEI 50 names the flight: reported, and not sold", () => {
    const { timetable, report } = take(
      ba(operating, {
        leg: "BA900 LHR-MAD 0830+0000 1150+0100 2 10DEC26-31DEC26 320",
        disclosure: "L",
      }),
    );
    expect(report.findings).toMatchObject([
      { severity: "leg", line: 8, column: 149, fault: "code-share without its operating flight" },
    ]);
    expect(timetable.rows).toBe(1);
  });

  test("a designator that cannot be read is a warning", () => {
    const { report } = take(ba({ leg: operating, elements: [["010", "AA 6143/??"]] }));
    expect(report.findings).toMatchObject([
      { severity: "warning", line: 8, column: 40, found: "??" },
    ]);
  });
});
