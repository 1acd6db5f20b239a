/** The cells of a calendar, and which of them an itinerary is of. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { LIMITS } from "../../proto/limits.ts";
import { dateText, dayNumber } from "../../proto/local-time.ts";
import type { SearchSlice, Segment } from "../../proto/messages.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { cellAt, cellOf, cellOfSlices, cellsOf, cellTerms } from "./calendar-cells.ts";

const slice = (more: Partial<SearchSlice> = {}): SearchSlice => ({
  origin: "LHR",
  destination: "JFK",
  departureDate: "2026-12-30",
  ...more,
});
const dates = { departureDates: { from: "2026-12-30", to: "2027-01-02" } };
const first = dayNumber("2026-12-30");
const oneWay = cellsOf({ slices: [slice(dates)] });
const stay = { stayNights: { min: 3, max: 5 } };
const ofReturn = cellsOf({ slices: [slice(dates), slice()], limits: stay });

const flight = (departure: string, arrival: string): Segment => ({
  carrier: "BA",
  flightNumber: "BA117",
  origin: "LHR",
  destination: "JFK",
  departure,
  arrival,
  durationMinutes: 480,
  aircraft: "",
});
const flown = (...segments: Segment[]) => ({ durationMinutes: 480, segments });

describe("CELL-1 cells are counted day by day, and within a day by nights", () => {
  test("one way has a cell for each day; a return one for each day and number of nights", () => {
    expect(oneWay).toEqual({
      days: [first, first + 1, first + 2, first + 3],
      nights: null,
      count: 4,
    });
    expect(ofReturn).toEqual({ days: oneWay.days, nights: [3, 4, 5], count: 12 });
    expect(cellTerms(oneWay, 2)).toEqual({ day: first + 2, nights: null });
    expect(cellTerms(ofReturn, 7)).toEqual({ day: first + 2, nights: 4 });
  });

  test("a slice of one day has one", () => {
    expect(cellsOf({ slices: [slice()] })).toEqual({ days: [first], nights: null, count: 1 });
  });

  test("no call has more cells than there may be, and days that are none have no cells", () => {
    const departureDates = { from: "2026-01-01", to: "2026-12-31" };
    const many = cellsOf({
      slices: [slice({ departureDates }), slice()],
      limits: { stayNights: { min: 0, max: 300 } },
    });
    expect(many.count).toBe(LIMITS.calendarCellsMax);
    expect(many.count).toBe(LIMITS.calendarDaysMax * LIMITS.calendarNightsMax);
    const none = cellsOf({ slices: [slice({ departureDate: "soon" })] });
    expect({ count: none.count, at: cellAt(none, first, 0) }).toEqual({ count: 0, at: -1 });
  });

  test("each cell has one index, and its day and nights lead back to it", () => {
    fc.assert(
      fc.property(
        fc.record({
          day: fc.integer({ min: 20_000, max: 22_000 }),
          days: fc.integer({ min: 1, max: LIMITS.calendarDaysMax }),
          min: fc.nat(100),
          nights: fc.integer({ min: 1, max: LIMITS.calendarNightsMax }),
          isReturn: fc.boolean(),
        }),
        ({ day, days, min, nights, isReturn }) => {
          const range = { from: dateText(day), to: dateText(day + days - 1) };
          const out = slice({ departureDate: range.from, departureDates: range });
          const cells = cellsOf({
            slices: isReturn ? [out, slice()] : [out],
            limits: { stayNights: { min, max: min + nights - 1 } },
          });
          expect(cells.count).toBe(isReturn ? days * nights : days);
          let before = -1;
          for (let index = 0; index < cells.count; index++) {
            const terms = cellTerms(cells, index);
            expect(cellAt(cells, terms.day, terms.nights ?? 0)).toBe(index);
            const place = terms.day * 1_000 + (terms.nights ?? 0);
            expect(place).toBeGreaterThan(before);
            before = place;
          }
        },
      ),
      { numRuns: propertyRuns(100) },
    );
  });
});

describe("CELL-2 an itinerary is of the cell of its departure day and its nights", () => {
  test.each<[what: string, departure: number, arrival: number, back: number, cell: number]>([
    ["the first cell", 0, 0, 3, 0],
    ["a landing on the next day has a night less", 0, 1, 4, 0],
    ["a landing on the day before, over the date line", 1, 0, 4, 4],
    ["too few nights", 0, 1, 3, -1],
    ["too many nights", 0, 0, 6, -1],
    ["a day before the first", -1, 0, 3, -1],
    ["a day after the last", 4, 4, 7, -1],
    ["the last cell", 3, 3, 8, 11],
  ])("%s", (_, departure, arrival, back, cell) => {
    expect(cellOf(ofReturn, first + departure, first + arrival, first + back)).toBe(cell);
  });

  test("of slices: the arrival of the last flight of the first slice counts", () => {
    const out = flown(
      flight("2026-12-31T18:00", "2026-12-31T23:30"),
      flight("2027-01-01T01:00", "2027-01-01T04:00"),
    );
    const back = flown(flight("2027-01-05T10:00", "2027-01-05T22:00"));
    expect(cellOfSlices(ofReturn, [out, back])).toBe(cellAt(ofReturn, first + 1, 4));
    expect(cellOfSlices(oneWay, [out])).toBe(1);
  });

  test("of fewer slices than the search has, or none: no cell", () => {
    const out = flown(flight("2026-12-31T18:00", "2026-12-31T23:30"));
    expect(cellOfSlices(ofReturn, [out])).toBe(-1);
    expect(cellOfSlices(oneWay, [])).toBe(-1);
    expect(cellOfSlices(oneWay, [flown()])).toBe(-1);
  });
});
