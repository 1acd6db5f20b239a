import { expect, test } from "@jest/globals";
import { count } from "./format.js";

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
