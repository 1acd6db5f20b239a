import { describe, expect, test } from "@jest/globals";
import type { CalendarCell } from "../../../../proto/calendar.ts";
import {
  dayAfter,
  daysBetween,
  doubtsOf,
  legendOf,
  lowestAmount,
  lowestByDay,
  markOf,
  monthAfter,
  noPriceText,
  spokenPrice,
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

describe("what is not sure of a price is said", () => {
  const exact: CalendarCell = { ...cell("2026-12-01", 300), state: "exact" };
  const lower: CalendarCell = { ...cell("2026-12-02", 300), state: "at-least" };
  const alone: CalendarCell = {
    ...cell("2026-12-03", 300),
    state: "unanswered",
    unanswered: ["stops", "partners"],
  };
  const none: CalendarCell = {
    ...cell("2026-12-04", null),
    state: "unanswered",
    unanswered: ["partners"],
  };
  const empty: CalendarCell = { ...cell("2026-12-05", null), state: "exact" };
  const earlier: CalendarCell = { ...cell("2026-12-06", 300), state: "stale", ageMs: 290_000 };

  test.each([
    [exact, "$3"],
    [lower, "$3 or less"],
    [alone, "$3 or less: no answer from partners and stops"],
    [none, "no price yet: no answer from partners"],
    [empty, "no price"],
    [earlier, "$3, asked for 5 minutes ago"],
  ])("of one day: %#", (one, words) => expect(spokenPrice(one, "$3")).toBe(words));

  test.each([
    [exact, ""],
    [lower, "≤"],
    [alone, "≤"],
    [none, "?"],
    [empty, "–"],
    [earlier, "~"],
    [{ ...earlier, price: null }, "~–"],
  ])("by its mark: %#", (one, text) =>
    expect(`${markOf(one)}${one.price === null ? noPriceText(one) : ""}`).toBe(text));

  test.each([
    [[], ""],
    [[exact, empty], ""],
    [[exact, lower], "On 1 day marked ≤ there may be a lower price."],
    [
      [alone, none, earlier],
      "On 1 day marked ≤ there may be a lower price. On 1 day marked ? no price is known. On 1 day marked ~ it is of an earlier calendar. There is no answer from partners and stops.",
    ],
  ])("of all days: %#", (cells, words) => expect(doubtsOf(lowestByDay(cells))).toBe(words));

  test.each([
    [[], ["chosen", "past"]],
    [[exact], ["lowest", "chosen", "past"]],
    [
      [exact, lower, none],
      ["lowest", "lower", "unknown", "chosen", "past"],
    ],
    [
      [alone, empty, earlier],
      ["lowest", "lower", "earlier", "none", "chosen", "past"],
    ],
    [[{ ...earlier, price: null }], ["earlier", "none", "chosen", "past"]],
  ])("by a legend of what stands there: %#", (cells, kinds) => {
    const days = lowestByDay(cells);
    const legend = legendOf(days);
    expect(legend.map(({ kind }) => kind)).toEqual(kinds);
    // Each mark that a day has is a sample of the legend, and each is in words too.
    const samples = legend.map(({ sample }) => sample).join("");
    const marks = cells.map((one) => markOf(one) + (one.price === null ? noPriceText(one) : ""));
    expect([...marks.join("")].filter((mark) => !samples.includes(mark))).toEqual([]);
    expect(legend.filter(({ spoken, means }) => spoken === "" || means === "")).toEqual([]);
  });
});
