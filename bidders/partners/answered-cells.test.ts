import { describe, expect, test } from "@jest/globals";
import type { FlightSearch } from "../../proto/messages.ts";
import { SEARCH } from "../../test/fixtures/partners/partner.ts";
import { answeredCells } from "./answered-cells.ts";
import { type AskedSearches, askedSearches } from "./asked-searches.ts";

/** For what a seller is asked that allows so many choices of days. */
const askedOf = (calendar: FlightSearch, calendarDaysMax: number): AskedSearches =>
  askedSearches(calendar, { knowsCities: false, markets: ["*.*"], calendarDaysMax });

const month = (days: number, isReturn = false): FlightSearch => {
  const to = `2026-12-${String(days).padStart(2, "0")}`;
  const out = { origin: "LHR", destination: "JFK", departureDate: "2026-12-01" };
  const back = { origin: "JFK", destination: "LHR", departureDate: "2026-12-04" };
  return {
    ...SEARCH,
    calendar: true,
    slices: isReturn
      ? [
          { ...out, departureDates: { from: "2026-12-01", to } },
          { ...back, departureDates: { from: "2026-12-04", to: "2026-12-12" } },
        ]
      : [{ ...out, departureDates: { from: "2026-12-01", to } }],
    ...(isReturn ? { limits: { stayNights: { min: 3, max: 4 } } } : {}),
  };
};

describe("PARTNERCELL-1 the cells that are done once all sellers have answered", () => {
  test.each([
    { of: "sellers that were asked for all days", days: 7, most: [7, 31], done: 7 },
    {
      of: "sellers that were asked for a week of a longer calendar",
      days: 9,
      most: [7, 31],
      done: 7,
    },
    { of: "a seller that is never asked", days: 9, most: [0, 31], done: 0 },
  ])("of $of are those of the days that all were asked for", ({ days, most, done }) => {
    const calendar = month(days);
    const floors = answeredCells(
      calendar,
      most.map((its) => askedOf(calendar, its)),
    );
    expect(floors).toEqual(Array.from({ length: days }, (_, day) => (day < done ? -1 : 0)));
  });

  test("of a return are all of them, or none", () => {
    const few = month(2, true);
    const floorsOf = (calendar: FlightSearch, most: number) =>
      answeredCells(calendar, [askedOf(calendar, most)]);
    expect({ few: floorsOf(few, 31), many: floorsOf(month(9, true), 7) }).toEqual({
      few: [-1, -1, -1, -1],
      many: Array.from({ length: 18 }, () => 0),
    });
  });

  test("of several airports are all of them, or none", () => {
    const { slices, ...search } = month(9);
    const origins = ["LHR", "LGW"];
    const [slice] = slices as [FlightSearch["slices"][number]];
    const calendar = { ...search, slices: [{ ...slice, origins }] };
    const floors = (most: number) => answeredCells(calendar, [askedOf(calendar, most)]);
    expect({ cut: new Set(floors(17)), whole: new Set(floors(18)) }).toEqual({
      cut: new Set([0]),
      whole: new Set([-1]),
    });
  });

  test("are for sellers whose entry allows more days", () => {
    expect(askedOf(month(31), 31)).toMatchObject({ isCut: false, searches: { length: 31 } });
    expect(askedOf({ ...month(31), calendar: undefined } as never, 31)).toMatchObject({
      isCut: true,
      searches: { length: 7 },
    });
  });
});
