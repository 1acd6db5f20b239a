import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { randomFrom } from "../../common/runtime/seeded-random.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { GuardRail } from "./guard-rail.ts";

const LIMITS = { windowS: 100, auctionsMin: 20 };

describe("an arm is beyond its bounds (GUARDRAIL-1)", () => {
  const partialOnly = { ...LIMITS, partialShareMax: 0.2 };
  const p99Only = { ...LIMITS, p99MsMax: 500 };

  test.each<[string, typeof partialOnly | typeof p99Only, number, number, string | null]>([
    ["a fifth is partial: at the bound", partialOnly, 20, 4, null],
    ["more than a fifth, as by chance", partialOnly, 20, 9, null],
    ["more than a fifth, and not by chance", partialOnly, 20, 10, "partialShareMax"],
    ["a little more of many", partialOnly, 1_000, 237, null],
    ["a little more still", partialOnly, 1_000, 238, "partialShareMax"],
    ["too few to say", partialOnly, 19, 19, null],
    ["all is well", partialOnly, 1_000, 0, null],
    ["one slow of a hundred: the p99 is in bounds", p99Only, 100, 1, null],
    ["some slow of a hundred, as by chance", p99Only, 100, 3, null],
    ["four slow of a hundred", p99Only, 100, 4, "p99MsMax"],
    ["few slow of many", p99Only, 10_000, 129, null],
    ["more of many", p99Only, 10_000, 130, "p99MsMax"],
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

test("an arm at its bound is hardly ever stopped by chance, and one far beyond it soon (GUARDRAIL-1)", () => {
  const stoppedOf = (share: number, isSlow: boolean) => {
    const random = randomFrom(Math.floor(share * 2 ** 32));
    const arms = Array.from({ length: 200 }, () => {
      const guard = new GuardRail({ ...LIMITS, auctionsMin: 200, ...(isSlow ? SLOW : PARTIAL) });
      let stopped = false;
      for (let i = 0; i < 600 && !stopped; i++) {
        const isBad = random() < share;
        stopped = guard.observe(0, isBad && !isSlow, isBad && isSlow ? 901 : 1) !== null;
      }
      return stopped;
    });
    return arms.filter((stopped) => stopped).length;
  };
  expect(stoppedOf(0.01, true)).toBeLessThan(20);
  expect(stoppedOf(0.2, false)).toBeLessThan(20);
  expect({ slow: stoppedOf(0.1, true), partial: stoppedOf(0.5, false) }).toEqual({
    ...{ slow: 200, partial: 200 },
  });
});

const SLOW = { p99MsMax: 900 };
const PARTIAL = { partialShareMax: 0.2 };
