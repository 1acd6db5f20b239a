import { describe, expect, test } from "@jest/globals";
import type { CalendarCell } from "../../../../proto/calendar.ts";
import {
  dayAfter,
  daysBetween,
  lowestAmount,
  lowestByDay,
  monthAfter,
  weeksOf,
  withChanges,
} from "./price-days.ts";

const cell = (departureDate: string, amount: number | null, nights?: number) =>
  ({
    departureDate,
    ...(nights === undefined ? {} : { nights }),
    price: amount === null ? null : { amount, currency: "USD" },
  }) as CalendarCell;

describe("the weeks of a month begin on Mondays, and have its days alone", () => {
  test.each([
    ["2026-12", 5, 1, "2026-12-01"],
    ["2027-02", 4, 0, "2027-02-01"],
    ["2026-03", 6, 6, "2026-03-01"],
  ])("%s", (month, weeks, column, first) => {
    const found = weeksOf(month);
    expect({ weeks: found.length, first: found[0]?.[column] }).toEqual({ weeks, first });
    const days = found.flat().filter((day) => day !== null);
    expect({ count: days.length, last: days.at(-1)?.slice(0, 7) }).toEqual({
      count: new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate(),
      last: month,
    });
  });

  test("of a text that is no month there are none", () => expect(weeksOf("soon")).toEqual([]));
});

test("months and days are counted over the ends of years", () => {
  expect({
    next: monthAfter("2026-12", 1),
    last: monthAfter("2026-01", -1),
    day: dayAfter("2026-12-31", 1),
    none: dayAfter("", 1),
    between: daysBetween("2026-12-31", "2027-01-07"),
  }).toEqual({ next: "2027-01", last: "2025-12", day: "2027-01-01", none: "", between: 7 });
});

test("of each day the cheapest number of nights counts, and changed cells replace those before", () => {
  const first = withChanges(new Map(), [cell("2026-12-01", 300, 6), cell("2026-12-01", 200, 7)]);
  const next = withChanges(first, [cell("2026-12-01", 400, 7), cell("2026-12-02", null, 6)]);
  const days = lowestByDay(next.values());
  expect(
    [...days.values()].map(({ nights, price }) => ({ nights, amount: price?.amount })),
  ).toEqual([
    { nights: 6, amount: 300 },
    { nights: 6, amount: undefined },
  ]);
  expect({ lowest: lowestAmount(days), none: lowestAmount(new Map()) }).toEqual({
    lowest: 300,
    none: Number.POSITIVE_INFINITY,
  });
});
