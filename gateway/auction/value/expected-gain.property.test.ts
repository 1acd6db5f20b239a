import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { newRecord, observe, prospectsOf } from "./bidder-record.ts";
import { type BidderOut, judge, lookAhead, type Situation } from "./expected-gain.ts";
import { halfStartMs } from "./time-bins.ts";

/** A bidder that was seen with these latencies and savings. */
const bidders: fc.Arbitrary<BidderOut> = fc
  .record({
    seen: fc.array(
      fc.record({
        untilMs: fc.double({ min: 1, max: 3_000, noNaN: true }),
        finished: fc.boolean(),
        share: fc.double({ min: 0, max: 0.5, noNaN: true }),
      }),
      { minLength: 1, maxLength: 60 },
    ),
    shareMax: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ seen, shareMax }) => {
    const record = newRecord();
    for (const { untilMs, finished, share } of seen)
      observe(record, {
        untilMs,
        finished,
        gains: finished && share > 0.2 ? [{ atMs: untilMs, share: share - 0.2 }] : [],
      });
    return { prospects: prospectsOf(record), shareMax };
  });

const situations: fc.Arbitrary<Situation> = fc
  .record({
    out: fc.array(bidders, { minLength: 1, maxLength: 5 }),
    bestCost: fc.integer({ min: 1, max: 1_000_000 }),
    nowMs: fc.double({ min: 0, max: 1_500, noNaN: true }),
    leftMs: fc.double({ min: 0.1, max: 2_000, noNaN: true }),
    pricePerMs: fc.double({ min: 0.000_01, max: 100, noNaN: true }),
  })
  .map(({ leftMs, ...one }) => ({ ...one, untilMs: one.nowMs + leftMs }));

describe("when waiting is no longer worth it", () => {
  test("VALUE-1: the gain that is named is not above the price of the wait", () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const judged = judge(situation);
        if (judged === null) return;
        const { step, atMs } = judged;
        expect(step.gain).toBeLessThanOrEqual(situation.pricePerMs * step.waitMs);
        expect({ from: atMs >= situation.nowMs, until: atMs < situation.untilMs }).toEqual({
          from: true,
          until: true,
        });
        expect({ low: step.low <= step.gain, high: step.gain <= step.high }).toEqual({
          low: true,
          high: true,
        });
      }),
    );
  });

  test("VALUE-1: before that, some wait is expected to bring more than it costs", () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const judged = judge(situation);
        if (judged?.atMs === situation.nowMs) return;
        const step = lookAhead(situation);
        expect(step.gain).toBeGreaterThan(situation.pricePerMs * step.waitMs);
      }),
    );
  });

  test("VALUE-2: the higher the price of a second, the earlier", () => {
    fc.assert(
      fc.property(situations, fc.double({ min: 1, max: 100, noNaN: true }), (situation, more) => {
        const at = (pricePerMs: number) =>
          judge({ ...situation, pricePerMs })?.atMs ?? situation.untilMs;
        expect(at(situation.pricePerMs * more)).toBeLessThanOrEqual(at(situation.pricePerMs));
      }),
    );
  });

  test("a bidder that can save nothing more is worth no wait", () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const out = situation.out.map((one) => ({ ...one, shareMax: 0 }));
        expect(judge({ ...situation, out })?.atMs).toBe(situation.nowMs);
      }),
    );
  });

  test("one more bidder out brings no less, for a wait of the same length", () => {
    fc.assert(
      fc.property(situations, bidders, (situation, more) => {
        // One step: within one half of a bin.
        const nowMs = halfStartMs(50);
        const all = { ...situation, nowMs, untilMs: nowMs + 1 };
        const gain = (out: readonly BidderOut[]) => lookAhead({ ...all, out }).gain;
        expect(gain([...situation.out, more])).toBeGreaterThanOrEqual(gain(situation.out) - 1e-9);
      }),
    );
  });
});
