import { describe, expect, test } from "@jest/globals";
import type { CalendarCell } from "../../../../proto/calendar.ts";
import { emptyFields, type SearchFields } from "../state/search-fields.ts";
import { daysAround, otherDays, wider } from "./suggestions.ts";

const asked: SearchFields = {
  ...emptyFields("2026-12-10"),
  slices: [
    {
      ...(emptyFields("2026-12-10").slices[0] as SearchFields["slices"][number]),
      origin: "LHR",
      destination: "JFK",
    },
  ],
};
const times = { departsFrom: "08:00", departsTo: "", arrivesFrom: "", arrivesTo: "" };

/** The names of the fields that a suggestion changes. */
const changed = (fields: SearchFields, from: SearchFields) =>
  (Object.keys(from) as (keyof SearchFields)[]).filter(
    (name) => JSON.stringify(fields[name]) !== JSON.stringify(from[name]),
  );

describe("HELP-1: the search that was asked, with one thing changed", () => {
  test.each<[string, SearchFields, string[][]]>([
    ["a plain one", asked, [["maxStops"], ["nearbyKm"], ["selfTransfer"]]],
    ["one with all that", { ...asked, maxStops: "3", nearbyKm: "200", selfTransfer: "true" }, []],
    [
      "one with limits",
      {
        ...asked,
        maxStops: "3",
        nearbyKm: "100",
        selfTransfer: "true",
        maxPrice: "100",
        carriersOnly: "BA",
      },
      [["carriersOnly", "maxPrice"]],
    ],
    [
      "one with times",
      {
        ...asked,
        maxStops: "3",
        nearbyKm: "100",
        selfTransfer: "true",
        slices: asked.slices.map((one) => ({ ...one, times })),
      },
      [["slices"]],
    ],
  ])("%s", (_what, from, expected) =>
    expect(wider(from).map(({ fields }) => changed(fields, from))).toEqual(expected));
});

const cell = (departureDate: string, amount: number | null, returnDate?: string) =>
  ({
    departureDate,
    price: amount === null ? null : { amount, currency: "USD" },
    ...(returnDate === undefined ? {} : { returnDate }),
  }) as CalendarCell;

test("the calendar is of three days before and after", () => {
  expect(daysAround(asked)).toMatchObject({
    origin: "LHR",
    destination: "JFK",
    departureDates: { from: "2026-12-07", to: "2026-12-13" },
  });
  expect(daysAround(asked)).not.toHaveProperty("month");
  expect(daysAround({ ...asked, trip: "multi-city" })).toBeNull();
});

describe("other days", () => {
  const found = (cells: CalendarCell[], from = asked) =>
    otherDays(from, cells, "en-US").map(
      ({ label, fields, price }) =>
        `${label}: ${fields.slices[0]?.departureDate} ${fields.returnDate} ${price?.amount}`,
    );

  test("those on which something is sold, by date, without the day that was asked", () => {
    expect(
      found([
        cell("2026-12-12", 300),
        cell("2026-12-10", 100),
        cell("2026-12-09", null),
        cell("2026-12-08", 500),
      ]),
    ).toEqual(["Tue, Dec 8: 2026-12-08  500", "Sat, Dec 12: 2026-12-12  300"]);
  });

  test("of a return the cheapest stay of a day, with its way back", () => {
    const back: SearchFields = { ...asked, trip: "return", returnDate: "2026-12-17" };
    expect(
      found([cell("2026-12-12", 300, "2026-12-19"), cell("2026-12-12", 200, "2026-12-18")], back),
    ).toEqual(["Sat, Dec 12 to Fri, Dec 18: 2026-12-12 2026-12-18 200"]);
  });

  test("five at most: the cheapest", () => {
    const cells = [7, 8, 9, 11, 12, 13].map((day) =>
      cell(`2026-12-${String(day).padStart(2, "0")}`, 1_000 - day),
    );
    expect(found(cells)).toHaveLength(5);
    expect(found(cells)[0]).toContain("2026-12-08");
  });
});
