import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../../../test/harness/property-runs.ts";
import type { FullRow } from "../build.ts";
import { dayNumberOf, departureOn, isoDate } from "../departures.ts";
import { OPEN_FROM, OPEN_TO } from "../timetable.ts";
import { timetableOfRows } from "./import.ts";
import { ChangeDays, type Piece, piecesOf } from "./pieces.ts";

const base: FullRow = {
  ...{
    carrier: "BA",
    number: 117,
    origin: "LHR",
    destination: "JFK",
    departure: 510,
    blockMinutes: 455,
    days: 127,
    aircraft: "744",
  },
  ...{ validFrom: OPEN_FROM, validTo: OPEN_TO, flags: 0, codeshares: [] },
};
const validity = { from: dayNumberOf("2026-11-23"), to: dayNumberOf("2027-12-28") };
const cut = (row: FullRow): Piece[] =>
  piecesOf(timetableOfRows([row]), 0, validity, new ChangeDays(validity));
const shown = (pieces: readonly Piece[]) =>
  pieces.map(({ from, to, departureOffset, arrivalOffset }) => {
    return `${from === OPEN_FROM ? "open" : isoDate(from)} ${to === OPEN_TO ? "open" : isoDate(to)} ${departureOffset} ${arrivalOffset}`;
  });

describe("a period is cut where clocks change", () => {
  test.each<[what: string, row: Partial<FullRow>, pieces: string[]]>([
    [
      "two ends that change on different days",
      {},
      [
        "open 2027-03-13 0 -300",
        "2027-03-14 2027-03-27 0 -240",
        "2027-03-28 2027-10-30 60 -240",
        "2027-10-31 2027-11-06 0 -240",
        "2027-11-07 open 0 -300",
      ],
    ],
    [
      "none that change",
      { origin: "SIN", destination: "BKK", blockMinutes: 145 },
      ["open open 480 420"],
    ],
    [
      "an overnight flight lands by the new clocks already",
      {
        origin: "JFK",
        destination: "LHR",
        departure: 18 * 60,
        blockMinutes: 415,
        validFrom: dayNumberOf("2027-03-20"),
        validTo: dayNumberOf("2027-04-01"),
      },
      ["2027-03-20 2027-03-26 -240 0", "2027-03-27 2027-04-01 -240 60"],
    ],
    [
      "days without a flight go to a neighbour: Wednesdays see nothing between 31 October and 6 November but the 3rd",
      { days: 8, validFrom: dayNumberOf("2027-10-25"), validTo: dayNumberOf("2027-11-12") },
      [
        "2027-10-25 2027-10-30 60 -240",
        "2027-10-31 2027-11-06 0 -240",
        "2027-11-07 2027-11-12 0 -300",
      ],
    ],
    [
      "a piece without a flight",
      { days: 1, validFrom: dayNumberOf("2027-10-25"), validTo: dayNumberOf("2027-10-31") },
      ["2027-10-25 2027-10-31 60 -240"],
    ],
    [
      "a period without a flight",
      { days: 1, validFrom: dayNumberOf("2027-10-26"), validTo: dayNumberOf("2027-10-31") },
      ["2027-10-26 2027-10-31 60 -240"],
    ],
  ])("%s", (_, row, pieces) => {
    expect(shown(cut({ ...base, ...row }))).toEqual(pieces);
  });

  test("they follow each other without a gap, and give the right arrival of every flight", () => {
    const ends = fc.constantFrom(
      ["LHR", "JFK"],
      ["SYD", "LAX"],
      ["CAI", "LHR"],
      ["CMN", "CDG"],
      ["LDH", "SYD"],
      ["SCL", "AKL"],
    );
    const day = fc.integer({ min: validity.from, max: validity.to });
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(
        ends,
        day,
        day,
        minute,
        fc.integer({ min: 30, max: 1440 }),
        fc.integer({ min: 1, max: 127 }),
        (pair, a, b, departure, blockMinutes, days) => {
          const [origin, destination] = pair as [string, string];
          const row = {
            ...base,
            origin,
            destination,
            departure,
            blockMinutes,
            days,
            validFrom: Math.min(a, b),
            validTo: Math.max(a, b),
          };
          const timetable = timetableOfRows([row]);
          const pieces = piecesOf(timetable, 0, validity, new ChangeDays(validity));
          expect({ from: pieces[0]?.from, to: pieces.at(-1)?.to }).toEqual({
            from: row.validFrom,
            to: row.validTo,
          });
          for (const [i, { from, to, arrival, departureOffset }] of pieces.entries()) {
            if (i > 0) expect(from).toBe((pieces[i - 1]?.to as number) + 1);
            for (let on = from; on <= to; on++) {
              const flight = departureOn(timetable, 0, on);
              if (flight === undefined) continue;
              const found = {
                arrival: flight.arrivalLocal - on * 1440,
                departureOffset: on * 1440 + departure - flight.departureUtc,
              };
              // Compared first: an assertion of each of 180,000 flights would take seconds.
              if (found.arrival !== arrival || found.departureOffset !== departureOffset)
                expect({ date: isoDate(on), found }).toEqual({
                  date: isoDate(on),
                  found: { arrival, departureOffset },
                });
            }
          }
        },
      ),
      { numRuns: propertyRuns(500) },
    );
  });
});
