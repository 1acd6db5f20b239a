import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { round } from "../auction/outcome.ts";
import { inMs } from "../replay/replayed-request.ts";
import { recordedUs } from "./recorded-time.ts";

test.each([
  [12.349_999_6, 12_349],
  [12.35, 12_350],
  [12.350_000_4, 12_350],
  [0, 0],
  [-1, 0],
])("%d ms is recorded as %d µs (RECORDEDTIME-1)", (ms, us) => {
  expect(recordedUs(ms)).toBe(us);
});

/** Times as a monotonic clock has them, most of them beside a half of a tenth. */
const times = fc
  .tuple(fc.nat(200_000), fc.integer({ min: -2_000, max: 2_000 }), fc.nat(1_000_000_000))
  .map(([halfTenths, ns, startUs]) => {
    const started = startUs / 1_000;
    return started + Math.max(0, halfTenths / 20 + ns / 1e6) - started;
  });

test("RECORDEDTIME-1, RECORDEDTIME-2: a recorded time has the tenth of the time, and is beside it", () => {
  fc.assert(
    fc.property(times, times, (one, other) => {
      const us = recordedUs(one);
      expect(round(inMs(us))).toBe(round(Math.max(0, one)));
      expect(Math.abs(us - one * 1_000)).toBeLessThanOrEqual(2);
      const [earlier, later] = one < other ? [one, other] : [other, one];
      expect(round(inMs(recordedUs(earlier)))).toBeLessThanOrEqual(round(inMs(recordedUs(later))));
    }),
    { numRuns: propertyRuns(5_000) },
  );
});
