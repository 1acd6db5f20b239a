/** WINDOW-1 against every choice of ways. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { type SliceTimes, sliceWindows } from "./slice-windows.ts";

const ways = fc.array(
  fc.record({ departureUtc: fc.nat(60), minutes: fc.integer({ min: 1, max: 15 }) }).map(
    ({ departureUtc, minutes }): SliceTimes => ({
      departureUtc,
      arrivalUtc: departureUtc + minutes,
    }),
  ),
  { minLength: 1, maxLength: 5 },
);

/** Every trip: one way for each slice, each after the one before it and the stay. */
function trips(
  slices: readonly (readonly SliceTimes[])[],
  stays: readonly number[],
): SliceTimes[][] {
  return slices.reduce<SliceTimes[][]>(
    (begun, next, i) =>
      begun.flatMap((trip) =>
        next
          .filter(
            ({ departureUtc }) =>
              i === 0 ||
              departureUtc >= (trip.at(-1) as SliceTimes).arrivalUtc + (stays[i - 1] as number),
          )
          .map((way) => [...trip, way]),
      ),
    [[]],
  );
}

test("WINDOW-1: in every trip each slice is within its window, and without a window there is none", () => {
  let [some, none, without] = [0, 0, 0];
  fc.assert(
    fc.property(
      fc.array(ways, { minLength: 2, maxLength: 5 }),
      fc.array(fc.nat(8), { minLength: 4, maxLength: 4 }),
      (slices, stays) => {
        const all = trips(slices, stays);
        const windows = sliceWindows(slices, stays);
        expect(windows === undefined).toBe(all.length === 0);
        for (const trip of all)
          for (const [i, { departureUtc, arrivalUtc }] of trip.entries()) {
            expect(departureUtc).toBeGreaterThanOrEqual(windows?.[i]?.fromUtc as number);
            expect(arrivalUtc).toBeLessThanOrEqual(windows?.[i]?.toUtc as number);
          }
        for (const [i, window] of windows?.entries() ?? []) {
          // As narrow as the slices before it and after it allow.
          const before = trips(slices.slice(0, i), stays).map(
            (trip) => trip.at(-1)?.arrivalUtc ?? 0,
          );
          if (i > 0) expect(window.fromUtc).toBe(Math.min(...before) + (stays[i - 1] as number));
        }
        if (windows === undefined) none++;
        else some++;
        without += slices.flatMap((its, i) =>
          its.filter(
            ({ departureUtc, arrivalUtc }) =>
              departureUtc < (windows?.[i]?.fromUtc ?? 0) ||
              arrivalUtc > (windows?.[i]?.toUtc ?? 99),
          ),
        ).length;
      },
    ),
    { numRuns: propertyRuns(10_000) },
  );
  expect(Math.min(some, none, without)).toBeGreaterThan(propertyRuns(10_000) / 20);
});
