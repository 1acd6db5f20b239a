import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import {
  type BidderClockReading,
  type ClockSkew,
  CorrectedClock,
  majorityOf,
  SKEW_MS_MAX,
} from "./corrected-clock.ts";

const HOUR_MS = 3_600_000;
const TRUE_MS = Date.parse("2026-11-23T12:00:00Z");

/** A clock that can be set. */
class SetClock extends DrivenClock {
  offMs = 0;

  override wall(): number {
    return super.wall() + this.offMs;
  }
}

function setUp() {
  const own = new SetClock(TRUE_MS);
  const reported: (ClockSkew | null)[] = [];
  const clock = new CorrectedClock(own, (skew) => void reported.push(skew));
  const trueWall = () => TRUE_MS + own.now();
  /** A probe interval of the roster: each bidder's clock, off by so much, is read now. */
  const interval = (...offs: number[]) => {
    own.moveTo(own.now() + 500);
    clock.compare(
      offs.map(
        (off, i): BidderClockReading => ({
          bidder: `b${i + 1}`,
          wallAtZeroMs: TRUE_MS + off,
          readAtMs: own.now(),
        }),
      ),
    );
  };
  const intervals = (count: number, ...offs: number[]) => {
    for (let i = 0; i < count; i++) interval(...offs);
  };
  /** The milliseconds by which this clock is ahead of the true time. */
  const offBy = () => clock.wall() - trueWall();
  return { own, clock, reported, interval, intervals, offBy };
}

describe("a step of the gateway's own clock", () => {
  test.each([
    HOUR_MS,
    -HOUR_MS,
  ])("by %i ms: expiries are judged by the bidders' time from the next interval on; it is reported once, and when it ends", (step) => {
    const { own, clock, reported, intervals, offBy } = setUp();
    intervals(4, 0, 20, -15);
    expect({ offBy: offBy(), skew: clock.skew, reported }).toEqual({
      offBy: 0,
      skew: null,
      reported: [],
    });
    own.offMs = step;
    // SKEW-2 At once: the earlier of both, by which less has expired.
    expect(offBy()).toBe(Math.min(step, 0));
    intervals(10, 0, 20, -15);
    expect(offBy()).toBe(0);
    expect(reported).toEqual([
      {
        aheadMs: step,
        corrected: true,
        detail: expect.stringContaining(step > 0 ? "3600 s ahead of" : "3600 s behind"),
      },
    ]);
    expect(clock.skew).toEqual(reported[0]);
    own.offMs = 0;
    intervals(2, 0, 20, -15);
    expect({
      offBy: offBy(),
      skew: clock.skew,
      reports: reported.length,
      lastReport: reported[1],
    }).toEqual({ offBy: 0, skew: null, reports: 2, lastReport: null });
  });

  test("it is wrong from the start", () => {
    const { own, intervals, offBy } = setUp();
    own.offMs = HOUR_MS;
    intervals(1, 0, 0);
    expect(offBy()).toBe(0);
  });

  test.each([
    HOUR_MS,
    -HOUR_MS,
  ])("SKEW-2 all machines are set together, by %i ms: no offer expires by it, and nothing is reported", (step) => {
    const { own, clock, reported, intervals, offBy } = setUp();
    intervals(4, 0, 0, 0);
    own.offMs = step;
    expect(offBy()).toBeLessThanOrEqual(step);
    intervals(4, step, step, step);
    expect({ offBy: offBy(), skew: clock.skew, reported }).toEqual({
      offBy: step,
      skew: null,
      reported: [],
    });
  });
});

describe("SKEW-1, A5 bidders' clocks that are wrong", () => {
  test.each<[why: string, offs: number[]]>([
    ["one of three", [0, 0, HOUR_MS]],
    ["one of two", [0, -HOUR_MS]],
    ["the only one", [HOUR_MS]],
    ["two of three that differ from each other", [0, HOUR_MS, -HOUR_MS]],
    ["two of four", [0, 0, HOUR_MS, HOUR_MS]],
    ["one with the last instant that there is", [0, 0, 8.64e15 - TRUE_MS]],
  ])("%s: this gateway's time stays", (_why, offs) => {
    const { intervals, offBy } = setUp();
    intervals(6, ...offs);
    expect(offBy()).toBe(0);
  });

  test.each<[why: string, offs: number[]]>([
    ["the only bidder's clock is another", [HOUR_MS]],
    ["two that agree with no other", [HOUR_MS, -HOUR_MS]],
  ])("SKEW-3 %s: no majority exists, and that is reported", (_why, offs) => {
    const { reported, intervals, offBy } = setUp();
    intervals(6, ...offs);
    expect({ offBy: offBy(), reports: reported.length, corrected: reported[0]?.corrected }).toEqual(
      { offBy: 0, reports: 1, corrected: false },
    );
  });

  test("fewer than half, off by any amount, change nothing", () => {
    const off = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 9 }),
        fc.array(off, { maxLength: 8 }),
        fc.boolean(),
        (right, wrong, early) => {
          fc.pre(wrong.length < right);
          const { own, intervals, offBy } = setUp();
          own.offMs = early ? -HOUR_MS : HOUR_MS;
          intervals(3, ...wrong, ...Array<number>(right).fill(0));
          expect(Math.abs(offBy())).toBeLessThanOrEqual(SKEW_MS_MAX);
        },
      ),
    );
  });
});

test("an answer that was delayed in a frozen broker for 10 s is not reported, and makes fewer offers expire, not more", () => {
  const { reported, interval, intervals, offBy } = setUp();
  intervals(4, 0, 0, 0);
  interval(-10_000, -10_000, -10_000);
  expect(offBy()).toBe(-10_000);
  intervals(1, 0, 0, 0);
  expect({ offBy: offBy(), reported }).toEqual({ offBy: 0, reported: [] });
});

test("without readings nothing changes, and the last comparison stays valid", () => {
  const { own, clock, intervals, offBy } = setUp();
  own.offMs = HOUR_MS;
  clock.compare([]);
  expect(offBy()).toBe(HOUR_MS);
  intervals(3, 0, 0);
  clock.compare([]);
  expect({ offBy: offBy(), corrected: clock.skew?.corrected }).toEqual({
    offBy: 0,
    corrected: true,
  });
});

test("the majority is more than half and two at least; its middle counts", () => {
  const of = (...clocks: number[]) =>
    majorityOf(clocks.map((wallAtZeroMs, i) => ({ bidder: `b${i}`, wallAtZeroMs, readAtMs: i })));
  expect([of(), of(1), of(1, 100_000), of(1, 2, 100_000, 100_001)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(of(0, 1_000, 2_000, 100_000)).toEqual({ wallAtZeroMs: 1_000, readAtMs: 0 });
  expect(of(100_000, 5, 0)).toEqual({ wallAtZeroMs: 5, readAtMs: 1 });
});

test("all else is the clock's own", () => {
  const { own, clock } = setUp();
  const called: number[] = [];
  clock.at(300, () => called.push(clock.now()));
  const takeBack = clock.at(400, () => called.push(400));
  takeBack();
  own.moveTo(1_000);
  expect({ called, now: clock.now() }).toEqual({ called: [300], now: 1_000 });
});
