/** The oracle tells the time by Temporal, the house by its own tables (`timetable/zones.ts`). On a sample of all zones they agree. */
import { describe, expect, test } from "@jest/globals";
import { dayNumberOf, dayOf, departureOn } from "../../flights/timetable/departures.ts";
import { loadTimetable } from "../../flights/timetable/load.ts";
import { zoneOf } from "../../flights/timetable/zones.ts";
import { Clock } from "./oracle-clocks.ts";
import { Facts } from "./oracle-facts.ts";
import { kmBetween } from "./worlds.fixture.ts";

/** Plain days, and those on which clocks change in Europe, America, Australia, Chile, Egypt, Lebanon, Greenland, Lord Howe. */
const DAYS =
  "2026-12-15 2027-03-13 2027-03-14 2027-03-27 2027-03-28 2027-04-03 2027-04-04 2027-04-29 2027-04-30 2027-09-04 2027-09-05 2027-10-02 2027-10-03 2027-10-28 2027-10-29 2027-10-30 2027-10-31".split(
    " ",
  );

describe("the oracle's facts", () => {
  test("wall clocks and dates, of every zone of the timetable", async () => {
    const { airports } = await loadTimetable(null);
    const different: string[] = [];
    for (const zone of new Set(airports.map((airport) => airport.zone))) {
      const [clock, its] = [new Clock(zone), zoneOf(zone)];
      for (const date of DAYS) {
        for (let minute = 0; minute < 1440; minute += 95) {
          const local = 1440 * dayNumberOf(date) + minute;
          if (clock.toUtc(local) !== its.toUtc(local)) different.push(`${zone} ${date} ${minute}`);
        }
        for (const utc of [1, 100, 400, 1300].map((minute) => 1440 * dayNumberOf(date) + minute)) {
          if (clock.toLocal(utc) !== its.toLocal(utc) || clock.dateAt(utc) !== dayOf(its.toLocal(utc))) different.push(`${zone} at ${utc}`);
        }
      }
    }
    expect(different).toEqual([]);
  }, 30_000);

  test("flights of a day and distances, of some airports", async () => {
    const timetable = await loadTimetable(null);
    const facts = new Facts(timetable);
    for (let airport = 0; airport < timetable.airports.length; airport += 97) {
      const day = dayNumberOf("2027-03-14") + (airport % 20);
      const [first, end] = timetable.departures(airport);
      const expected = Array.from({ length: end - first }, (_, i) => departureOn(timetable, first + i, day)).filter(
        (one) => one !== undefined,
      );
      const line = (one: { row: number; departureUtc: number; arrivalUtc: number }) => `${one.row} ${one.departureUtc} ${one.arrivalUtc}`;
      expect(facts.leavingOn(airport, day).map(line).sort()).toEqual(expected.map(line).sort());
      for (let other = 1; other < timetable.airports.length; other += 211) {
        const [from, to] = [timetable.airports[airport], timetable.airports[other]];
        if (from !== undefined && to !== undefined) expect(facts.km(airport, other)).toBeCloseTo(kmBetween(from, to), 6);
      }
    }
  }, 30_000);
});
