import { expect, test } from "@jest/globals";
import type { Itinerary } from "../../../../proto/messages.ts";
import { bannerText, originOf, yearsOf } from "./banner.ts";

const sold = (...modelled: boolean[]) =>
  ({ sellers: modelled.map((modelled) => ({ modelled })) }) as unknown as Itinerary;

test.each([
  [[], null],
  [[sold(true), sold(true, true)], "modelled"],
  [[sold(true), sold(false)], "mixed"],
  [[sold(false)], "sellers"],
])("what kind of offers there are", (itineraries, expected) =>
  expect(originOf(itineraries)).toBe(expected));

const timetables = (...years: [number | null, number | null][]) => ({
  timetables: [
    {
      bidders: ["nonstop"],
      summary: "",
      carriers: years.map(([firstYear, lastYear]) => ({ firstYear, lastYear })),
    },
  ],
  detail: null,
});

test.each([
  [null, ""],
  [timetables(), ""],
  [timetables([null, null]), ""],
  [timetables([2016, 2016]), "of 2016"],
  [timetables([2016, 2017], [2014, 2026]), "of 2014 to 2026"],
])("the years of the flights", (coverage, expected) => expect(yearsOf(coverage)).toBe(expected));

test.each([
  [null, ""],
  ["sellers" as const, ""],
  [
    "modelled" as const,
    "These prices are estimates of a fare model. They cannot be booked. The flights are from timetables of 2016.",
  ],
  [
    "mixed" as const,
    "Prices marked “seller’s price” are a seller’s own. All others are estimates of a fare model, and cannot be booked. The flights are from timetables of 2016.",
  ],
])("the line for %s", (origin, expected) => expect(bannerText(origin, "of 2016")).toBe(expected));
