/**
 * The rules of time (ENGINE-1, ENGINE-6 to ENGINE-8), and calendars and clocks. `foundIn` asks the
 * search and the oracle, and throws where they differ: so each case also pins the oracle, which the
 * random comparisons of `test/properties` rest on.
 */
import { describe, expect, test } from "@jest/globals";
import {
  type BoardCase,
  board,
  boardQuestion,
  foundIn,
  foundMinutes,
} from "../../../test/fixtures/stops/boards.ts";
import { isWithoutNight, travelMinutesMax } from "./rules.ts";

const OUT = "LH901 LHR-FRA 0900 95"; // in at 11:35
const ON = "LH901+LH400";
const SHORT = ["UA1 LHR-BOS 1900 440", "UA2 BOS-JFK 0800 80"];

// Weekdays: the 15th of December 2026 is a Tuesday, 2; the 16th 4.
test.each<BoardCase>([
  [
    "ENGINE-1: just the minimum, at an airport with its own: 45 minutes",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 1220 525 2"],
    [ON],
  ],
  [
    "ENGINE-1: a minute less than an airport's own minimum",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 1219 525 2"],
    [],
  ],
  [
    "ENGINE-1: domestic to domestic at JFK: 60",
    "BOS-LAX",
    ["AA1 BOS-JFK 0800 80", "AA2 JFK-LAX 1020 380 2"],
    ["AA1+AA2"],
  ],
  [
    "ENGINE-1: a minute less, domestic to domestic at JFK",
    "BOS-LAX",
    ["AA1 BOS-JFK 0800 80", "AA2 JFK-LAX 1019 380 2"],
    [],
  ],
  [
    "ENGINE-1: domestic to international at JFK: 90",
    "BOS-LHR",
    ["AA1 BOS-JFK 0800 80", "BA2 JFK-LHR 1050 420 2"],
    ["AA1+BA2"],
  ],
  [
    "ENGINE-1: a minute less, domestic to international at JFK",
    "BOS-LHR",
    ["AA1 BOS-JFK 0800 80", "BA2 JFK-LHR 1049 420 2"],
    [],
  ],
  [
    "ENGINE-1: international to domestic at JFK: 120",
    "LHR-LAX",
    ["BA1 LHR-JFK 0900 480", "AA2 JFK-LAX 1400 380 2"],
    ["BA1+AA2"],
  ],
  [
    "ENGINE-1: a minute less, international to domestic at JFK",
    "LHR-LAX",
    ["BA1 LHR-JFK 0900 480", "AA2 JFK-LAX 1359 380 2"],
    [],
  ],
  [
    "ENGINE-1: domestic to domestic at a small airport: 30",
    "LAX-JFK",
    ["AA1 LAX-BOS 0800 320", "AA2 BOS-JFK 1650 80 2"],
    ["AA1+AA2"],
  ],
  [
    "ENGINE-1: a minute less, domestic to domestic at a small airport",
    "LAX-JFK",
    ["AA1 LAX-BOS 0800 320", "AA2 BOS-JFK 1649 80 2"],
    [],
  ],
  [
    "ENGINE-1: international to domestic at a small airport: 60",
    "LHR-JFK",
    ["AA1 LHR-BOS 0900 440", "AA2 BOS-JFK 1220 80 2"],
    ["AA1+AA2"],
  ],
  [
    "ENGINE-1: a minute less, international to domestic at a small airport",
    "LHR-JFK",
    ["AA1 LHR-BOS 0900 440", "AA2 BOS-JFK 1219 80 2"],
    [],
  ],
  [
    "TERMINAL-2: from terminal 3 to terminal 5 of Heathrow: 90",
    "DXB-JFK",
    ["EK1 DXB-LHR 0745 430", "BA2 LHR-JFK 1225 455 2"], // in at 10:55
    ["EK1+BA2"],
  ],
  [
    "TERMINAL-2: a minute less than between terminals 3 and 5",
    "DXB-JFK",
    ["EK1 DXB-LHR 0745 430", "BA2 LHR-JFK 1224 455 2"],
    [],
  ],
  [
    "TERMINAL-2: within terminal 5 the airport's own time holds",
    "DXB-JFK",
    ["BA1 DXB-LHR 0745 430", "BA2 LHR-JFK 1140 455 2"],
    ["BA1+BA2"],
  ],
  [
    "TERMINAL-2: and where a terminal is not known",
    "DXB-JFK",
    ["EK1 DXB-LHR 0745 430", "ZZ2 LHR-JFK 1140 455 2"],
    ["EK1+ZZ2"],
  ],
  [
    "TERMINAL-2: the airport's own time is the longer one",
    "LHR-LAX",
    ["BA1 LHR-JFK 0900 480", "DL2 JFK-LAX 1400 380 2"],
    ["BA1+DL2"],
  ],
  [
    "TERMINAL-2: the next flight that one can reach",
    "DXB-JFK",
    ["EK1 DXB-LHR 0745 430", "BA2 LHR-JFK 1200 455", "BA3 LHR-JFK 1300 455"],
    ["EK1+BA3"],
  ],
  ["ENGINE-1: twelve hours", "LHR-JFK", [OUT, "LH400 FRA-JFK 2335 525"], [ON]],
  [
    "ENGINE-1: on the next day within them",
    "LHR-JFK",
    ["LH901 LHR-FRA 2000 95", "LH400 FRA-JFK 0830 525"],
    [ON],
  ],
  [
    "ENGINE-1: a minute more than twelve hours, where there is nothing else",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 2336 525"],
    [ON],
  ],
  [
    "ENGINE-1: twenty hours, where there is nothing else",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 0735 525"],
    [ON],
  ],
  [
    "ENGINE-1: twelve hours, beside a shorter wait",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 2335 525", ...SHORT],
    ["LH901+LH400", "UA1+UA2"],
  ],
  [
    "ENGINE-1: a minute more than twelve hours, beside a shorter wait",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 2336 525", ...SHORT],
    ["UA1+UA2"],
  ],
  [
    "ENGINE-1: not where a short wait exists, however slow the way",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 0735 525", "UA1 LHR-BOS 1900 440", "UA2 BOS-JFK 0800 80"],
    ["UA1+UA2"],
  ],
  [
    "ENGINE-1: nor where an itinerary of short waits has more stops",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 0735 525", "LH402 FRA-BOS 2300 500", "UA1 BOS-JFK 0700 80"],
    ["LH901+LH402+UA1"],
  ],
  [
    "ENGINE-1: unless so many stops are not wanted",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 0735 525", "LH402 FRA-BOS 2300 500", "UA1 BOS-JFK 0700 80"],
    [ON],
    { stopsMax: 1 },
  ],
  [
    "ENGINE-1: twenty-four hours, twice",
    "LHR-JFK",
    ["LH1 LHR-FRA 0700 95", "LH2 FRA-BOS 0935 500 4", "UA3 BOS-JFK 1155 80 8"],
    ["LH1+LH2+UA3"],
  ],
  [
    "ENGINE-1: a minute more than twenty-four hours",
    "LHR-JFK",
    ["LH1 LHR-FRA 0700 95", "LH2 FRA-BOS 0935 500 4", "UA3 BOS-JFK 1156 80 8"],
    [],
  ],
  [
    "ENGINE-6: on the date where one starts, late",
    "HNL-JFK",
    ["UA1 HNL-LAX 2359 330 2", "UA2 LAX-JFK 1100 300"],
    ["UA1+UA2"],
  ],
  [
    "ENGINE-6: on the date where one starts, early",
    "SYD-LHR",
    ["QF1 SYD-SIN 0000 480 2", "QF2 SIN-LHR 0800 820"],
    ["QF1+QF2"],
  ],
  ["ENGINE-6: not a day later", "HNL-JFK", ["UA1 HNL-LAX 0000 330 4", "UA2 LAX-JFK 1100 300"], []],
  [
    "ENGINE-6: not a day earlier",
    "SYD-LHR",
    ["QF1 SYD-SIN 2359 480 1", "QF2 SIN-LHR 0800 820"],
    [],
  ],
  [
    "ENGINE-6: sales close 45 minutes before",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 1330 525"],
    [ON],
    { nowMs: Date.UTC(2026, 11, 15, 8, 14, 59, 999) },
  ],
  [
    "ENGINE-6: not when sales have closed",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 1330 525"],
    [],
    { nowMs: Date.UTC(2026, 11, 15, 8, 15) },
  ],
  [
    "ENGINE-6: within its period",
    "LHR-JFK",
    [`${OUT} from 2026-12-15 to 2026-12-15`, "LH400 FRA-JFK 1330 525"],
    [ON],
  ],
  [
    "ENGINE-6: not before its period",
    "LHR-JFK",
    [`${OUT} from 2026-12-16`, "LH400 FRA-JFK 1330 525"],
    [],
  ],
  [
    "ENGINE-6: not after its period",
    "LHR-JFK",
    [`${OUT} to 2026-12-14`, "LH400 FRA-JFK 1330 525"],
    [],
  ],
  [
    "a period is of each flight's own date",
    "LHR-JFK",
    ["LH901 LHR-FRA 2000 95 127 to 2026-12-15", "LH400 FRA-JFK 0830 525 127 from 2026-12-16"],
    [ON],
  ],
  [
    "a period that has ended for the second flight",
    "LHR-JFK",
    ["LH901 LHR-FRA 2000 95", "LH400 FRA-JFK 0830 525 127 to 2026-12-15"],
    [],
  ],
  [
    "ENGINE-7: three times as long and two hours",
    "EDI-FRA",
    ["BA1 EDI-LHR 0700 80", "BA2 LHR-FRA 1255 95", "LH1 EDI-FRA 0700 110"],
    ["BA1+BA2"],
  ],
  [
    "ENGINE-7: a minute more than three times as long and two hours",
    "EDI-FRA",
    ["BA1 EDI-LHR 0700 80", "BA2 LHR-FRA 1256 95", "LH1 EDI-FRA 0700 110"],
    [],
  ],
  [
    "ENGINE-7: of the shortest connection that there is",
    "EDI-FRA",
    ["BA1 EDI-LHR 0700 80", "BA2 LHR-FRA 0905 97", "LH1 EDI-FRA 0700 34"],
    ["BA1+BA2"],
  ],
  [
    "ENGINE-7: the non-stop flies on another day",
    "EDI-FRA",
    ["BA1 EDI-LHR 0700 80", "BA2 LHR-FRA 1256 95", "LH1 EDI-FRA 0700 110 125"],
    ["BA1+BA2"],
  ],
  [
    "ENGINE-7: the non-stop flies in another season",
    "EDI-FRA",
    ["BA1 EDI-LHR 0700 80", "BA2 LHR-FRA 1256 95", "LH1 EDI-FRA 0700 110 127 to 2026-12-14"],
    ["BA1+BA2"],
  ],
  [
    "ENGINE-7: the fastest counts",
    "EDI-FRA",
    ["BA1 EDI-LHR 0700 80", "BA2 LHR-FRA 1255 95", "LH1 EDI-FRA 0700 110", "FR3 EDI-FRA 0900 109"],
    [],
  ],
  [
    "ENGINE-7: by any seller, in any cabin",
    "EDI-FRA",
    ["BA1 EDI-LHR 0700 80", "BA2 LHR-FRA 1256 95", "FR3 EDI-FRA 0900 110"],
    [],
    { cabin: "business" },
  ],
  [
    "ENGINE-7: the same limit for two stops",
    "LHR-JFK",
    [
      "LH1 LHR-FRA 0900 95",
      "LH2 FRA-BOS 1330 500",
      "UA3 BOS-JFK 0325 80",
      "BA117 LHR-JFK 0830 455",
    ],
    ["LH1+LH2+UA3"], // 1,485 minutes
  ],
  [
    "ENGINE-7: a minute more, of two stops",
    "LHR-JFK",
    [
      "LH1 LHR-FRA 0900 95",
      "LH2 FRA-BOS 1330 500",
      "UA3 BOS-JFK 0326 80",
      "BA117 LHR-JFK 0830 455",
    ],
    [],
  ],
  [
    "ENGINE-8: before midnight",
    "EDI-FRA",
    ["BA1 EDI-LHR 2100 80", "BA2 LHR-FRA 2359 95"],
    ["BA1+BA2"],
  ],
  [
    "ENGINE-8: a night on a short way",
    "EDI-FRA",
    ["BA1 EDI-LHR 2100 80", "BA2 LHR-FRA 0000 95"],
    [],
  ],
  [
    "ENGINE-8: a night on a short way, of two stops",
    "EDI-FRA",
    ["BA1 EDI-LHR 1800 80", "BA2 LHR-CDG 2100 75", "AF3 CDG-FRA 0000 80"],
    [],
  ],
  [
    "ENGINE-8: a night on a short way, where one may wait for long",
    "EDI-FRA",
    ["BA1 EDI-LHR 0700 80", "BA2 LHR-FRA 0600 95"],
    [],
  ],
  [
    "ENGINE-8: a night on a long one",
    "EDI-JFK",
    ["BA1 EDI-LHR 2100 80", "BA2 LHR-JFK 0000 455"],
    ["BA1+BA2"],
  ],
])("%s, %s", (...one) => {
  expect(foundIn(one).sort()).toEqual([...one[3]].sort());
});

