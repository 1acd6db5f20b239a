import { describe, expect, test } from "@jest/globals";
import { AIRPORTS, flight, searchOf } from "../../test/fixtures/flights/context.ts";
import { buildTimetable } from "../flights/timetable/build.ts";
import { laneOf } from "../kit/search-scheduler.ts";
import { estimateNonstop } from "./estimate.ts";

const hourly = (market: string) =>
  Array.from(
    { length: 18 },
    (_, hour) => `BA${hour + 1} ${market} ${String(hour + 5).padStart(2, "0")}00 455`,
  );
const timetable = buildTimetable(
  AIRPORTS,
  [
    ...hourly("LHR-JFK"),
    ...hourly("JFK-LHR"),
    "BA900 LHR-EDI 0900 80",
    "BA901 EDI-LHR 1800 85",
  ].map(flight),
);
const slices = (...markets: string[]) =>
  searchOf(markets.map((market, i) => `${market} 2026-12-${15 + i}`));

describe("what a search for non-stop flights is expected to cost", () => {
  test.each<[string, string[], number]>([
    ["one slice", ["LHR-JFK"], 0],
    ["there and back", ["LHR-JFK", "JFK-LHR"], 1],
    [
      "six slices of a large market",
      ["LHR-JFK", "JFK-LHR", "LHR-JFK", "JFK-LHR", "LHR-JFK", "JFK-LHR"],
      1,
    ],
    ["a market without flights", ["EDI-JFK"], 0],
    [
      "six slices, one of them without flights",
      ["LHR-JFK", "JFK-LHR", "LHR-JFK", "JFK-LHR", "LHR-JFK", "EDI-JFK"],
      0,
    ],
    ["an unknown place", ["LHR-QQQ"], 0],
  ])("%s", (_name, markets, lane) => {
    const { costMs, leastMs } = estimateNonstop(slices(...markets), timetable);
    expect({ lane: laneOf(costMs), leastMs }).toEqual({ lane, leastMs: 0 });
  });

  test("a calendar of returns costs a join for each of its cells", () => {
    const [out, back] = slices("LHR-JFK", "JFK-LHR").slices as [
      ReturnType<typeof slices>["slices"][number],
      ReturnType<typeof slices>["slices"][number],
    ];
    const of = (max: number) => {
      const departureDates = { from: "2026-12-15", to: "2026-12-24" };
      const its = [
        { ...out, departureDates },
        { ...back, departureDates },
      ];
      const limits = { stayNights: { min: 1, max } };
      return estimateNonstop({ slices: its, limits, calendar: true }, timetable).costMs;
    };
    expect(of(5) - of(2)).toBe(30);
  });

  test("more slices never cost less", () => {
    const costs = [1, 2, 3, 4, 5, 6].map(
      (count) =>
        estimateNonstop(
          slices(...Array.from({ length: count }, (_, i) => (i % 2 === 0 ? "LHR-JFK" : "JFK-LHR"))),
          timetable,
        ).costMs,
    );
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
  });
});
