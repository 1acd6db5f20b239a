import { describe, expect, test } from "@jest/globals";
import { ba, flown, take } from "../../../../test/fixtures/ssim/imported.ts";
import type { LegSpec } from "../../../../test/fixtures/ssim/schedule.ts";

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
