import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { mayWait, type SliceLimits } from "../../flights/itineraries/slice-limits.ts";
import { dayNumberOf } from "../../flights/timetable/departures.ts";
import { zoneOf } from "../../flights/timetable/zones.ts";
import { Waits, waitsOf } from "./waits.ts";

const ZONES = [
  "Europe/London",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Apia",
].map(zoneOf);
/** A plain day, and those before the days on which clocks change. */
const DAYS = [
  "2026-12-15",
  "2027-03-13",
  "2027-03-27",
  "2027-04-03",
  "2027-10-02",
  "2027-10-30",
  "2027-11-06",
];
/** Anywhere in the two days that begin so, and before clocks change in the second of them. */
const arrivalMinutes = fc.oneof(fc.nat(2 * 1440), fc.integer({ min: 1200, max: 1600 }));
const REACH = 12 * 60;

const limitsOf = (layoverMinutesMax: number, withoutNight: boolean): SliceLimits => ({
  layoverMinutesMax,
  withoutNight,
  minutesMax: Number.POSITIVE_INFINITY,
});

test("property: what leaves after `latest` breaks a limit, and what leaves by then keeps them, but for a change of clocks (WAITS-1)", () => {
  const seen = { kept: 0, broken: 0, changes: 0 };
  fc.assert(
    fc.property(
      fc.nat(ZONES.length - 1),
      fc.constantFrom(...DAYS),
      arrivalMinutes,
      fc.constantFrom(30, 60, 240, 720, Number.POSITIVE_INFINITY),
      fc.boolean(),
      fc.integer({ min: 0, max: REACH + 200 }),
      (airport, date, minute, layover, withoutNight, wait) => {
        const zone = ZONES[airport] as (typeof ZONES)[number];
        const limits = limitsOf(layover, withoutNight);
        const waits = new Waits(ZONES, limits, REACH);
        const arrivalUtc = zone.toUtc(dayNumberOf(date) * 1440) + minute;
        const latest = waits.latest(airport, arrivalUtc);
        const changes = zone.changesWithin(arrivalUtc, arrivalUtc + REACH + 200).length > 0;
        for (const departureUtc of [arrivalUtc + wait, latest, latest + 1, latest + 20]) {
          const [arrival, departure] = [zone.toLocal(arrivalUtc), zone.toLocal(departureUtc)];
          const isWithin = mayWait(limits, arrival, departure);
          const keeps = departureUtc - arrivalUtc <= REACH && isWithin;
          const isInTime = departureUtc <= latest;
          if (!changes || latest !== arrivalUtc + waits.minutesMax) expect(isInTime).toBe(keeps);
          if (keeps) expect(isInTime).toBe(true);
          expect(waits.isWithin(airport, arrivalUtc, departureUtc)).toBe(isWithin);
          seen[keeps ? "kept" : "broken"]++;
        }
        seen.changes += Number(changes);
      },
    ),
    { numRuns: propertyRuns(5_000), seed: 20_261_129 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(propertyRuns(5_000) / 50);
});

test("without a limit of waits there is nothing to ask", () => {
  expect(waitsOf(ZONES, undefined, REACH)).toBeUndefined();
  expect(waitsOf(ZONES, limitsOf(Number.POSITIVE_INFINITY, false), REACH)).toBeUndefined();
  expect(waitsOf(ZONES, limitsOf(60, false), REACH)?.minutesMax).toBe(180);
});
