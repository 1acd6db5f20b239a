import { expect, test } from "@jest/globals";
import type { TimetableRow } from "./merge.ts";
import { presentAircraft, renewAircraft } from "./retired.ts";

// Of the issue: BA 744 and 767, A346 of three carriers, CA 733.
test.each([
  ["BA", "744", 5540, "77W"],
  ["BA", "767", 1200, "321"],
  ["BA", "767", 5700, "788"],
  ["IB", "346", 8000, "359"],
  ["VS", "346", 5500, "35X"],
  ["QR", "346", 5900, "35X"],
  ["CA", "733", 1100, "738"],
  ["OS", "F70", 700, "E95"],
  ["OS", "100", 700, "E95"],
  ["AS", "320", 1500, "739"],
  // One model of the source for two types: the carrier's own.
  ["AA", "77L", 5540, "772"],
  ["JL", "77L", 820, "359"],
  ["AF", "773", 5800, "77W"],
  ["CX", "773", 800, "773"],
  ["CX", "773", 12970, "77W"],
  ["LM", "SF3", 300, "AT7"],
  // Others still fly them, or are not known.
  ["LH", "744", 6500, "744"],
  ["EK", "77L", 13400, "77L"],
  ["LH", "346", 6500, "346"],
  ["DL", "763", 6500, "763"],
  ["ZZ", "733", 800, "733"],
  ["BA", "320", 800, "320"],
])("%s flies a %s over %i km as %s (RETIRED-1)", (carrier, type, km, now) => {
  expect(presentAircraft(carrier, type, km)).toBe(now);
});

test("rows are renewed and counted; a hop that is too short for a jet stays (RETIRED-1)", () => {
  const row = (carrier: string, aircraft: string, blockMinutes: number): TimetableRow => ({
    carrier,
    number: 1,
    origin: "AAA",
    destination: "BBB",
    departure: 600,
    blockMinutes,
    days: 3,
    aircraft,
  });
  const rows = [
    row("BA", "744", 60),
    row("AF", "AT7", 60),
    row("AF", "AT7", 20),
    row("LH", "744", 60),
  ];
  const { rows: renewed, substituted } = renewAircraft(rows, () => 100);
  expect(renewed.map(({ aircraft }) => aircraft)).toEqual(["77W", "E70", "AT7", "744"]);
  expect([...substituted].map(([name, list]) => [name, list.length])).toEqual([
    ["BA 744 -> 77W", 1],
    ["AF AT7 -> E70", 1],
  ]);
});
