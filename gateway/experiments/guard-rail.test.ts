import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { GuardRail } from "./guard-rail.ts";

const LIMITS = { windowS: 100, auctionsMin: 20 };

describe("an arm is beyond its bounds (GUARDRAIL-1)", () => {
  const partialOnly = { ...LIMITS, partialShareMax: 0.2 };
  const p99Only = { ...LIMITS, p99MsMax: 500 };

  test.each<[string, typeof partialOnly | typeof p99Only, number, number, string | null]>([
    ["a fifth is partial: at the bound", partialOnly, 20, 4, null],
    ["more than a fifth", partialOnly, 20, 5, "partialShareMax"],
    ["too few to say", partialOnly, 19, 19, null],
    ["all is well", partialOnly, 1_000, 0, null],
    ["one slow of a hundred: the p99 is in bounds", p99Only, 100, 1, null],
    ["two slow of a hundred", p99Only, 100, 2, "p99MsMax"],
    ["few slow of many", p99Only, 400, 4, null],
  ])("%s", (_what, limits, auctions, bad, bound) => {
    const guard = new GuardRail(limits);
    const last = Array.from({ length: auctions }, (_, i) => {
      // The bad ones come last, so that no smaller number of auctions is beyond the bound.
      const isBad = i >= auctions - bad;
      return guard.observe(i, isBad && limits === partialOnly, isBad ? 501 : 500);
    }).at(-1);
    expect({ bound: last?.bound ?? null }).toEqual({ bound });
  });

  test("it says of how many auctions how many were beyond which bound", () => {
    const guard = new GuardRail(partialOnly);
    let breach = null;
    for (let i = 0; i < 20; i++) breach = guard.observe(0, i < 10, 1);
    expect(breach).toEqual({ bound: "partialShareMax", auctions: 20, beyond: 10, limit: 0.2 });
  });
});

test("what ended longer ago than the window counts no more, and for nine tenths it counts (GUARDRAIL-2)", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e9 }),
      fc.integer({ min: 0, max: 300_000 }),
      (at, later) => {
        const guard = new GuardRail({ ...LIMITS, auctionsMin: 20, partialShareMax: 0 });
        for (let i = 0; i < 19; i++) guard.observe(at, true, 1);
        const counts = guard.observe(at + later, true, 1) !== null;
        if (later >= 100_000) expect({ later, counts }).toEqual({ later, counts: false });
        if (later <= 90_000) expect({ later, counts }).toEqual({ later, counts: true });
      },
    ),
    { numRuns: propertyRuns(300) },
  );
});

test("the 99th percentile is beyond its bound exactly when the rail says so (GUARDRAIL-1)", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 20, maxLength: 400 }),
      (times) => {
        const guard = new GuardRail({ ...LIMITS, p99MsMax: 900 });
        const last = times.map((ms) => guard.observe(0, false, ms)).at(-1);
        const sorted = times.toSorted((a, b) => a - b);
        const p99 = sorted[Math.ceil(0.99 * sorted.length) - 1] as number;
        expect({ beyond: last !== null, p99 }).toEqual({ beyond: p99 > 900, p99 });
      },
    ),
    { numRuns: propertyRuns(300) },
  );
});
