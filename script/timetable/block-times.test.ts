import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { airportByCode } from "../../common/places/airports.ts";
import { kilometres } from "../../common/places/flight-time.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { judgeBlockTimes, leastBlockMinutes } from "./block-times.ts";
import type { TimetableRow } from "./merge.ts";

/** `WS1216 YYZ-LGA 21:25 34 736`. */
function row(text: string): TimetableRow {
  const parts = /^(..)(\d+) (...)-(...) (\d\d):(\d\d) (\d+) (...)$/.exec(text) as RegExpExecArray;
  const [, carrier = "", number, origin = "", destination = "", h, m, block, aircraft = ""] = parts;
  return {
    carrier,
    number: Number(number),
    origin,
    destination,
    departure: 60 * Number(h) + Number(m),
    blockMinutes: Number(block),
    days: 127,
    aircraft,
  };
}

const kmOf = ({ origin, destination }: TimetableRow) => {
  const [from, to] = [airportByCode(origin), airportByCode(destination)];
  if (from === undefined || to === undefined) throw new Error(`no ${origin} or ${destination}`);
  return kilometres(from, to);
};

/** What becomes of the first row: `21:25 93`, or `dropped`; and of the others: nothing. */
function judged(...texts: string[]): string {
  const rows = texts.map((text, i) => ({ ...row(text), days: i === 0 ? 4 : 123 }));
  const { rows: kept, corrected, dropped } = judgeBlockTimes(rows, kmOf);
  expect(kept.length + dropped.length).toBe(rows.length);
  for (const other of rows.slice(1)) expect(kept).toContain(other);
  const first = rows[0] as TimetableRow;
  if (dropped.includes(first)) return "dropped";
  const now = corrected.find(({ was }) => was === first)?.now ?? first;
  expect(kept).toContain(now);
  return `${String(Math.floor(now.departure / 60)).padStart(2, "0")}:${String(now.departure % 60).padStart(2, "0")} ${now.blockMinutes}`;
}

const TURBOPROPS = ["WF801 BOO-LKN 06:00 25 DH1", "WF803 BOO-LKN 09:00 30 DH1"];

