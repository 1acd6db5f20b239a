/** The days that count, against the searches of one day for each slice. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { dayNumber } from "../../proto/local-time.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { textOf } from "./calendar-day.ts";
import { type SliceDays, searchDays } from "./search-days.ts";

const RUNS = propertyRuns(300);
const WALL = Date.parse("2026-11-23T12:00:00Z");
const TODAY = dayNumber("2026-11-23");
const ENDS = ["LHR", "JFK"] as const;

/** The days that a caller names, before any rule. */
interface Asked {
  readonly first: number;
  readonly count: number;
  readonly flex: boolean;
}

const asked: fc.Arbitrary<Asked> = fc
  .record({
    first: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: -4, max: 14 }) },
      { weight: 1, arbitrary: fc.integer({ min: 353, max: 364 }) },
    ),
    count: fc.integer({ min: 1, max: 7 }),
    flex: fc.boolean(),
  })
  .map((one) => ({ ...one, first: TODAY + one.first, flex: one.flex && one.count % 2 === 1 }));

function sliceOf({ first, count, flex }: Asked, i: number) {
  const half = (count - 1) / 2;
  return {
    origin: ENDS[i % 2],
    destination: ENDS[(i + 1) % 2],
    ...(flex
      ? { departureDate: textOf(first + half), flexDays: half }
      : { departureDate: { from: textOf(first), to: textOf(first + count - 1) } }),
  };
}

/** Every choice of one day of each slice. */
function choices(slices: readonly Asked[]): number[][] {
  return slices.reduce<number[][]>(
    (before, { first, count }) =>
      before.flatMap((days) => Array.from({ length: count }, (_, i) => [...days, first + i])),
    [[]],
  );
}

/** Whether the days of a choice are a search of their own, by the rules of one day. */
function isSearch(days: readonly number[]): boolean {
  return days.every((day, i) => {
    return day >= TODAY && day <= TODAY + 361 && day >= (days[i - 1] ?? day);
  });
}

describe("which days count", () => {
  const wanted = (right: readonly number[][], i: number) => {
    const days = right.map((days) => days[i] as number);
    return { from: Math.min(...days), to: Math.max(...days) };
  };
  const ends = ({ from, to }: SliceDays) => ({ from, to });

  test("SEARCHDAY-2 those with which a search of one day for each slice is right, and a search without one has a fault", () => {
    fc.assert(
      fc.property(fc.array(asked, { minLength: 1, maxLength: 3 }), (slices) => {
        const found = searchDays(slices.map(sliceOf), undefined, WALL);
        const right = choices(slices).filter(isSearch);
        expect({ isRight: found.faults.length === 0 }).toEqual({ isRight: right.length > 0 });
        if (right.length > 0)
          expect(found.slices.map(ends)).toEqual(slices.map((_, i) => wanted(right, i)));
      }),
      { numRuns: RUNS },
    );
  });

  test("SEARCHDAY-4 of a stay, those that a landing of 0 to 2 days later joins", () => {
    const nights = fc
      .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 4 }))
      .map(([min, more]) => ({ min, max: min + more }));
    fc.assert(
      fc.property(asked, asked, nights, (out, back, stayNights) => {
        const found = searchDays([out, back].map(sliceOf), stayNights, WALL);
        const { min, max } = stayNights;
        const right = choices([out, back])
          .filter(isSearch)
          .filter(([a, b]) => {
            const days = (b as number) - (a as number);
            return days >= min && days <= max + 2;
          });
        expect({ isRight: found.faults.length === 0 }).toEqual({ isRight: right.length > 0 });
        if (right.length > 0)
          expect(found.slices.map(ends)).toEqual([wanted(right, 0), wanted(right, 1)]);
      }),
      { numRuns: RUNS },
    );
  });

  test("SEARCHDAY-5 the one day of each slice counts, and these are a search", () => {
    const nights = fc.option(fc.constant({ min: 2, max: 5 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(asked, { minLength: 2, maxLength: 2 }), nights, (slices, stay) => {
        const found = searchDays(slices.map(sliceOf), stay, WALL);
        for (const { from, to, day } of found.slices)
          expect({ day, isIn: day >= from && day <= to }).toEqual({ day, isIn: true });
        expect(isSearch(found.slices.map(({ day }) => day))).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
