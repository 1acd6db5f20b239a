import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { airportByCode } from "../../../../common/places/airports.ts";
import { propertyRuns } from "../../../../test/harness/property-runs.ts";
import { buildTimetable, type FlightRow } from "../build.ts";
import { dayNumberOf, isoDate, operatesOn } from "../departures.ts";
import { OPEN_FROM, OPEN_TO, type TimetableAirport } from "../timetable.ts";
import { type Closure, closuresOf } from "./closures.ts";
import { openRows } from "./open-rows.ts";

const HEADER = "from;until;places;other end;carriers of;known on;source";
const closure = (line: string): Closure =>
  closuresOf(`${HEADER}\n${line};2026-01-01;a notice`)[0] as Closure;
const AIRPORTS = ["CDG", "IST", "KBP", "SVO"].map(
  (code) => airportByCode(code) as TimetableAirport,
);
const row = (market: string, more: Partial<FlightRow> = {}): FlightRow => ({
  carrier: "TK",
  number: 1,
  origin: market.slice(0, 3),
  destination: market.slice(4),
  departure: 600,
  blockMinutes: 120,
  days: 127,
  aircraft: "320",
  codeshares: ["UA9001"],
  ...more,
});
const period = (from: string, to: string) => ({
  validFrom: dayNumberOf(from),
  validTo: dayNumberOf(to),
});

/** `IST-KBP 2026-12-01..2026-12-31`, for each row that is left. */
function left(rows: readonly FlightRow[], ...closures: readonly Closure[]): string[] {
  const { timetable } = openRows(buildTimetable(AIRPORTS, rows), closures);
  const end = (day: number | undefined) =>
    day === OPEN_FROM || day === OPEN_TO ? "" : isoDate(day as number);
  return Array.from({ length: timetable.rows }, (_, i) => {
    const market = [timetable.origin[i], timetable.destination[i]]
      .map((airport) => timetable.airports[airport as number]?.code)
      .join("-");
    expect(timetable.codeshares(i)).toEqual(["UA9001"]);
    return `${market} ${end(timetable.validFrom[i])}..${end(timetable.validTo[i])}`;
  });
}

describe("rows without the dates of a closure (OPENROW-1)", () => {
  const CASES: [string, FlightRow, string, string[]][] = [
    ["open, closed until further notice", row("IST-KBP"), "2022-02-24;;UA;;", []],
    ["open, elsewhere", row("IST-CDG"), "2022-02-24;;UA;;", ["IST-CDG .."]],
    ["open, closed later", row("IST-KBP"), "2027-01-01;;UA;;", ["IST-KBP ..2026-12-31"]],
    [
      "open, closed for a time",
      row("IST-KBP"),
      "2026-12-20;2026-12-27;UA;;",
      ["IST-KBP ..2026-12-19", "IST-KBP 2026-12-28.."],
    ],
    [
      "open, closed until lately: what was before is past",
      row("IST-KBP"),
      "2025-11-01;2026-12-27;UA;;",
      ["IST-KBP 2026-12-28.."],
    ],
    [
      "a period that ends within",
      row("IST-KBP", period("2026-12-01", "2026-12-31")),
      "2026-12-20;;UA;;",
      ["IST-KBP 2026-12-01..2026-12-19"],
    ],
    [
      "a weekday that is left out whole",
      row("IST-KBP", { days: 1, ...period("2026-12-21", "2026-12-22") }),
      "2026-12-21;2026-12-21;UA;;",
      [],
    ],
    [
      "a period before",
      row("IST-KBP", period("2021-12-01", "2021-12-31")),
      "2022-02-24;;UA;;",
      ["IST-KBP 2021-12-01..2021-12-31"],
    ],
    ["carriers of another state", row("CDG-SVO"), "2022-02-28;;FR;;RU", ["CDG-SVO .."]],
    ["carriers of that state", row("SVO-CDG", { carrier: "SU" }), "2022-02-28;;FR;;RU", []],
  ];
  test.each(CASES)("%s", (_, one, line, expected) => {
    expect(left([one], closure(line))).toEqual(expected);
  });

  test("two closures, one after the other", () => {
    const [first, second] = [closure("2027-01-01;2027-01-31;UA;;"), closure("2027-03-01;;UA;;")];
    const expected = ["IST-KBP ..2026-12-31", "IST-KBP 2027-02-01..2027-02-28"];
    expect(left([row("IST-KBP")], first, second)).toEqual(expected);
    expect(left([row("IST-KBP")], second, first)).toEqual(expected);
  });

  test("departures a week are counted by source; without any the timetable is the same one", () => {
    const timetable = buildTimetable(AIRPORTS, [row("IST-KBP"), row("IST-CDG", { days: 3 })]);
    const one = closure("2022-02-24;;UA;;");
    expect([...openRows(timetable, [one]).closed]).toEqual([["a notice", 7]]);
    expect(openRows(timetable, [closure("2022-02-24;;JP;;")]).timetable).toBe(timetable);
  });
});

test("on every date a flight is there exactly if no closure holds on it (OPENROW-1)", () => {
  const FIRST = dayNumberOf("2026-12-01");
  const span = fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
  const random = fc.array(span, { maxLength: 4 });
  fc.assert(
    fc.property(span, random, fc.integer({ min: 1, max: 127 }), ([from, to], closed, days) => {
      const whole = buildTimetable(AIRPORTS, [
        row("IST-KBP", {
          days,
          validFrom: FIRST + (from as number),
          validTo: FIRST + (to as number),
        }),
      ]);
      const closures = closed.map(([a, b]) =>
        closure(`${isoDate(FIRST + (a as number))};${isoDate(FIRST + (b as number))};UA;;`),
      );
      const { timetable } = openRows(whole, closures);
      for (let day = FIRST - 2; day < FIRST + 50; day++) {
        const rows = Array.from({ length: timetable.rows }, (_, i) => i);
        const isOpen = closures.every((one) => day < one.firstDay || day > one.lastDay);
        expect({ day, rows: rows.filter((i) => operatesOn(timetable, i, day)).length }).toEqual({
          day,
          rows: Number(isOpen && operatesOn(whole, 0, day)),
        });
      }
    }),
    { numRuns: propertyRuns(300) },
  );
});
