import { describe, expect, test } from "@jest/globals";
import type { AnsweredCall } from "./statistics.ts";
import { Statistics } from "./statistics.ts";

const answered = (changes: Partial<AnsweredCall> = {}): AnsweredCall => ({
  market: "*.*",
  status: "offers",
  reason: null,
  tookMs: 10,
  offersDropped: 0,
  ...changes,
});

describe("statistics", () => {
  test("count calls and errors by market", () => {
    const statistics = new Statistics(["LHR.*", "*.JFK"], () => 0);
    statistics.answered(answered({ market: "LHR.*", tookMs: 10 }), 0);
    statistics.answered(
      answered({
        market: "LHR.*",
        tookMs: 30,
        status: "failed",
        reason: "internal",
        offersDropped: 3,
      }),
      0,
    );
    statistics.answered(
      answered({ market: "*.JFK", tookMs: 1, status: "declined", reason: "cancelled" }),
      0,
    );
    statistics.unreadable("*.JFK", "no such message");
    statistics.count("runaways");
    expect(statistics.market("LHR.*")).toEqual({
      requests: 2,
      errors: 1,
      lastError: "internal",
      processingMs: 40,
    });
    expect(statistics.market("*.JFK")).toEqual({
      requests: 2,
      errors: 1,
      lastError: "no such message",
      processingMs: 1,
    });
    expect(statistics.counters()).toEqual({
      declined: 1,
      offersDropped: 3,
      unreadable: 1,
      runaways: 1,
      unsent: 0,
      hedgesTaken: 0,
      hedgesHeld: 0,
      troubles: 0,
    });
  });

  test("quantiles are of calls that were searched in the last two minutes, and of none where there were none", () => {
    let nowMs = 0;
    const statistics = new Statistics(["*.*"], () => nowMs);
    expect(statistics.quantiles()).toEqual({ p50Ms: null, p95Ms: null });
    for (let i = 1; i <= 100; i++) statistics.answered(answered({ tookMs: i }), nowMs);
    statistics.answered(answered({ tookMs: 1e9 }), nowMs);
    for (let i = 0; i < 100; i++)
      statistics.answered(answered({ status: "declined", tookMs: 0 }), nowMs);
    const { p50Ms, p95Ms } = statistics.quantiles();
    expect(p50Ms).toBeCloseTo(51, -0.5);
    expect(p95Ms).toBeCloseTo(96, -0.5);
    nowMs = 61_000;
    expect(statistics.quantiles().p50Ms).toBe(p50Ms);
    statistics.answered(answered({ tookMs: 500 }), nowMs);
    nowMs = 121_000;
    expect(Math.round(statistics.quantiles().p50Ms ?? 0)).toBeGreaterThan(490);
    nowMs = 1e9;
    expect(statistics.quantiles()).toEqual({ p50Ms: null, p95Ms: null });
  });
});
