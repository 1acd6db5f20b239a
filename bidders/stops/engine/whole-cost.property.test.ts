/** What an itinerary costs at least by its minutes alone, and how long it may take (RANK-4). */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { board } from "../../../test/fixtures/stops/boards.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { WholeCost } from "./whole-cost.ts";

const { timetable } = board(["LH1 LHR-JFK 0900 455"]).network;
const [LHR, JFK] = [timetable.airport("LHR"), timetable.airport("JFK")];
/** Twice a direct flight of some 425 minutes, and an hour (CONVENIENCE-4). */
const LONG_WAY = 911;

const cases = fc.tuple(
  fc.constantFrom(1, 59, 2_000, 600_000),
  fc.nat(5_000),
  fc.nat(3),
  fc.nat(4_000),
  fc.nat(500),
);

test("CONVENIENCE-4: no itinerary of so many minutes or more costs less, and one without waits at night costs just that", () => {
  let long = 0;
  fc.assert(
    fc.property(cases, ([valuePerHour, penaltyPerStop, stops, minutes, more]) => {
      const objective = { valuePerHour, penaltyPerStop, countsInconvenience: true };
      const costs = new WholeCost(timetable, LHR, JFK, objective);
      const longWay = Math.max(0, Math.round(2 * (minutes - costs.longWayFrom)));
      long += Number(longWay > 0);
      const least = costs.atLeast(100, minutes, stops);
      expect(least).toBe(costs.of(100, minutes, stops, longWay));
      expect(costs.atLeast(100, minutes + more, stops)).toBeGreaterThanOrEqual(least);
      expect(costs.minutesWithin(least - 100, stops)).toBeGreaterThanOrEqual(minutes);
    }),
    { numRuns: propertyRuns(10_000) },
  );
  expect(long).toBeGreaterThan(0);
});

test("the minutes that are left for a cost are near the most that may be: within those of four units", () => {
  fc.assert(
    fc.property(cases, ([valuePerHour, penaltyPerStop, stops, minutes]) => {
      const objective = { valuePerHour, penaltyPerStop, countsInconvenience: true };
      const costs = new WholeCost(timetable, LHR, JFK, objective);
      const within = costs.minutesWithin(costs.atLeast(0, minutes, stops), stops);
      expect(within).toBeLessThan(minutes + 2 + 240 / valuePerHour);
    }),
    { numRuns: propertyRuns(10_000) },
  );
});

test("where inconvenience does not count, a long way costs nothing more", () => {
  const departureUtc = Date.UTC(2026, 11, 15, 1) / 60_000;
  const flight = { row: 0, departureUtc, arrivalUtc: departureUtc + LONG_WAY + 500 };
  const costsOf = (countsInconvenience: boolean) =>
    new WholeCost(timetable, LHR, JFK, {
      valuePerHour: 6_000,
      penaltyPerStop: 0,
      countsInconvenience,
    });
  const [not, counting] = [costsOf(false), costsOf(true)];
  expect({
    inconvenience: not.inconvenience([flight]),
    longWay: not.longWay(LONG_WAY + 500),
  }).toEqual({ inconvenience: 0, longWay: 0 });
  expect(counting.longWay(LONG_WAY)).toBe(0);
  expect(counting.longWay(LONG_WAY + 500)).toBeGreaterThan(90_000);
  // It leaves at one in the morning, too (CONVENIENCE-2).
  expect(counting.of(0, 0, 0, counting.inconvenience([flight]))).toBe(
    6_000 + counting.longWay(LONG_WAY + 500),
  );
});
