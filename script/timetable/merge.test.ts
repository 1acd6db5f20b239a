import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { daysAWeek } from "../../bidders/flights/timetable/departures.ts";
import { mergeRows, type TimetableRow } from "./merge.ts";

const row = (change: Partial<TimetableRow> = {}): TimetableRow => ({
  carrier: "BA",
  number: 117,
  origin: "LHR",
  destination: "JFK",
  departure: 510,
  blockMinutes: 455,
  days: 0b0000001,
  aircraft: "744",
  ...change,
});

describe("merging", () => {
  test.each<[string, TimetableRow[], TimetableRow[]]>([
    [
      "weekdays of the same times are joined",
      [row(), row({ days: 2 }), row({ days: 4 })],
      [row({ days: 7 })],
    ],
    [
      "a variant within 20 minutes takes the usual times",
      [row({ days: 0b0111111 }), row({ days: 0b1000000, departure: 525, blockMinutes: 440 })],
      [row({ days: 127 })],
    ],
    [
      "a variant farther off is a row of its own",
      [row({ days: 0b0111111 }), row({ days: 0b1000000, departure: 540 })],
      [row({ days: 0b0111111 }), row({ days: 0b1000000, departure: 540 })],
    ],
    [
      "a number flies a market once a day: the time of most days stays",
      [row({ days: 3 }), row({ days: 1, departure: 900 })],
      [row({ days: 3 })],
    ],
    [
      "two aircraft, one flight",
      [row({ days: 3 }), row({ days: 4, aircraft: "772" })],
      [row({ days: 7 })],
    ],
    [
      "two numbers in one minute: the one of more days keeps the day",
      [
        row({ days: 3 }),
        row({ days: 5, number: 99 }),
        row({ days: 7, number: 500, departure: 600 }),
      ],
      [
        row({ days: 1, number: 117 }),
        row({ days: 5, number: 99 }),
        row({ days: 7, number: 500, departure: 600 }),
      ].map((r) => (r.number === 117 ? { ...r, days: 2 } : r)),
    ],
    [
      "another market, or another carrier in the same minute, is another flight",
      [row(), row({ destination: "EWR" }), row({ carrier: "AA" })],
      [row({ destination: "EWR" }), row({ carrier: "AA" }), row()],
    ],
  ])("%s", (_, legs, rows) => {
    expect(new Set(mergeRows(legs).rows)).toEqual(new Set(rows));
    expect(mergeRows(legs).rows).toHaveLength(rows.length);
  });

  const legs = fc.array(
    fc.record({
      carrier: fc.constantFrom("BA", "AA"),
      number: fc.integer({ min: 1, max: 3 }),
      origin: fc.constantFrom("LHR", "MAN"),
      destination: fc.constant("JFK"),
      departure: fc.integer({ min: 500, max: 560 }),
      blockMinutes: fc.constantFrom(440, 455, 500),
      days: fc.integer({ min: 1, max: 127 }),
      aircraft: fc.constantFrom("744", "772"),
    }),
    { maxLength: 30 },
  );

  test("does not depend on the order of the legs", () => {
    fc.assert(
      fc.property(legs, fc.infiniteStream(fc.nat()), (list, random) => {
        const keys = [...random.take(list.length)];
        const shuffled = list
          .map((leg, i) => [leg, keys[i] as number] as const)
          .sort((a, b) => a[1] - b[1]);
        expect(mergeRows(shuffled.map(([leg]) => leg)).rows).toEqual(mergeRows(list).rows);
      }),
    );
  });

  test("no flight number twice a day in a market, no carrier twice in a minute, no weekday invented", () => {
    fc.assert(
      fc.property(legs, (list) => {
        const numbers = new Set<string>();
        const minutes = new Set<string>();
        for (const r of mergeRows(list).rows) {
          for (let bit = 1; bit < 128; bit <<= 1) {
            if ((r.days & bit) === 0) continue;
            const flight = `${r.carrier}${r.number} ${r.origin} ${bit}`;
            const minute = `${r.carrier} ${r.origin} ${r.departure} ${bit}`;
            expect({
              flight,
              hasNumber: numbers.has(flight),
              hasMinute: minutes.has(minute),
            }).toEqual({ flight, hasNumber: false, hasMinute: false });
            expect(
              list.some(
                (leg) =>
                  leg.carrier === r.carrier &&
                  leg.number === r.number &&
                  leg.origin === r.origin &&
                  leg.days & bit,
              ),
            ).toBe(true);
            numbers.add(flight);
            minutes.add(minute);
          }
        }
      }),
    );
  });

  test.each([
    [0, 0],
    [127, 7],
    [0b1010101, 4],
  ])("%i is %i days a week", (days, count) => {
    expect(daysAWeek(days)).toBe(count);
  });
});
