/** What is written and read back is the timetable that was written: every column, every value. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { airportByCode } from "../../../../common/places/airports.ts";
import { blockMinutesMax, kilometres } from "../../../../common/places/flight-time.ts";
import {
  thereAndBack,
  timetableDifference,
} from "../../../../test/fixtures/flights/there-and-back.ts";
import { propertyRuns } from "../../../../test/harness/property-runs.ts";
import type { FullRow } from "../build.ts";
import { dayNumberOf } from "../departures.ts";
import { FLAGS, OPEN_FROM, OPEN_TO } from "../timetable.ts";
import { timetableOfRows } from "./import.ts";
import { mergePeriods } from "./rows.ts";

/**
 * Clocks that change in March, in April, by half an hour, in Ramadan, by the date line, in the
 * south, and never.
 */
const PLACES = [
  "LHR",
  "JFK",
  "SYD",
  "LDH",
  "CMN",
  "APW",
  "AKL",
  "HNL",
  "CXI",
  "SCL",
  "CAI",
  "KTM",
  "SIN",
  "ANC",
];

const period = fc
  .tuple(
    fc.integer({ min: dayNumberOf("2024-01-01"), max: dayNumberOf("2030-12-31") }),
    fc.integer({ min: 0, max: 800 }),
    fc.integer({ min: 0, max: 9 }),
  )
  .map(([from, days, open]) => ({
    validFrom: open % 3 === 0 ? OPEN_FROM : from,
    validTo: open % 2 === 0 ? OPEN_TO : from + days,
  }));
const anyRow: fc.Arbitrary<FullRow> = fc
  .record({
    carrier: fc.constantFrom("BA", "U2", "3K", "EZY"),
    number: fc.constantFrom(1, 2, 117, 9999),
    ends: fc.uniqueArray(fc.constantFrom(...PLACES), { minLength: 2, maxLength: 2 }),
    departure: fc.oneof(
      fc.integer({ min: 0, max: 1439 }),
      fc.constantFrom(0, 60, 90, 120, 150, 180, 1439),
    ),
    pace: fc.double({ min: 0, max: 1, noNaN: true }),
    days: fc.integer({ min: 1, max: 127 }),
    aircraft: fc.constantFrom("744", "32N", ""),
    flags: fc.constantFrom(
      0,
      0,
      FLAGS.localOnly,
      FLAGS.onlineOnly,
      FLAGS.domesticOnly,
      FLAGS.connectionsOnly,
      FLAGS.connectionsOnly | FLAGS.internationalOnly | FLAGS.onlineOnly,
    ),
    period,
    codeshares: fc.uniqueArray(fc.constantFrom("AA6143", "IB4218", "3K77", "EZY8", "QR5910"), {
      maxLength: 3,
    }),
  })
  .chain(({ ends, pace, period: dates, ...row }) => {
    const [origin, destination] = ends as [string, string];
    const [from, to] = [airportByCode(origin), airportByCode(destination)];
    if (from === undefined || to === undefined)
      throw new Error(`no such airport: ${origin} or ${destination}`);
    const km = kilometres(from, to);
    const [least, most] = [
      Math.ceil((km / 1050) * 60),
      Math.min(1440, Math.floor(blockMinutesMax(km))),
    ];
    const codeshares = row.codeshares.filter(
      (designator) => designator !== `${row.carrier}${row.number}`,
    );
    const made = {
      ...row,
      ...dates,
      codeshares,
      origin,
      destination,
      blockMinutes: Math.round(least + pace * (most - least)),
    };
    return km > 15_600
      ? fc.constant<FullRow | undefined>(undefined)
      : fc.constant<FullRow | undefined>(made);
  })
  .filter((row) => row !== undefined);

/**
 * As a schedule must be: a flight number serves a market once on a date. What overlaps is not
 * written back (`variations.ts`).
 */
function eachDateOnce(rows: readonly FullRow[]): FullRow[] {
  const kept: FullRow[] = [];
  for (const row of rows) {
    const overlaps = kept.some(
      (other) =>
        `${row.carrier}${row.number} ${row.origin}${row.destination}` ===
          `${other.carrier}${other.number} ${other.origin}${other.destination}` &&
        row.validFrom <= other.validTo &&
        other.validFrom <= row.validTo &&
        (row.days & other.days) !== 0,
    );
    if (!overlaps) kept.push(row);
  }
  return kept;
}

describe("import(export(t)) is t", () => {
  test("for any timetable: periods, code-shares, clocks that change, the date line", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 12 }), (rows) => {
        const timetable = timetableOfRows(mergePeriods(eachDateOnce(rows)));
        const { timetable: back, report } = thereAndBack(timetable);
        expect(timetableDifference(timetable, back)).toBeUndefined();
        expect({ findings: report.findings, skipped: [...report.skipped] }).toEqual({
          findings: [],
          skipped: [],
        });
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });
});
