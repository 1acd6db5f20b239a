import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { MEASURED_MIN, RoundTrips } from "./round-trips.ts";

const WINDOW_MS = 10_000;

/** One every half second. */
function measured(roundTripsMs: readonly number[], trips = new RoundTrips(), fromMs = 0) {
  roundTripsMs.forEach((ms, i) => {
    trips.record(ms, fromMs + i * 500);
  });
  return trips;
}

const times = (count: number, ms: number) => Array.from({ length: count }, () => ms);

describe("the shortest round trip", () => {
  test("PROBETIME-2 is not known before there are enough, nor when none has come for long", () => {
    const trips = measured(times(MEASURED_MIN - 1, 80));
    expect(trips.shortestMs(4_000)).toBeNull();
    trips.record(90, 4_000);
    expect(trips.shortestMs(4_000)).toBe(80);
    expect(trips.shortestMs(3 * WINDOW_MS)).toBeNull();
    trips.record(10, 3 * WINDOW_MS);
    expect(trips.shortestMs(3 * WINDOW_MS)).toBeNull();
  });

  test.each([
    1,
    2_500,
    9_999,
    WINDOW_MS,
    15_000,
  ])("PROBETIME-2 is not known after two windows without one, also where it is read every %d ms", (everyMs) => {
    const trips = measured(times(MEASURED_MIN, 80));
    const backAtMs = 4 * WINDOW_MS;
    for (let now = 4_000; now < backAtMs; now += everyMs) trips.shortestMs(now);
    const known = times(MEASURED_MIN, 300).map((ms, i) => {
      trips.record(ms, backAtMs + i * 500);
      return trips.shortestMs(backAtMs + i * 500);
    });
    expect(known).toEqual([...times(MEASURED_MIN - 1, 0).map(() => null), 300]);
  });

  test("PROBETIME-1 follows a shorter one at once, and a longer one after two windows", () => {
    const trips = measured(times(MEASURED_MIN, 150));
    trips.record(40, 4_100);
    expect(trips.shortestMs(4_100)).toBe(40);
    measured(times(100, 200), trips, 4_200);
    expect(trips.shortestMs(2 * WINDOW_MS + 4_200)).toBe(200);
  });

  test("PROBETIME-1, PROBETIME-2 is the least of the last one to two windows, in any order of times", () => {
    const step = fc.record({ afterMs: fc.nat(9_000), roundTripMs: fc.nat(500) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const trips = new RoundTrips();
        const all: { atMs: number; roundTripMs: number }[] = [];
        let now = 0;
        for (const { afterMs, roundTripMs } of steps) {
          now += afterMs;
          trips.record(roundTripMs, now);
          all.push({ atMs: now, roundTripMs });
          const least = (withinMs: number) =>
            Math.min(
              ...all.filter(({ atMs }) => now - atMs < withinMs).map((one) => one.roundTripMs),
            );
          const known = trips.shortestMs(now);
          expect(known === null).toBe(all.length < MEASURED_MIN);
          if (known === null) continue;
          // What is older than two windows never counts, what is younger than one always does.
          expect(known).toBeLessThanOrEqual(least(WINDOW_MS));
          expect(known).toBeGreaterThanOrEqual(least(2 * WINDOW_MS));
        }
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
