import { expect, test } from "@jest/globals";
import { coverageText } from "./coverage-text.js";

const of = (bidders: string[], summary: string) => ({ bidders, summary });

test.each([
  [
    [of(["nonstop", "stops"], "14 departures a week.")],
    null,
    "Searched here: 14 departures a week.",
  ],
  [
    [of(["nonstop"], "14 departures a week."), of(["stops"], "15 departures a week.")],
    null,
    "nonstop: 14 departures a week. stops: 15 departures a week.",
  ],
  [[], "no bidder is alive", "No bidder is alive."],
  [[], null, ""],
])("%#", (timetables, detail, text) => {
  expect(coverageText({ timetables, detail })).toBe(text);
});
