import { expect, test } from "@jest/globals";
import { AIRPORTS, flight } from "../../../test/fixtures/flights/context.ts";
import { buildTimetable } from "./build.ts";
import { homesIn, homesOf, knownHomeOf } from "./homes.ts";

test("most departures make a home; the alphabet decides between equals (HOME-1)", () => {
  const timetable = buildTimetable(
    AIRPORTS,
    [
      "BA1 LHR-JFK 0900 480",
      "BA2 JFK-LHR 1900 420 63",
      "ZZ1 FRA-JFK 0900 500",
      "ZZ2 JFK-FRA 1900 430",
    ].map(flight),
  );
  expect([...homesIn(timetable)].sort()).toEqual([
    ["BA", "GB"],
    ["ZZ", "DE"],
  ]);
  // Worked out once.
  expect(homesIn(timetable)).toBe(homesIn(timetable));
});

test("a carrier of the table has its own, whatever is shown (HOME-1)", () => {
  const shown = ["SU", "B2", "TN", "BA"].map((carrier) => ({
    carrier,
    country: "FR",
    departures: 7,
  }));
  expect([...homesOf(shown).values()]).toEqual(["RU", "BY", "PF", "FR"]);
  expect(knownHomeOf("BA")).toBeUndefined();
});
