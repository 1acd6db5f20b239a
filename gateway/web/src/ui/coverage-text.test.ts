import { expect, test } from "@jest/globals";
import { coverageText } from "./coverage-text.ts";

const of = (bidders: string[], summary: string) => ({ bidders, summary });

test.each([
  [
    "of bidders with one timetable, it once",
    [of(["nonstop", "stops"], "14 departures a week.")],
    null,
    "Searched here: 14 departures a week.",
  ],
  [
    "of bidders with different timetables, each with its bidders",
    [of(["nonstop"], "14 departures a week."), of(["stops"], "15 departures a week.")],
    null,
    "nonstop: 14 departures a week. stops: 15 departures a week.",
  ],
  ["without timetables, the reason as a sentence", [], "no bidder is alive", "No bidder is alive."],
  ["without timetables and reason, nothing", [], null, ""],
])("the page shows, %s", (_, timetables, detail, text) => {
  expect(coverageText({ timetables, detail })).toBe(text);
});
