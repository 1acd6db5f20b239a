import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { queryOf, sidesOf } from "../../../test/fixtures/stops/questions.ts";
import { asked, draftQuestions, worlds } from "../../../test/fixtures/stops/worlds.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { mayWait, type SliceLimits } from "../../flights/itineraries/slice-limits.ts";
import type { Zone } from "../../flights/timetable/zones.ts";
import { CatchableLegs } from "./catchable-legs.ts";
import { type Leg, Legs } from "./legs.ts";
import { type Network, networkOf } from "./network.ts";
import { Waits } from "./waits.ts";

const REACH = 12 * 60;
/** For all kinds of connections here: no airport of these worlds needs more. */
const MINIMUM = 120;

const limits: fc.Arbitrary<SliceLimits> = fc.record({
  layoverMinutesMax: fc.constantFrom(60, 120, 240, Number.POSITIVE_INFINITY),
  withoutNight: fc.boolean(),
  minutesMax: fc.constant(Number.POSITIVE_INFINITY),
});

/** By definition: all flights of the market that keep the limits after one of those before. */
function caughtOf(
  network: Network,
  legs: Legs,
  its: SliceLimits,
  before: readonly Leg[],
  market: number,
  day: number,
): Leg[] {
  const zone = network.timetable.zones[network.marketOrigin[market] as number] as Zone;
  return [day - 1, day, day + 1, day + 2, day + 3]
    .flatMap((one) => legs.on(market, one))
    .filter((leg) =>
      before.some(({ arrivalUtc }) => {
        const wait = leg.departureUtc - arrivalUtc;
        const [arrival, departure] = [zone.toLocal(arrivalUtc), zone.toLocal(leg.departureUtc)];
        return wait >= MINIMUM && wait <= REACH && mayWait(its, arrival, departure);
      }),
    );
}

test("property: every flight that may be caught is among those that are found, and leaves in one of the hours (CATCH-1)", () => {
  const counts = { caught: 0, none: 0 };
  fc.assert(
    fc.property(worlds([5, 12], [150, 400]), draftQuestions, limits, (world, draft, its) => {
      const question = asked(world, draft);
      if (question === undefined) return;
      const network = networkOf(sidesOf(world.timetable).network);
      const { route } = queryOf(network.timetable, question);
      const legs = new Legs(network, route.fares, route.day);
      const waits = new Waits(network.timetable.zones, its, REACH);
      const bounds = { minimumBetween: () => MINIMUM };
      const catchable = new CatchableLegs(network, legs, bounds, waits);
      const { marketsFrom, marketDestination, marketHours } = network;
      const out = (airport: number) =>
        Array.from(
          { length: (marketsFrom[airport + 1] as number) - (marketsFrom[airport] as number) },
          (_, i) => (marketsFrom[airport] as number) + i,
        );
      for (const first of out(route.origin)) {
        const before = legs.leavingOn(first, route.day);
        const flights = { market: first, legs: before };
        const taken = catchable.first(flights);
        const hours = catchable.hoursAfter(taken);
        for (const market of out(marketDestination[first] as number)) {
          const expected = caughtOf(network, legs, its, before, market, route.day);
          const found = catchable.along(flights, [first, market]).legs;
          expect(expected.filter((leg) => !found.includes(leg))).toEqual([]);
          const isFound = catchable.mayCatch(taken, market, found);
          expect(isFound || expected.length === 0).toBe(true);
          const leaves = (hours & (marketHours[market] as number)) !== 0;
          expect(leaves || expected.length === 0).toBe(true);
          counts.caught += expected.length;
          counts.none += Number(expected.length === 0 && before.length > 0);
        }
      }
    }),
    { numRuns: propertyRuns(60), seed: 20_261_129, endOnFailure: true },
  );
  const least = propertyRuns(60);
  expect({ caught: counts.caught > least, none: counts.none > least }).toEqual({
    caught: true,
    none: true,
  });
});
