import { describe, expect, test } from "@jest/globals";
import { AIRPORTS, flight } from "../../../test/fixtures/flights/context.ts";
import { buildTimetable } from "../timetable/build.ts";
import { daysAWeek } from "../timetable/departures.ts";
import {
  airportSizesOf,
  connectionKind,
  minimumConnectionMinutes,
  minimumConnectionsOf,
  sizeOf,
} from "./minimum-connection.ts";

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

  test.each<[string, number, number, [number, number, number]]>([
    ["domestic to domestic", 0, 0, [30, 40, 50]],
    ["domestic to international", 0, 1, [45, 60, 75]],
    ["international to domestic", 1, 0, [60, 75, 90]],
    ["international to international", 1, 1, [45, 60, 70]],
  ])("%s", (_, arrives, leaves, minutes) => {
    const kind = connectionKind(arrives, leaves);
    expect(([0, 1, 2] as const).map((size) => minimumConnectionMinutes("EDI", size, kind))).toEqual(
      minutes,
    );
  });

  test("airports that are known for it have their own, whatever their size", () => {
    expect(
      ([0, 1, 2] as const).map((size) =>
        minimumConnectionMinutes("VIE", size, connectionKind(1, 1)),
      ),
    ).toEqual([30, 30, 30]);
    const timetable = buildTimetable(AIRPORTS, [flight("BA1 LHR-JFK 0830 455")]);
    const at = (code: string) => [
      ...minimumConnectionsOf(timetable).subarray(
        4 * timetable.airport(code),
        4 * timetable.airport(code) + 4,
      ),
    ];
    expect(at("JFK")).toEqual([60, 90, 120, 120]);
    expect(at("LHR")).toEqual([30, 45, 60, 45]);
  });

  test("an airport's size is by its own departures: forty daily ones make LHR medium, and JFK, where they arrive, stays small", () => {
    const flights = Array.from({ length: 40 }, (_, i) => flight(`BA${i + 1} LHR-JFK 0830 455`));
    const timetable = buildTimetable(AIRPORTS, flights);
    const sizes = airportSizesOf(timetable);
    expect({ LHR: sizes[timetable.airport("LHR")], JFK: sizes[timetable.airport("JFK")] }).toEqual({
      LHR: 1,
      JFK: 0,
    });
    const fewer = buildTimetable(AIRPORTS, [
      ...flights.slice(1),
      flight("BA1 LHR-JFK 0830 455 63"),
    ]);
    expect(airportSizesOf(fewer)[fewer.airport("LHR")]).toBe(0);
  });

  test.each([
    [0, 0],
    [127, 7],
    [2, 1],
    [65, 2],
  ])("the bits %d are %d days a week", (bits, days) => expect(daysAWeek(bits)).toBe(days));
});
