import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isWithin } from "../../../common/offers/search-limits.ts";
import { minuteOfDay } from "../../../proto/local-time.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { dayNumberOf } from "../../flights/timetable/departures.ts";
import { zoneOf } from "../../flights/timetable/zones.ts";
import { ArrivalClock } from "./arrival-clock.ts";

const ZONES = ["Europe/London", "America/New_York", "Asia/Kathmandu"].map(zoneOf);
const DAYS = ["2026-12-15", "2027-03-13", "2027-03-27", "2027-10-30", "2027-11-06"];

test("property: nothing within the window arrives before `earliest`, which is within it unless clocks change (CLOCK-1)", () => {
  let moved = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.constantFrom(...DAYS),
      fc.nat(2 * 1440),
      fc.nat(1439),
      fc.nat(1439),
      (zone, date, minute, fromMinute, toMinute) => {
        const window = { fromMinute, toMinute };
        const from = zone.toUtc(dayNumberOf(date) * 1440) + minute;
        const earliest = new ArrivalClock(zone, window).earliest(from);
        const isIn = (utc: number) => isWithin(minuteOfDay(zone.toLocal(utc)), window);
        expect(earliest).toBeGreaterThanOrEqual(from);
        for (let utc = from; utc < earliest; utc++) expect(isIn(utc)).toBe(false);
        if (zone.changesWithin(from, from + 1440).length === 0) expect(isIn(earliest)).toBe(true);
        moved += Number(earliest > from);
      },
    ),
    { numRuns: propertyRuns(500), seed: 20_261_129 },
  );
  expect(moved).toBeGreaterThan(propertyRuns(500) / 10);
});

test("what never arrives never does", () => {
  const clock = new ArrivalClock(zoneOf("Europe/London"), { fromMinute: 0, toMinute: 60 });
  expect(clock.earliest(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
});
