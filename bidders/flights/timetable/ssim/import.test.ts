/** Small schedules, and the flights of them that are sold. */
import { describe, expect, test } from "@jest/globals";
import { ba, flown, take } from "../../../../test/fixtures/ssim/imported.ts";
import type { ScheduleGroup } from "../../../../test/fixtures/ssim/schedule.ts";
import { OPEN_MARK } from "./carrier.ts";

describe("periods", () => {
  const daily = "BA117 LHR-JFK 0830+0000 1105-0500 1234567 10DEC26-20DEC26 744";

  test("first day, last day, and the days around", () => {
    const { timetable } = take(ba(daily));
    const sold = ["2026-12-09", "2026-12-10", "2026-12-20", "2026-12-21"].map(
      (date) => flown(timetable, "LHR-JFK", date).length,
    );
    expect(sold).toEqual([0, 1, 1, 0]);
  });

  test("days of operation within it", () => {
    const { timetable } = take(ba("BA117 LHR-JFK 0830+0000 1105-0500 135 10DEC26-20DEC26 744"));
    const days = Array.from(
      { length: 11 },
      (_, i) => flown(timetable, "LHR-JFK", `2026-12-${10 + i}`).length,
    );
    // The 10th of December 2026 is a Thursday.
    expect(days).toEqual([0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0]);
  });

  test("every second week", () => {
    const { timetable } = take(
      ba({ leg: "BA117 LHR-JFK 0830+0000 1105-0500 25 01DEC26-29DEC26 744", frequency: "2" }),
    );
    const dates = Array.from({ length: 31 }, (_, i) => `2026-12-${String(i + 1).padStart(2, "0")}`);
    expect(dates.filter((date) => flown(timetable, "LHR-JFK", date).length > 0)).toEqual([
      "2026-12-01",
      "2026-12-04",
      "2026-12-15",
      "2026-12-18",
      "2026-12-29",
    ]);
  });

  test.each([
    ["01DEC26-00XXX00", "5", /every second week needs a first and a last date/],
    ["01DEC26-29DEC26", "5", /must begin on a day of operation/],
    ["01DEC26-29DEC26", "12", /ambiguous: write a record for each weekday/],
    ["01DEC20-29DEC26", "2", /two years at most/],
  ])("every second week of %s, days %s, is refused by name", (period, days, why) => {
    const odd = { leg: `BA5 LHR-JFK 0830+0000 1105-0500 ${days} ${period} 744`, frequency: "2" };
    const { report } = take(ba(daily, odd));
    expect(report.findings.map(({ column, wanted }) => [column, wanted])).toEqual([
      [36, expect.stringMatching(why)],
    ]);
  });

  test("00XXX00 is the end of the schedule's validity; with our mark there is no end", () => {
    const open = "BA117 LHR-JFK 0830+0000 1105-0500 1234567 00XXX00-00XXX00 744";
    const dates = [
      "2020-06-01",
      "2025-12-31",
      "2026-01-01",
      "2027-12-31",
      "2028-01-01",
      "2040-06-01",
    ];
    const sold = (group: ScheduleGroup) =>
      dates.map((date) => flown(take(group).timetable, "LHR-JFK", date).length);
    expect(sold(ba(open))).toEqual([0, 0, 1, 1, 0, 0]);
    expect(sold({ ...ba(open), general: OPEN_MARK })).toEqual([1, 1, 1, 1, 1, 1]);
    expect(sold({ ...ba(open), to: "00XXX00" })).toEqual([0, 0, 1, 1, 1, 1]);
  });

  test("periods between changes of clocks become one row, also where no flight falls into the gap; another time does not", () => {
    const { timetable, report } = take(
      ba(
        "BA117 LHR-JFK 0830+0000 1105-0500 12345 02NOV26-12MAR27 744",
        "BA117 LHR-JFK 0830+0000 1205-0400 12345 15MAR27-27MAR27 744",
        "BA117 LHR-JFK 0830+0100 1105-0400 12345 28MAR27-30APR27 744",
        "BA117 LHR-JFK 0835+0100 1110-0400 12345 03MAY27-31MAY27 744",
      ),
    );
    expect({ legs: report.legs, rowsReported: report.rows, rows: timetable.rows }).toEqual({
      legs: 4,
      rowsReported: 2,
      rows: 2,
    });
    expect(
      ["2027-03-12", "2027-03-15", "2027-05-03"].map((date) => flown(timetable, "LHR-JFK", date)),
    ).toEqual([["BA117 08:30-11:05"], ["BA117 08:30-12:05"], ["BA117 08:35-11:10"]]);
  });
});

describe("through flights", () => {
  test("a second leg that leaves after midnight: its dates are its own, its date variation is the days since the first leg", () => {
    const { timetable, report } = take(
      ba(
        {
          leg: "BA15 LHR-SIN 2130+0000 1810+0800 2 15DEC26-15DEC26 77W",
          variation: "01",
          dateVariation: "01",
        },
        {
          leg: "BA15 SIN-SYD 1955+0800 0640+1100 3 16DEC26-16DEC26 77W",
          variation: "01",
          sequence: "02",
          dateVariation: "12",
        },
      ),
    );
    expect(flown(timetable, "LHR-SIN", "2026-12-15")).toEqual(["BA15 21:30-12-16T18:10"]);
    expect(flown(timetable, "SIN-SYD", "2026-12-15")).toEqual([]);
    expect(flown(timetable, "SIN-SYD", "2026-12-16")).toEqual(["BA15 19:55-12-17T06:40"]);
    expect(report.findings).toEqual([]);
  });
});
