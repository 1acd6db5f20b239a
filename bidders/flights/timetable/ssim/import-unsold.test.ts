import { describe, expect, test } from "@jest/globals";
import { ba, flown, take } from "../../../../test/fixtures/ssim/imported.ts";
import type { LegSpec } from "../../../../test/fixtures/ssim/schedule.ts";

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
