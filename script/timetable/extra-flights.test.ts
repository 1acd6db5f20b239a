import { expect, test } from "@jest/globals";
import { isExtraFlight } from "./extra-flights.ts";

test.each([
  // Of the issue: AA's flights without traffic rights. Of the source: Miami to Fort Lauderdale.
  ["AA", 9700, true],
  ["AA", 9734, true],
  ["AA", 9809, true],
  ["DL", 8965, true],
  ["DL", 9970, true],
  // Scheduled, by themselves or by regional partners; other carriers number otherwise.
  ["AA", 6300, false],
  ["DL", 6144, false],
  ["TP", 9564, false],
  ["NH", 9656, false],
  ["LH", 9000, false],
])("%s%i is not a flight that is sold: %s (EXTRA-1)", (carrier, number, is) => {
  expect(isExtraFlight(carrier, number)).toBe(is);
});
