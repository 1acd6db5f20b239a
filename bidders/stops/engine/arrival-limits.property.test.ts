/** BEATEN-1 and BEATEN-3 against a plain comparison with everything that was found. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { ArrivalLimits } from "./arrival-limits.ts";
import type { Leg } from "./legs.ts";

const firstFlights = (departures: readonly number[]) => ({
  legs: departures.toSorted((a, b) => a - b).map((departureUtc) => ({ departureUtc }) as Leg),
});

const small = fc.integer({ min: 0, max: 30 });
const tooLong = fc.record({ price: small, minutesMax: fc.integer({ min: 1, max: 40 }) });
const itineraries = fc.array(
  fc
    .record({ price: small, departureUtc: small, minutes: fc.integer({ min: 1, max: 30 }) })
    .map(({ minutes, ...rest }) => ({ ...rest, arrivalUtc: rest.departureUtc + minutes })),
  { maxLength: 12 },
);

describe("BEATEN-1, BEATEN-3: an itinerary that arrives after its limit is beaten, or too long", () => {
  test("and one that arrives by then is neither, whatever was found", () => {
    fc.assert(
      fc.property(
        itineraries,
        fc.array(tooLong, { maxLength: 3 }),
        fc.array(small, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: -1, max: 31 }),
        fc.constantFrom(20, Number.POSITIVE_INFINITY),
        (found, long, departures, price, minutesMax) => {
          const first = firstFlights(departures);
          const limits = new ArrivalLimits([...found, ...long], minutesMax).of(first, price);
          for (const [i, { departureUtc }] of first.legs.entries()) {
            for (let arrivalUtc = departureUtc; arrivalUtc < 70; arrivalUtc++) {
              const beaten = found.some(
                (one) =>
                  one.departureUtc >= departureUtc &&
                  one.arrivalUtc <= arrivalUtc &&
                  one.price <= price,
              );
              const minutes = arrivalUtc - departureUtc;
              const isTooLong =
                minutes > minutesMax ||
                long.some((one) => one.price <= price && minutes > one.minutesMax);
              expect(arrivalUtc > (limits[i] as number)).toBe(beaten || isTooLong);
            }
          }
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });

  test("BEATEN-2: outside a window nothing arrives in time", () => {
    const first = firstFlights([0, 10, 20]);
    const limits = (fromUtc: number, toUtc: number) => [
      ...new ArrivalLimits([], 100, { fromUtc, toUtc }).of(first, 0),
    ];
    expect(limits(10, 115)).toEqual([Number.NEGATIVE_INFINITY, 110, 115]);
    expect(limits(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toEqual([100, 110, 120]);
  });

  test("limits that were asked for are not changed by those of a higher price", () => {
    const first = firstFlights([0]);
    const limits = new ArrivalLimits([{ price: 10, departureUtc: 0, arrivalUtc: 60 }], 600);
    const below = limits.of(first, 9);
    expect({
      atTen: limits.of(first, 10)[0],
      belowTen: below[0],
      belowTenAgain: limits.of(first, 9)[0],
    }).toEqual({ atTen: 59, belowTen: 600, belowTenAgain: 600 });
  });
});
