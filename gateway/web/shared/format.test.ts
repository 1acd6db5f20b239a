import { expect, test } from "@jest/globals";
import type { Segment } from "../../../proto/messages.ts";
import { count, operatedBy } from "./format.js";

test.each([
  [0, "0 offers"],
  [1, "1 offer"],
  [2, "2 offers"],
])("%d: %s", (n, text) => expect(count(n, "offer")).toBe(text));

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
