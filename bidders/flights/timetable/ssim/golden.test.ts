/**
 * The layout against records written by hand: only this test finds a position that is wrong in the
 * reader and the writer alike.
 */
import { describe, expect, test } from "@jest/globals";
import { dayNumberOf, departureOn, isoDate, localTime } from "../departures.ts";
import { exportSsim } from "./export.ts";
import { importSsimBytes } from "./import.ts";

const RULER = [
  "         1         2         3         4         5         6         7         8         9        10",
  "        11        12        13        14        15        16        17        18        19        20",
].join("");

const FILE = [
  "1AIRLINE STANDARD SCHEDULE DATA SET",
  "2LQF      W26 25OCT2627MAR2723NOV26TITLE                        01DEC26C",
  "3 QF   110101J02NOV2612MAR27  3 5 7 SYD10201020+1100  LAX06000600-0800  388FJWY",
  "4 QF   110101J              AB010SYDLAXAA 7360/AS 5123A",
  "3 QF   110102J02NOV2612MAR27  3 5 7 LAX08400840-0800  JFK17101710-0500  388FJWY",
  "5 QF",
].map((text, i) => text.padEnd(i === 0 ? 191 : 187));
const TAILS = [
  "001000001",
  "       000002",
  "     00000003",
  "       000004",
  "     00000005",
  "000005E000006",
];
const HAND_MADE = `${FILE.map((text, i) => (text.padEnd(200 - (TAILS[i] as string).length) + TAILS[i]).slice(0, 200)).join("\r\n")}\r\n`;

describe("records written by hand", () => {
  test("are 200 bytes", () => {
    expect(RULER).toHaveLength(200);
    for (const line of HAND_MADE.trimEnd().split("\r\n")) expect(line).toHaveLength(200);
  });

  test("a through flight of two legs, the first with code-shares", () => {
    const { timetable, report } = importSsimBytes("qf11", Buffer.from(HAND_MADE));
    expect(report.findings).toEqual([]);
    expect(timetable.airports.map(({ code }) => code)).toEqual(["JFK", "LAX", "SYD"]);
    const [lax, syd] = [timetable.airport("LAX"), timetable.airport("SYD")];
    const [over] = timetable.market(syd, lax);
    const [across] = timetable.market(lax, timetable.airport("JFK"));
    expect(timetable.codeshares(over)).toEqual(["AA7360", "AS5123"]);
    expect(timetable.codeshares(across)).toEqual([]);
    expect({
      validFrom: isoDate(timetable.validFrom[over] as number),
      validTo: isoDate(timetable.validTo[over] as number),
    }).toEqual({ validFrom: "2026-11-02", validTo: "2027-03-12" });
    const day = dayNumberOf("2026-12-16");
    const [first, second] = [
      departureOn(timetable, over, day),
      departureOn(timetable, across, day),
    ];
    expect(first && [localTime(first.departureLocal), localTime(first.arrivalLocal)]).toEqual([
      "2026-12-16T10:20",
      "2026-12-16T06:00",
    ]);
    expect(second && [localTime(second.departureLocal), localTime(second.arrivalLocal)]).toEqual([
      "2026-12-16T08:40",
      "2026-12-16T17:10",
    ]);
  });

  test("every field is written at its position", () => {
    const { timetable } = importSsimBytes("qf11", Buffer.from(HAND_MADE));
    const options = {
      from: dayNumberOf("2026-11-23"),
      nowMs: Date.UTC(2026, 10, 23, 9, 5),
      carriers: ["QF"],
    };
    const lines = [...exportSsim(timetable, options)].join("").split("\n");
    const shown = (type: string, nth = 0) =>
      lines.filter((line) => line[0] === type && line[1] !== "0")[nth];
    expect(shown("1")).toBe(`1AIRLINE STANDARD SCHEDULE DATA SET${" ".repeat(156)}001000001`);
    // From the first day that a flight names, to 400 days from the day that was asked for.
    expect(shown("2")).toBe(
      "2LQF          02NOV2628DEC2723NOV26SCATTER BY AUCTION                  P                                    " +
        "00XXX00: RUNS BEFORE AND AFTER THE SCHEDULE VALIDITY TOO                          0905000002",
    );
    expect(shown("3", 1)).toBe(
      (FILE[2] as string)
        .replace("110101J", "110201J")
        .replace("388FJWY", "388Y   ")
        .padEnd(192)
        .concat("00000004"),
    );
    expect(shown("4")).toBe(
      "4 QF   110201J              AB010SYDLAXAA 7360/AS 5123".padEnd(194).concat("000005"),
    );
    expect(lines.filter((line) => line.startsWith("00")).length).toBe(4 + 4 + 2 + 4);
    expect(shown("5")).toBe(`${"5 QF".padEnd(187)}000005E000006`);
  });
});
