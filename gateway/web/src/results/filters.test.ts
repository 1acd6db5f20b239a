import { describe, expect, test } from "@jest/globals";
import type { Facets } from "../api/kept.ts";
import { choicesOf, type Filters, inUse, queryOf, toggled, without } from "./filters.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });
const value = <T>(value: T, itineraries: number, amount: number) => ({
  value,
  itineraries,
  lowestPrice: usd(amount),
});
const facets: Facets = {
  stops: [value(0, 3, 50_000), value(1, 4, 40_000)],
  carriers: [value("BA", 5, 50_000), value("QX", 2, 40_000)],
  alliances: [],
  airports: { origin: [value("LHR", 7, 40_000)], destination: [value("JFK", 7, 40_000)], via: [] },
  departureHours: [value(0, 1, 90_000), value(5, 2, 40_000), value(18, 4, 70_000)],
  sellers: [value("BA", 5, 50_000)],
  bags: [value(1, 3, 56_000)],
  maxPrice: [value(52_000, 4, 40_000)],
  maxDurationMinutes: [value(510, 4, 40_000)],
};
const nameOf = (code: string) => ({ BA: "British Airways", JFK: "Kennedy" })[code] ?? code;
const of = (kind: Parameters<typeof choicesOf>[0], filters: Filters = {}) =>
  choicesOf(kind, facets, { filters, nameOf }).map(
    ({ label, itineraries, lowestPrice }) =>
      `${label}: ${itineraries} from ${lowestPrice?.amount ?? "nothing"}`,
  );

describe("PICK-1: what each choice leaves", () => {
  test.each<[Parameters<typeof choicesOf>[0], string[]]>([
    ["stops", ["Non-stop: 3 from 50000", "1 stop: 4 from 40000"]],
    ["carriers", ["British Airways: 5 from 50000", "QX: 2 from 40000"]],
    ["departureHours", ["Before 06:00: 3 from 40000", "18:00 and later: 4 from 70000"]],
    ["destination", ["Kennedy: 7 from 40000"]],
    ["bags", ["1 bag or more: 3 from 56000"]],
    ["maxPrice", ["Up to $520.00: 4 from 40000"]],
    ["maxDurationMinutes", ["Up to 8 h 30 min: 4 from 40000"]],
  ])("%s", (kind, expected) => expect(of(kind)).toEqual(expected));
});

test("PICK-2: what is chosen stays among the choices", () => {
  expect(of("stops", { stops: ["2"] }).at(-1)).toBe("2 stops: 0 from nothing");
});

test("of a kind with many values each is added and taken away; of the others one takes the place of another", () => {
  let filters: Filters = {};
  filters = toggled(toggled(filters, "stops", "0"), "stops", "1");
  filters = toggled(toggled(filters, "maxPrice", "52000"), "maxPrice", "60000");
  expect(filters).toEqual({ stops: ["0", "1"], maxPrice: ["60000"] });
  filters = toggled(toggled(filters, "stops", "0"), "maxPrice", "60000");
  expect({ filters, used: inUse(filters) }).toEqual({ filters: { stops: ["1"] }, used: ["stops"] });
  expect(without(filters, "stops")).toEqual({});
});

test("the query has each filter as the gateway reads it, and sellers one by one", () => {
  const filters = {
    stops: ["0", "1"],
    sellers: ["Alder, Ltd", "BA"],
    departureHours: ["0,1", "6,7"],
  };
  const query = queryOf(filters, { sort: "price", limit: 20, after: "abc" });
  expect([...query].map(([name, text]) => `${name}=${text}`)).toEqual([
    "details=true",
    "limit=20",
    "sort=price",
    "after=abc",
    "stops=0,1",
    "departureHours=0,1,6,7",
    "sellers=Alder, Ltd",
    "sellers=BA",
  ]);
});
