import { describe, expect, test } from "@jest/globals";
import { wallClockMinutes } from "../../proto/itinerary.ts";
import { elapsed } from "./airport-clocks.ts";

describe("minutes between the clocks of two airports", () => {
  test.each<[string, [string, string, string, string], number[]]>([
    ["westward", ["LHR", "2026-12-15T08:30", "JFK", "2026-12-15T11:05"], [455]],
    [
      "over the date line, landing before it left",
      ["NRT", "2026-12-15T17:00", "HNL", "2026-12-15T05:10"],
      [430],
    ],
    [
      "into the hour that comes twice: either",
      ["DUB", "2027-10-30T23:30", "CDG", "2027-10-31T02:15"],
      [105, 165],
    ],
    ["out of it", ["CDG", "2027-10-31T02:15", "DUB", "2027-10-31T03:00"], [165, 105]],
    ["over it", ["LHR", "2027-10-30T23:30", "CDG", "2027-10-31T03:30"], [240]],
    [
      "into an hour that is skipped: it is that much later",
      ["DUB", "2027-03-28T00:30", "CDG", "2027-03-28T02:30"],
      [60],
    ],
    ["an unknown airport", ["LHR", "2026-12-15T08:30", "XXX", "2026-12-15T11:05"], []],
    ["no time", ["LHR", "2026-12-15T08:30", "JFK", "soon"], []],
  ])("%s", (_, [origin, departure, destination, arrival], minutes) => {
    expect(
      elapsed(origin, wallClockMinutes(departure), destination, wallClockMinutes(arrival)),
    ).toEqual(minutes);
  });
});
