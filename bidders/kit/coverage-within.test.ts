import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Coverage } from "../../proto/coverage.ts";
import { LIMITS } from "../../proto/limits.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { coverageWithin } from "./coverage-within.ts";
import { infoResponse } from "./service-protocol.ts";

/** A coverage with so many carriers, each of some 90 bytes. */
function coverageOf(count: number): Coverage {
  return {
    week: null,
    departuresPerWeek: 1_000_000,
    airports: 2_000,
    carriers: Array.from({ length: count }, (_, i) => ({
      carrier: `C${i % 10}`,
      departuresPerWeek: 10_000 - i,
      firstYear: 2026,
      lastYear: 2027,
      regions: { "021": 10_000 - i },
    })),
    carriersLeftOut: 0,
    regions: { "021": { departuresPerWeek: 1_000_000, carriers: count, airports: 2_000 } },
    missing: [{ carrier: "WN", name: "Southwest", departuresPerWeek: 0, worldPerWeek: 28_600 }],
    thin: [],
  };
}
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

test("SERVICE-1: of too many carriers the smallest are left out, and counted", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000 }),
      fc.integer({ min: 1_000, max: 60_000 }),
      (count, bytesMax) => {
        const whole = coverageOf(count);
        const kept = coverageWithin(whole, bytesMax);
        expect(bytesOf(kept)).toBeLessThanOrEqual(bytesMax);
        expect(kept.carriers).toEqual(whole.carriers.slice(0, kept.carriers.length));
        expect(kept.carriers.length + kept.carriersLeftOut).toBe(count);
        // No more than needed: with one more carrier it would be too large.
        const oneMore = whole.carriers.slice(0, kept.carriers.length + 1);
        if (kept.carriersLeftOut > 0)
          expect(bytesOf({ ...kept, carriers: oneMore })).toBeGreaterThan(bytesMax - 10);
        else expect(kept).toBe(whole);
      },
    ),
    { numRuns: propertyRuns(50) },
  );
});

test("SERVICE-1: with 64 markets and all the carriers of the world an answer has at most 64 KiB", () => {
  const markets = Array.from({ length: 64 }, (_, i) => `A${String.fromCharCode(65 + (i % 26))}A.*`);
  const identity = { kind: "nonstop", instance: "one", version: "1.0.0", markets, started: "" };
  const coverage = coverageWithin(coverageOf(1_000));
  expect(bytesOf({ ...infoResponse(identity), coverage })).toBeLessThan(
    LIMITS.serviceAnswerBytesMax,
  );
});
