import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { TokenBucket } from "./token-bucket.ts";

describe("a token bucket", () => {
  test("gives its burst at once, then its rate, and says when there is more (BUCKET-2)", () => {
    const bucket = new TokenBucket(2, 3, 0);
    const taken = [0, 0, 0, 0].map((nowMs) => bucket.take(1, nowMs));
    expect({ taken }).toEqual({ taken: [0, 0, 0, 500] });
    expect({ early: bucket.take(1, 499) > 0, later: bucket.take(1, 500) }).toEqual({
      early: true,
      later: 0,
    });
  });

  test("never gives more at once than its burst, and says so (BUCKET-2)", () => {
    const bucket = new TokenBucket(2, 3, 0);
    expect({ waitMs: bucket.take(4, 1e9) }).toEqual({ waitMs: Number.POSITIVE_INFINITY });
    expect({ left: bucket.take(3, 1e9) }).toEqual({ left: 0 });
  });

  test("a clock that goes back gives nothing", () => {
    const bucket = new TokenBucket(1, 1, 10_000);
    expect({ first: bucket.take(1, 10_000) }).toEqual({ first: 0 });
    expect({ before: bucket.take(1, 5_000) }).toEqual({ before: 1_000 });
    expect({ after: bucket.take(1, 5_500) }).toEqual({ after: 500 });
  });

  test("other limits keep what is in it, as far as there is room", () => {
    const bucket = new TokenBucket(1, 10, 0);
    bucket.limit(1, 2, 0);
    expect({ taken: bucket.take(2, 0), more: bucket.take(1, 0) }).toEqual({
      taken: 0,
      more: 1_000,
    });
    bucket.limit(10, 20, 0);
    expect({ waitMs: bucket.take(1, 0) }).toEqual({ waitMs: 100 });
  });

  test("in no span of time more than burst and rate is taken (BUCKET-1)", () => {
    const asked = fc.record({
      rate: fc.integer({ min: 1, max: 50 }),
      burst: fc.integer({ min: 1, max: 50 }),
      takes: fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 9 })), {
        maxLength: 60,
      }),
    });
    fc.assert(
      fc.property(asked, ({ rate, burst, takes }) => {
        const bucket = new TokenBucket(rate, burst, 0);
        let nowMs = 0;
        const given: { atMs: number; count: number }[] = [];
        for (const [afterMs, count] of takes) {
          nowMs += afterMs;
          if (bucket.take(count, nowMs) === 0) given.push({ atMs: nowMs, count });
        }
        for (let from = 0; from < given.length; from++) {
          let sum = 0;
          for (const { atMs, count } of given.slice(from)) {
            sum += count;
            const most = burst + (rate * (atMs - (given[from]?.atMs ?? 0))) / 1_000;
            expect({ sum, isWithin: sum <= most + 1e-6 }).toEqual({ sum, isWithin: true });
          }
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
