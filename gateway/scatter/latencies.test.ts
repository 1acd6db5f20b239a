import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { Latencies } from "./latencies.ts";

const SECOND = 1_000;

function record(latencies: Latencies, count: number, latencyMs: number): void {
  for (let i = 0; i < count; i++) latencies.record(latencyMs);
}

/**
 * The smallest value that at least this share of all values does not exceed: the plain definition.
 */
function exactMs(values: readonly number[], rank: number): number {
  return [...values].sort((a, b) => a - b)[
    Math.max(1, Math.ceil((rank / 100) * values.length)) - 1
  ] as number;
}

/** Two significant digits of whole microseconds, rounded to hundredths of a millisecond. */
function expectNear(actual: number | null, exact: number): void {
  expect(Math.abs((actual ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact * 0.01 + 0.006);
}

const milliseconds = fc.oneof(
  fc.double({ min: 0, max: 50, noNaN: true }),
  fc.double({ min: 0, max: 60_000, noNaN: true }),
);

describe("latencies", () => {
  test("without answers there are no percentiles", () => {
    const latencies = new Latencies(new DrivenClock());
    expect({ answers: latencies.answers, p50Ms: latencies.p50Ms, p95Ms: latencies.p95Ms }).toEqual({
      answers: 0,
      p50Ms: null,
      p95Ms: null,
    });
  });

  test("percentiles are near the exact ones", () => {
    fc.assert(
      fc.property(fc.array(milliseconds, { minLength: 1, maxLength: 300 }), (values) => {
        const latencies = new Latencies(new DrivenClock());
        for (const value of values) latencies.record(value);
        expect(latencies.answers).toBe(values.length);
        expectNear(latencies.p50Ms, exactMs(values, 50));
        expectNear(latencies.p95Ms, exactMs(values, 95));
      }),
      { numRuns: propertyRuns(10_000) },
    );
  });

  test("read after every answer, they cover all answers but the newest 32nd", () => {
    fc.assert(
      fc.property(fc.array(milliseconds, { minLength: 1, maxLength: 120 }), (values) => {
        const latencies = new Latencies(new DrivenClock());
        let readAtMs = 0;
        for (const [index, value] of values.entries()) {
          latencies.record(value);
          const count = index + 1;
          if (readAtMs === 0 || count - readAtMs > count / 32) readAtMs = count;
          expectNear(latencies.p95Ms, exactMs(values.slice(0, readAtMs), 95));
        }
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  test("an old latency is dropped after two windows", () => {
    const clock = new DrivenClock();
    const latencies = new Latencies(clock);
    record(latencies, 100, 500);
    clock.moveTo(30 * SECOND);
    record(latencies, 100, 5);
    expect({ answers: latencies.answers, p95Ms: latencies.p95Ms }).toEqual({
      answers: 200,
      p95Ms: expect.closeTo(500, -1),
    });
    clock.moveTo(60 * SECOND);
    expect({ answers: latencies.answers, p95Ms: latencies.p95Ms }).toEqual({
      answers: 100,
      p95Ms: expect.closeTo(5, 0),
    });
  });

  test("a window is not replaced by one with too few answers", () => {
    const clock = new DrivenClock();
    const latencies = new Latencies(clock);
    record(latencies, 60, 5);
    clock.moveTo(31 * SECOND);
    record(latencies, 49, 5);
    clock.moveTo(90 * SECOND);
    expect(latencies.answers).toBe(109);
    record(latencies, 1, 5);
    expect(latencies.answers).toBe(50);
  });

  test.each([
    ["before five minutes the window is kept", 299, 10],
    ["at five minutes the next one is read", 300, 10],
    ["after ten minutes no answer is left", 600, 0],
  ])("the history of a bidder without answers is dropped: %s", (_, atS, answers) => {
    const clock = new DrivenClock();
    const latencies = new Latencies(clock);
    record(latencies, 10, 5);
    clock.moveTo(atS * SECOND);
    expect({ answers: latencies.answers, isUnknown: latencies.p50Ms === null }).toEqual({
      answers,
      isUnknown: answers === 0,
    });
  });

  test("A6: a million answers in one millisecond are counted in windows, and none overflows", () => {
    const latencies = new Latencies(new DrivenClock());
    for (let i = 0; i < 1_000_000; i++) {
      latencies.record(7);
      if (i % 1_000 === 0) expect(latencies.answers).toBeLessThanOrEqual(60_000);
    }
    expect({ p50Ms: latencies.p50Ms, p95Ms: latencies.p95Ms }).toEqual({
      p50Ms: expect.closeTo(7, 1),
      p95Ms: expect.closeTo(7, 1),
    });
  });

  test.each([
    ["negative", -5, 0],
    ["not a number", Number.NaN, 0],
    ["nothing", 0, 0],
    ["endless", Number.POSITIVE_INFINITY, 60_000],
    ["an hour", 3_600_000, 60_000],
  ])("A5: a latency that is %s is recorded as the nearest valid one", (_, latencyMs, takenMs) => {
    const latencies = new Latencies(new DrivenClock());
    latencies.record(latencyMs);
    expect(latencies.answers).toBe(1);
    expectNear(latencies.p50Ms, takenMs);
  });
});
