/**
 * CONVENIENCE-1 to CONVENIENCE-4 by instants and zones, against the form for offers' texts, on
 * flights of random small timetables, some of them in nights when clocks change.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { inconvenienceMinutes } from "../../../common/offers/inconvenience.ts";
import { kilometresBetween } from "../../../common/places/distance.ts";
import { Facts } from "../../../test/fixtures/stops/oracle-facts.ts";
import { oracleInconvenience } from "../../../test/fixtures/stops/oracle-inconvenience.ts";
import { DAYS, type FlightWorld, worlds } from "../../../test/fixtures/stops/worlds.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { departureOn } from "../timetable/departures.ts";
import type { Departure } from "../timetable/timetable.ts";
import { sliceOf } from "./option.ts";
import { sliceInconvenience } from "./slice-inconvenience.ts";

/** Up to four flights, each from where the one before it ends and after it has arrived. */
function chain({ timetable }: FlightWorld, day: number, picks: readonly number[]): Departure[] {
  const found: Departure[] = [];
  for (const pick of picks) {
    const before = found.at(-1);
    const next: Departure[] = [];
    for (let row = 0; row < timetable.rows; row++) {
      if (before !== undefined && timetable.origin[row] !== timetable.destination[before.row])
        continue;
      for (const date of [day, day + 1]) {
        const one = departureOn(timetable, row, date);
        if (one !== undefined && one.departureUtc >= (before?.arrivalUtc ?? 0)) next.push(one);
      }
    }
    if (next.length === 0) break;
    found.push(next[pick % next.length] as Departure);
  }
  return found;
}

test("CONVENIENCE-1 to CONVENIENCE-4: by instants and zones as by an offer's texts, and as night by night", () => {
  let inconvenient = 0;
  fc.assert(
    fc.property(
      worlds([4, 12], [20, 80]),
      fc.constantFrom(...DAYS),
      fc.array(fc.nat(9_999), { minLength: 1, maxLength: 4 }),
      (world, day, picks) => {
        const { timetable } = world;
        const departures = chain(world, day, picks);
        if (departures.length === 0) return;
        const slice = sliceOf(timetable, { departures, fares: [] });
        const minutes = sliceInconvenience(timetable, departures);
        expect(minutes).toBe(inconvenienceMinutes([slice], kilometresBetween));
        if (minutes > 0) inconvenient++;
        const facts = new Facts(timetable);
        const flights = departures.map((one) => ({
          ...one,
          from: timetable.origin[one.row] as number,
          to: timetable.destination[one.row] as number,
          carrier: timetable.carrier[one.row] as number,
        }));
        expect(minutes).toBe(oracleInconvenience(facts, flights));
      },
    ),
    { numRuns: propertyRuns(300), seed: 11 },
  );
  expect(inconvenient).toBeGreaterThan(0);
});
