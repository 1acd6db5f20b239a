import { expect, test } from "@jest/globals";
import type { Segment } from "../../../proto/messages.ts";
import { count, operatedBy, timeLimit } from "./format.js";

test.each([
  [0, "0 offers"],
  [1, "1 offer"],
  [2, "2 offers"],
])("%d: %s", (n, text) => expect(count(n, "offer")).toBe(text));

test.each([
  [50, "50 ms"],
  [800, "800 ms"],
  [1_000, "1 s"],
  [1_200, "1.2 s"],
  [10_000, "10 s"],
])("a limit of %d: %s", (ms, text) => expect(timeLimit(ms)).toBe(text));

test("an irregular plural", () =>
  expect([count(1, "itinerary", "itineraries"), count(2, "itinerary", "itineraries")]).toEqual([
    "1 itinerary",
    "2 itineraries",
  ]));

test("who flies is said where it is not the carrier of the number", () => {
  const flight = (flightNumber: string, operatingCarrier?: string) =>
    ({ flightNumber, ...(operatingCarrier === undefined ? {} : { operatingCarrier }) }) as Segment;
  const segments = [flight("BA1511", "AA"), flight("BA117"), flight("BA6143", "QR")];
  expect(operatedBy({ segments })).toEqual([
    "BA1511 is operated by AA",
    "BA6143 is operated by QR",
  ]);
});
