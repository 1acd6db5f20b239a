/** Small schedules, and the flights of them that are sold. */
import { describe, expect, test } from "@jest/globals";
import { type LegSpec, type ScheduleGroup, ssim } from "../../../../test/fixtures/ssim/schedule.ts";
import { dayNumberOf, localTime, marketOn } from "../departures.ts";
import type { Timetable } from "../timetable.ts";
import { OPEN_MARK } from "./carrier.ts";
import { type ImportedSchedule, importSsimBytes } from "./import.ts";

const take = (...groups: ScheduleGroup[]): ImportedSchedule =>
  importSsimBytes("my.ssim", Buffer.from(ssim(...groups)));
const ba = (...legs: (string | LegSpec)[]): ScheduleGroup => ({
  airline: "BA",
  legs: legs.map((leg) => (typeof leg === "string" ? { leg } : leg)),
});

/** `BA117 08:30-11:05`, with the date where it is not the one asked for. */
function flown(timetable: Timetable, market: string, date: string): string[] {
  const [from, to] = market.split("-").map((code) => timetable.airport(code)) as [number, number];
  return marketOn(timetable, from, to, dayNumberOf(date)).map(
    ({ row, departureLocal, arrivalLocal }) => {
      const [out, home] = [localTime(departureLocal), localTime(arrivalLocal)];
      const number = `${timetable.carriers[timetable.carrier[row] as number]}${timetable.number[row]}`;
      return `${number} ${out.slice(11)}-${home.startsWith(date) ? home.slice(11) : home.slice(5)}`;
    },
  );
}

describe("times", () => {
  test.each<
    [what: string, leg: string | LegSpec, market: string, date: string, expected: string[]]
  >([
    [
      "westward by day",
      "BA117 LHR-JFK 0830+0000 1105-0500 1234567 01DEC26-31DEC26 744",
      "LHR-JFK",
      "2026-12-15",
      ["BA117 08:30-11:05"],
    ],
    [
      "overnight, with the arrival's date",
      { leg: "BA112 JFK-LHR 1835-0500 0630+0000 1234567 01DEC26-31DEC26 744", dateVariation: "01" },
      "JFK-LHR",
      "2026-12-15",
      ["BA112 18:35-12-16T06:30"],
    ],
    [
      "overnight, without it",
      "BA112 JFK-LHR 1835-0500 0630+0000 1234567 01DEC26-31DEC26 744",
      "JFK-LHR",
      "2026-12-15",
      ["BA112 18:35-12-16T06:30"],
    ],
    [
      "to midnight: 2400 of the same day",
      { leg: "BA9 LHR-MAD 2030+0000 2400+0100 2 01DEC26-31DEC26 320", dateVariation: "00" },
      "LHR-MAD",
      "2026-12-15",
      ["BA9 20:30-12-16T00:00"],
    ],
    [
      "to midnight: 0000 of the next",
      { leg: "BA9 LHR-MAD 2030+0000 0000+0100 2 01DEC26-31DEC26 320", dateVariation: "01" },
      "LHR-MAD",
      "2026-12-15",
      ["BA9 20:30-12-16T00:00"],
    ],
    [
      "eastward across the date line: the day before",
      { leg: "BA102 AKL-PPT 1610+1300 2200-1000 1234567 01DEC26-31DEC26 789", dateVariation: "0A" },
      "AKL-PPT",
      "2026-12-15",
      ["BA102 16:10-12-14T22:00"],
    ],
    [
      "eastward across the date line, without it",
      "BA11 SYD-LAX 1110+1100 0600-0800 1234567 01DEC26-31DEC26 388",
      "SYD-LAX",
      "2026-12-15",
      ["BA11 11:10-06:00"],
    ],
    [
      "westward across the date line: two days later",
      { leg: "BA12 LAX-SYD 2230-0800 0835+1100 1234567 01DEC26-31DEC26 388", dateVariation: "02" },
      "LAX-SYD",
      "2026-12-15",
      ["BA12 22:30-12-17T08:35"],
    ],
    [
      "the hour that clocks skip: an hour later",
      "BA7 JFK-LAX 0230-0500 0700-0700 7 08MAR26-08MAR26 321",
      "JFK-LAX",
      "2026-03-08",
      ["BA7 03:30-07:00"],
    ],
    [
      "the hour that comes twice: the first",
      "BA7 JFK-LAX 0130-0400 0330-0800 7 01NOV26-01NOV26 321",
      "JFK-LAX",
      "2026-11-01",
      ["BA7 01:30-03:30"],
    ],
    [
      "passengers board before the aircraft's day begins",
      { leg: "BA8 JFK-LAX 0005-0500 0325-0800 3 16DEC26-16DEC26 321", passengerDeparture: "2355" },
      "JFK-LAX",
      "2026-12-15",
      ["BA8 23:55-12-16T03:25"],
    ],
  ])("%s", (_, leg, market, date, expected) => {
    const { timetable, report } = take(ba(leg));
    expect(flown(timetable, market, date)).toEqual(expected);
    expect(report.counts).toEqual({ structure: 0, leg: 0, warning: 0 });
  });

  test("in UTC mode days, dates and times are UTC; where clocks change the local time does", () => {
    const leg = { leg: "BA56 JNB-LHR 2230+0200 0955+0100 7 01MAR26-26APR26 388" };
    const { timetable } = take({ ...ba(leg), mode: "U" });
    // 22:30 UTC of Sunday is 00:30 of Monday in Johannesburg, and 09:55 UTC is 10:55 in a British
    // summer.
    expect(flown(timetable, "JNB-LHR", "2026-04-06")).toEqual(["BA56 00:30-10:55"]);
    expect(flown(timetable, "JNB-LHR", "2026-04-05")).toEqual([]);
    const back = take({
      ...ba({ leg: "BA57 LHR-JNB 1800+0000 0505+0200 1234567 23MAR26-05APR26 388" }),
      mode: "U",
    }).timetable;
    expect(flown(back, "LHR-JNB", "2026-03-28")).toEqual(["BA57 18:00-03-29T07:05"]);
    expect(flown(back, "LHR-JNB", "2026-03-29")).toEqual(["BA57 19:00-03-30T07:05"]);
  });
});

