import { describe, expect, test } from "@jest/globals";
import { buildTimetable } from "../timetable/build.ts";
import { AIRPORTS, flight } from "./context.fixture.ts";
import { airportSizesOf, daysAWeek, minimumConnectionMinutes, sizeOf } from "./minimum-connection.ts";

describe("minimum connecting times", () => {
  test.each([
    [0, 0],
    [279, 0],
    [280, 1],
    [1399, 1],
    [1400, 2],
  ])("%d departures a week make size %d", (departures, size) => {
    expect(sizeOf(departures)).toBe(size);
  });

  test.each<[string, boolean, boolean, [number, number, number]]>([
    ["domestic to domestic", false, false, [30, 40, 50]],
    ["domestic to international", false, true, [45, 60, 75]],
    ["international to domestic", true, false, [60, 75, 90]],
    ["international to international", true, true, [45, 60, 70]],
  ])("%s", (_, arrives, leaves, minutes) => {
    expect(([0, 1, 2] as const).map((size) => minimumConnectionMinutes(size, arrives, leaves))).toEqual(minutes);
  });

  test("an airport's size is by its own departures: forty daily ones make LHR medium, and JFK, where they arrive, stays small", () => {
    const flights = Array.from({ length: 40 }, (_, i) => flight(`BA${i + 1} LHR-JFK 0830 455`));
    const timetable = buildTimetable(AIRPORTS, flights);
    const sizes = airportSizesOf(timetable);
    expect([sizes[timetable.airport("LHR")], sizes[timetable.airport("JFK")]]).toEqual([1, 0]);
    const fewer = buildTimetable(AIRPORTS, [...flights.slice(1), flight("BA1 LHR-JFK 0830 455 63")]);
    expect(airportSizesOf(fewer)[fewer.airport("LHR")]).toBe(0);
  });

  test.each([
    [0, 0],
    [127, 7],
    [2, 1],
    [65, 2],
  ])("the bits %d are %d days a week", (bits, days) => expect(daysAWeek(bits)).toBe(days));
});