describe("block times", () => {
  test.each<[string, string[], string]>([
    // The examples of the issue, each with rows of its market.
    [
      "YYZ-LGA in 34 minutes (BLOCK-1)",
      ["WS1216 YYZ-LGA 21:25 34 736", "AC700 YYZ-LGA 07:00 93 E75", "AC702 YYZ-LGA 08:00 90 E75"],
      "21:25 93",
    ],
    [
      "KWI-DXB in 50",
      ["FZ58 KWI-DXB 20:35 50 738", "KU671 KWI-DXB 09:00 105 320", "EK856 KWI-DXB 10:00 110 77W"],
      "20:35 110",
    ],
    [
      "SIN-CGK in 55",
      ["GA829 SIN-CGK 12:30 55 738", "SQ950 SIN-CGK 07:40 105 333", "SQ952 SIN-CGK 09:40 105 333"],
      "12:30 105",
    ],
    [
      "HND-CTS in 69: the same number on other days (BLOCK-2, BLOCK-3)",
      [
        "NH51 HND-CTS 07:09 69 788",
        "NH51 HND-CTS 07:00 90 788",
        "JL501 HND-CTS 06:30 95 763",
        "JL503 HND-CTS 07:30 95 763",
        "NH53 HND-CTS 08:00 90 788",
      ],
      "07:00 90",
    ],
    [
      "DFW-SLC in 98: it is the departure that is wrong (BLOCK-3)",
      ["AA2846 DFW-SLC 14:25 98 321", "AA2846 DFW-SLC 13:20 163 321", "AA1 DFW-SLC 09:00 170 321"],
      "13:20 163",
    ],
    // BLOCK-1, by the kind of aircraft.
    ["a hop of a turboprop", TURBOPROPS, "06:00 25"],
    ["a jet does not do it", ["DY1 BOO-LKN 06:00 25 738", ...TURBOPROPS], "dropped"],
    ["nor a turboprop far away", ["WS3221 YWG-YLW 06:00 93 DH4"], "dropped"],
    ["Westray and back", ["LM1 WRY-PPW 09:00 2 BNI"], "09:00 2"],
    // BLOCK-2.
    [
      "out of line in a market of four",
      ["AA1 DFW-MSY 09:00 66 321", ...[2, 3, 4, 5].map((n) => `AA${n} DFW-MSY 1${n}:00 90 321`)],
      "09:00 90",
    ],
    [
      "20 minutes and 20 % are in line",
      ["AA1 DFW-MSY 09:00 72 321", ...[2, 3, 4, 5].map((n) => `AA${n} DFW-MSY 1${n}:00 90 321`)],
      "09:00 72",
    ],
    [
      "three rows are not a median",
      ["AA1 DFW-MSY 09:00 70 321", "AA2 DFW-MSY 10:00 95 321", "AA3 DFW-MSY 11:00 95 321"],
      "09:00 70",
    ],
    [
      "too slow",
      ["TK1 HKT-SIN 09:00 170 320", ...[2, 3, 4, 5].map((n) => `SQ${n} HKT-SIN 1${n}:00 110 320`)],
      "09:00 110",
    ],
    [
      "jets are not judged by turboprops",
      ["AH1 ALG-AZR 09:00 110 738", ...[2, 3, 4, 5].map((n) => `AH${n} ALG-AZR 1${n}:00 170 AT7`)],
      "09:00 110",
    ],
    [
      "more than 20 minutes faster than the same number on more days",
      ["AA3 JFK-LAX 14:28 308 321", "AA3 JFK-LAX 12:38 349 321", "DL1 JFK-LAX 09:00 361 321"],
      "12:38 349",
    ],
    [
      "20 minutes faster",
      ["AA3 JFK-LAX 14:28 329 321", "AA3 JFK-LAX 12:38 349 321", "DL1 JFK-LAX 09:00 361 321"],
      "14:28 329",
    ],
    // BLOCK-3.
    [
      "the opposite direction",
      ["QR251 DOH-GYD 09:00 105 320", "QR252 GYD-DOH 12:00 165 320", "QR254 GYD-DOH 18:00 160 320"],
      "09:00 165",
    ],
    ["nothing that would be right", ["LA1263 ANF-CPO 09:00 45 320"], "dropped"],
    [
      "one sound row is not a median",
      ["LA1263 ANF-CPO 09:00 45 320", "LA1 ANF-CPO 10:00 70 320"],
      "dropped",
    ],
    ["nearly the least", ["QF64 JNB-SYD 18:00 705 744"], "18:00 717"],
  ])("%s", (_, rows, expected) => {
    expect(judged(...rows)).toBe(expected);
  });

  test("of two on as many days neither is the usual one (BLOCK-2)", () => {
    const rows = [row("AA3 JFK-LAX 14:28 308 321"), row("AA3 JFK-LAX 12:38 349 321")];
    const [slow, fast] = [
      { ...(rows[1] as TimetableRow), days: 3 },
      { ...(rows[0] as TimetableRow), days: 12 },
    ];
    expect(judgeBlockTimes([slow, fast], kmOf).corrected).toEqual([]);
  });

  test("every row that is left is as slow as its aircraft, whatever the order (BLOCK-1)", () => {
    const rows = fc.array(
      fc.record({
        carrier: fc.constantFrom("AA", "WF"),
        number: fc.integer({ min: 1, max: 4 }),
        origin: fc.constantFrom("LHR", "EDI"),
        destination: fc.constant("FRA"),
        departure: fc.integer({ min: 500, max: 560 }),
        blockMinutes: fc.integer({ min: 30, max: 200 }),
        days: fc.integer({ min: 1, max: 127 }),
        aircraft: fc.constantFrom("320", "738", "DH4"),
      }),
      { maxLength: 15 },
    );
    const text = (list: readonly TimetableRow[]) => list.map((one) => JSON.stringify(one)).sort();
    fc.assert(
      fc.property(rows, (list) => {
        const { rows: kept, corrected, dropped } = judgeBlockTimes(list, kmOf);
        for (const one of kept)
          expect(one.blockMinutes).toBeGreaterThanOrEqual(
            leastBlockMinutes(kmOf(one), one.aircraft),
          );
        expect(kept.length + dropped.length).toBe(list.length);
        expect(corrected.every(({ was, now }) => was.days === now.days)).toBe(true);
        const backwards = judgeBlockTimes([...list].reverse(), kmOf);
        expect(text(backwards.rows)).toEqual(text(kept));
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