test("BSZ is Bishkek: a flight from Istanbul is as long as it should be, under its old code too", () => {
  const { timetable, report } = take(
    ba(
      "BA1000 IST-BSZ 1000+0300 1815+0600 1234567 01DEC26-31DEC26 320",
      "BA1010 IST-FRU 1000+0300 1815+0600 1234567 01DEC26-31DEC26 320",
    ),
  );
  expect({
    toBSZ: flown(timetable, "IST-BSZ", "2026-12-15"),
    toFRU: flown(timetable, "IST-FRU", "2026-12-15"),
  }).toEqual({ toBSZ: ["BA1000 10:00-18:15"], toFRU: ["BA1010 10:00-18:15"] });
  expect(report.counts).toEqual({ structure: 0, leg: 0, warning: 0 });
});

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

describe("legs that are not sold", () => {
  const good = "BA117 LHR-JFK 0830+0000 1105-0500 1234567 01DEC26-31DEC26 744";

  test("cargo, mail and the like are counted, and are not a fault", () => {
    const { report, timetable } = take(
      ba(
        good,
        { leg: good, service: "F" },
        { leg: good, service: "M" },
        { leg: good, service: "F" },
      ),
    );
    expect([...report.skipped]).toEqual([
      ["cargo", 2],
      ["mail", 1],
    ]);
    expect({ legFaults: report.counts.leg, rows: timetable.rows }).toEqual({
      legFaults: 0,
      rows: 1,
    });
  });

  test("a leg that carries no local traffic is not sold; the restriction of a later off point is not its own", () => {
    const { report, timetable } = take(
      ba(
        { leg: good, restrictions: "A" },
        { leg: "BA118 LHR-JFK 0930+0000 1205-0500 1 01DEC26-31DEC26 744", restrictions: " A" },
      ),
    );
    expect([...report.skipped]).toEqual([["traffic restriction A (no local traffic)", 1]]);
    expect(flown(timetable, "LHR-JFK", "2026-12-14")).toEqual(["BA118 09:30-12:05"]);
  });

  test.each<[what: string, leg: LegSpec, column: number, found: string, wanted: RegExp]>([
    [
      "unknown airport",
      { leg: "BA9 LHR-XQX 0830+0000 1105-0500 1 01DEC26-31DEC26 744" },
      55,
      "XQX",
      /airport in common\/places\/airports\.json/,
    ],
    [
      "origin twice",
      { leg: "BA9 LHR-LHR 0830+0000 1105+0000 1 01DEC26-31DEC26 744" },
      55,
      "LHR",
      /differ/,
    ],
    [
      "arrives before it leaves",
      { leg: "BA9 LHR-MAD 0830+0000 0900+0100 1 01DEC26-31DEC26 744", dateVariation: "00" },
      58,
      "0900",
      /arrives 30 minutes before it leaves/,
    ],
    [
      "too fast",
      { leg: "BA9 LHR-JFK 0830+0000 0630-0500 1 01DEC26-31DEC26 744" },
      58,
      "0630",
      /180 minutes to fly LHR-JFK are too fast/,
    ],
    [
      "too slow",
      { leg: "BA9 LHR-MAD 0830+0000 2330+0100 1 01DEC26-31DEC26 744" },
      58,
      "2330",
      /too slow/,
    ],
    [
      "no such date",
      { leg: "BA9 LHR-MAD 0830+0000 1150+0100 1 31FEB26-31DEC26 744" },
      15,
      "31FEB26",
      /15DEC26/,
    ],
    [
      "the period ends first",
      { leg: "BA9 LHR-MAD 0830+0000 1150+0100 1 31DEC26-01DEC26 744" },
      22,
      "01DEC26",
      /ends before it begins/,
    ],
    [
      "no such time",
      { leg: "BA9 LHR-MAD 0860+0000 1150+0100 1 01DEC26-31DEC26 744" },
      44,
      "0860",
      /HHMM/,
    ],
    [
      "a departure at 2400",
      { leg: "BA9 LHR-MAD 2400+0000 0320+0100 1 01DEC26-31DEC26 744" },
      44,
      "2400",
      /0000 to 2359/,
    ],
    [
      "no variation",
      { leg: "BA9 LHR-MAD 0830      1150+0100 1 01DEC26-31DEC26 744" },
      48,
      "     ",
      /\+0530/,
    ],
    [
      "no such service",
      { leg: "BA9 LHR-MAD 0830+0000 1150+0100 1 01DEC26-31DEC26 744", service: "9" },
      14,
      "9",
      /appendix C/,
    ],
    [
      "no such date variation",
      { leg: "BA9 LHR-MAD 0830+0000 1150+0100 1 01DEC26-31DEC26 744", dateVariation: "0B" },
      193,
      "0B",
      /0 to 7 or A/,
    ],
    [
      "flight 0",
      { leg: "BA0 LHR-MAD 0830+0000 1150+0100 1 01DEC26-31DEC26 744" },
      6,
      "   0",
      /1 to 9999/,
    ],
    [
      "another airline's",
      { leg: "IB9 LHR-MAD 0830+0000 1150+0100 1 01DEC26-31DEC26 744" },
      3,
      "IB ",
      /is BA's/,
    ],
    [
      "no days",
      { leg: "BA9 LHR-MAD 0830+0000 1150+0100 8 01DEC26-31DEC26 744" },
      29,
      "       ",
      /at least one/,
    ],
    [
      "frequency 3",
      { leg: "BA9 LHR-MAD 0830+0000 1150+0100 1 01DEC26-31DEC26 744", frequency: "3" },
      36,
      "3",
      /every second week/,
    ],
  ])("%s: named with line, column, the text there, and what would be right", (_, leg, column, found, wanted) => {
    const { timetable, report } = take(ba(good, leg));
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        severity: "leg",
        file: "my.ssim",
        line: 8,
        column,
        found,
        wanted: expect.stringMatching(wanted),
      }),
    );
    expect({ legFaults: report.counts.leg, rows: timetable.rows }).toEqual({
      legFaults: 1,
      rows: 1,
    });
  });

  test("a variation that the airport does not have is used as it is, with a warning", () => {
    const { timetable, report } = take(
      ba("BA117 LHR-JFK 0830+0100 1105-0400 1234567 01DEC26-31DEC26 744"),
    );
    expect(
      report.findings.map(({ severity, column, found, wanted }) => [
        severity,
        column,
        found,
        wanted,
      ]),
    ).toEqual([
      ["warning", 48, "+0100", "LHR has +0000 on 2026-12-01"],
      ["warning", 66, "-0400", "JFK has -0500 on 2026-12-01"],
    ]);
    expect(flown(timetable, "LHR-JFK", "2026-12-15")).toEqual(["BA117 08:30-11:05"]);
  });

  test("the same leg twice is sold once", () => {
    const { timetable, report } = take(ba(good, good));
    expect({ rows: timetable.rows, skipped: [...report.skipped] }).toEqual({
      rows: 1,
      skipped: [["the same leg again", 1]],
    });
  });

  test("of many faults a thousand are reported, and all are counted", () => {
    const legs = Array.from({ length: 1500 }, (_, i) => ({
      leg: `BA${i + 1} LHR-XQX 0830+0000 1105-0500 1 01DEC26-31DEC26 744`,
    }));
    const { report } = take(ba(good), {
      airline: "AA",
      legs: legs.map(({ leg }) => ({ leg: leg.replace("BA", "AA") })),
    });
    expect({
      findings: report.findings.length,
      total: report.total,
      legFaults: report.counts.leg,
      arrivalStationFaults: report.byFault.get("arrival station"),
    }).toEqual({ findings: 1000, total: 1500, legFaults: 1500, arrivalStationFaults: 1500 });
  });

  test("300 aircraft types: the rarest are not known", () => {
    const legs = Array.from(
      { length: 300 },
      (_, i) =>
        `BA${i + 1} LHR-JFK 0830+0000 1105-0500 1 01DEC26-31DEC26 ${i.toString(36).toUpperCase().padStart(3, "0")}`,
    );
    const { timetable, report } = take(ba(...legs));
    expect({ rows: timetable.rows, aircraftTypes: timetable.aircraftTypes.length }).toEqual({
      rows: 300,
      aircraftTypes: 256,
    });
    expect(report.findings).toMatchObject([
      { severity: "warning", fault: "more than 256 aircraft types" },
    ]);
  });
});