// 2026-10-25 and 2027-03-28 are Sundays, 64. FRA's minimum is 45.
test.each<BoardCase>([
  [
    "eastwards over the date line one goes on yesterday",
    "AKL-LAX",
    ["HA1 AKL-HNL 0100 520 2", "HA2 HNL-LAX 1300 330 1"],
    ["HA1+HA2"],
  ],
  [
    "and not eastwards on the date that it says",
    "AKL-LAX",
    ["HA1 AKL-HNL 0100 520 2", "HA2 HNL-LAX 1300 330 2"],
    [],
  ],
  [
    "in its period of yesterday",
    "AKL-LAX",
    ["HA1 AKL-HNL 0100 520", "HA2 HNL-LAX 1300 330 127 to 2026-12-14"],
    ["HA1+HA2"],
  ],
  [
    "westwards on the day after tomorrow",
    "LAX-SYD",
    ["NZ1 LAX-AKL 2200 780 2", "NZ2 AKL-SYD 0930 200 8"],
    ["NZ1+NZ2"],
  ],
  ["westwards not tomorrow", "LAX-SYD", ["NZ1 LAX-AKL 2200 780 2", "NZ2 AKL-SYD 0930 200 4"], []],
  [
    "of two times of one name the earlier, where one starts",
    "LHR-JFK 2026-10-25",
    ["LH901 LHR-FRA 0130 95", "LH400 FRA-JFK 0350 525 64"],
    [ON],
  ],
  [
    "a minute less",
    "LHR-JFK 2026-10-25",
    ["LH901 LHR-FRA 0130 95", "LH400 FRA-JFK 0349 525 64"],
    [],
  ],
  [
    "a time that is skipped, where one starts",
    "LHR-JFK 2027-03-28",
    ["LH901 LHR-FRA 0130 95", "LH400 FRA-JFK 0550 525 64"],
    [ON],
  ],
  [
    "a minute less",
    "LHR-JFK 2027-03-28",
    ["LH901 LHR-FRA 0130 95", "LH400 FRA-JFK 0549 525 64"],
    [],
  ],
  [
    "of two the earlier, on the way",
    "LHR-JFK 2026-10-24",
    ["LH901 LHR-FRA 2335 95", "LH400 FRA-JFK 0255 525 64"],
    [ON],
  ],
  [
    "a minute less",
    "LHR-JFK 2026-10-24",
    ["LH901 LHR-FRA 2335 95", "LH400 FRA-JFK 0254 525 64"],
    [],
  ],
  [
    "and it has left when one arrives in the later",
    "LHR-JFK 2026-10-25",
    ["LH901 LHR-FRA 0025 95", "LH400 FRA-JFK 0255 525 64"],
    [],
  ],
  [
    "a time that is skipped, on the way",
    "LHR-JFK 2027-03-27",
    ["LH901 LHR-FRA 2315 95", "LH400 FRA-JFK 0235 525 64"],
    [ON],
  ],
  [
    "a minute less",
    "LHR-JFK 2027-03-27",
    ["LH901 LHR-FRA 2315 95", "LH400 FRA-JFK 0234 525 64"],
    [],
  ],
  // In Nuuk the 27th of March ends at 23:00: what is listed for 23:59 leaves at 00:59 on the 28th.
  [
    "ENGINE-6: it leaves on the next date",
    "GOH-JFK 2027-03-28",
    ["BA2 GOH-YYZ 2359 220 32", "BA3 YYZ-JFK 0800 90"],
    ["BA2+BA3"],
  ],
  [
    "ENGINE-6: not on the date that it is listed for",
    "GOH-JFK 2027-03-27",
    ["BA2 GOH-YYZ 2359 220 32", "BA3 YYZ-JFK 0800 90"],
    [],
  ],
  [
    "ENGINE-6: what is listed before does",
    "GOH-JFK 2027-03-27",
    ["BA2 GOH-YYZ 2259 220 32", "BA3 YYZ-JFK 0800 90"],
    ["BA2+BA3"],
  ],
  [
    "of what is listed for an hour that is skipped before midnight",
    "LHR-JFK 2027-03-27",
    ["BA1 LHR-GOH 2000 310", "BA2 GOH-JFK 2359 300 32"],
    ["BA1+BA2"],
  ],
  [
    "in the middle, too",
    "LHR-JFK 2027-03-27",
    ["BA1 LHR-GOH 2000 310", "BA2 GOH-YYZ 2359 220 32", "BA3 YYZ-JFK 0800 90"],
    ["BA1+BA2+BA3"],
  ],
  [
    "ENGINE-8: which is then on the next day",
    "SFJ-UAK 2027-03-27",
    ["GL1 SFJ-GOH 2130 60", "GL2 GOH-UAK 2300 75 32"],
    [],
  ],
  [
    "ENGINE-8: and on a plain day it is not",
    "SFJ-UAK 2027-03-20",
    ["GL1 SFJ-GOH 2130 60", "GL2 GOH-UAK 2300 75 32"],
    ["GL1+GL2"],
  ],
])("clocks and calendars: %s, %s", (...one) => {
  expect(foundIn(one).sort()).toEqual([...one[3]].sort());
});

