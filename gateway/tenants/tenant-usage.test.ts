import { describe, expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { TenantUsage } from "./tenant-usage.ts";
import type { TenantLimits } from "./tenants-schema.ts";

function usageOf(limits: TenantLimits) {
  let nowMs = 0;
  const usage = new TenantUsage("acme", limits, () => nowMs);
  const tried = (work: () => void) => {
    try {
      work();
      return "done";
    } catch (thrown) {
      const { code, retryAfterMs } = AuctionError.from(thrown);
      return { code, retryAfterMs };
    }
  };
  return {
    ...{ usage, tried },
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe("what is beyond a limit is refused, and counts for nothing (USAGE-1)", () => {
  test("requests a second, with a burst", () => {
    const { usage, tried, pass } = usageOf({ requestsPerSecond: 4, burst: 2 });
    const request = () => tried(() => usage.request());
    expect([request(), request(), request(), request()]).toEqual([
      "done",
      "done",
      { code: "rate-limited", retryAfterMs: 250 },
      { code: "rate-limited", retryAfterMs: 250 },
    ]);
    pass(250);
    expect([request(), request()]).toEqual(["done", { code: "rate-limited", retryAfterMs: 250 }]);
  });

  test("a burst that is not stated is a second's requests", () => {
    const { usage, tried } = usageOf({ requestsPerSecond: 1 });
    const request = () => tried(() => usage.request());
    expect([request(), request()]).toEqual(["done", { code: "rate-limited", retryAfterMs: 1_000 }]);
  });

  test("cost a minute; what can never be paid is forbidden", () => {
    const { usage, tried, pass } = usageOf({ costPerMinute: 60 });
    const spend = (units: number) => tried(() => usage.spend(units));
    expect([spend(61), spend(50), spend(20)]).toEqual([
      { code: "forbidden", retryAfterMs: undefined },
      "done",
      { code: "rate-limited", retryAfterMs: 10_000 },
    ]);
    pass(10_000);
    expect([spend(20)]).toEqual(["done"]);
  });

  test("without limits nothing is refused", async () => {
    const { usage, tried } = usageOf({});
    expect([tried(() => usage.request()), tried(() => usage.spend(1e6))]).toEqual(["done", "done"]);
    await expect(usage.during(async () => 1)).resolves.toBe(1);
  });
});

describe("a search has its place until it ends (USAGE-2)", () => {
  test.each(["a result", "an error"])("with %s", async (how) => {
    const { usage, tried } = usageOf({ searchesAtOnce: 1 });
    const ends = Promise.withResolvers<number>();
    const running = usage.during(() => ends.promise);
    expect({ searches: usage.searches, next: tried(() => usage.checkRoom()) }).toEqual({
      searches: 1,
      next: { code: "rate-limited", retryAfterMs: 1_000 },
    });
    let ran = false;
    const second = usage.during(async () => {
      ran = true;
    });
    await expect(second).rejects.toMatchObject({ code: "rate-limited" });
    expect({ ran }).toEqual({ ran: false });
    if (how === "a result") ends.resolve(1);
    else ends.reject(new Error("no"));
    await running.catch(() => {});
    expect({ searches: usage.searches }).toEqual({ searches: 0 });
  });

  test("also where it throws at once", async () => {
    const { usage } = usageOf({ searchesAtOnce: 1 });
    const thrown = usage.during(() => {
      throw new Error("no");
    });
    await expect(thrown).rejects.toThrow("no");
    expect({ searches: usage.searches }).toEqual({ searches: 0 });
  });
});