describe("minutes are physical", () => {
  test.each([
    ["on a plain night", "2026-10-23", "LH901 LHR-FRA 2000 95", "LH400 FRA-JFK 0830 525", 1215],
    [
      "in the night in which the clocks on the way go back",
      "2026-10-24",
      "LH901 LHR-FRA 2000 95",
      "LH400 FRA-JFK 0830 525",
      1275,
    ],
    [
      "and in that in which they go forward",
      "2027-03-27",
      "LH901 LHR-FRA 2000 95",
      "LH400 FRA-JFK 0830 525",
      1155,
    ],
    [
      "when they go back where one arrives, at 01:15 again",
      "2026-10-31",
      "LH901 LHR-FRA 1800 95",
      "LH400 FRA-JFK 2230 525",
      735,
    ],
    ["and forward, at 03:15", "2027-03-13", "LH901 LHR-FRA 1800 95", "LH400 FRA-JFK 2330 525", 795],
  ])("%s", (_, date, first, second, minutes) => {
    const sides = board([first, second]);
    expect(foundMinutes(sides, boardQuestion(sides, `LHR-JFK ${date}`))).toEqual([minutes]);
  });
});

describe("the numbers of the rules", () => {
  test.each([
    ["80 minutes", 360, 80],
    ["455 minutes", 1485, 455],
    ["a time that is not known", Number.POSITIVE_INFINITY, undefined],
  ])("ENGINE-7: against a non-stop flight of %s an itinerary takes %d minutes at most", (_, max, nonstop) => {
    expect(travelMinutesMax(nonstop)).toBe(max);
  });

  test.each([
    [1199, true],
    [1200, false],
  ])("ENGINE-8: %d km are travelled by day: %s", (km, byDay) => {
    expect(isWithoutNight(km)).toBe(byDay);
  });
});
