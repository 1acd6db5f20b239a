import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  amend,
  type BidderObservation,
  type BidderRecord,
  newRecord,
  observe,
  PRIOR_HAZARD,
  prospectsOf,
} from "./bidder-record.ts";
import { BINS, binOf, binStartMs } from "./time-bins.ts";

/** In the middle of a bin. */
const at = (bin: number) => Math.sqrt(binStartMs(bin) * binStartMs(bin + 1));
const finished = (ms: number, share = 0): BidderObservation => ({
  untilMs: ms,
  finished: true,
  gains: share === 0 ? [] : [{ atMs: ms, share }],
});
const stoppedAt = (ms: number): BidderObservation => ({ untilMs: ms, finished: false, gains: [] });

function recordOf(times: number, ...each: BidderObservation[]): BidderRecord {
  const record = newRecord();
  for (let i = 0; i < times; i++) for (const one of each) observe(record, one);
  return record;
}

/** The probability that it finishes in a bin, when it is out at its beginning. */
function hazard(record: BidderRecord, bin: number): number {
  return 1 - (1 - (prospectsOf(record).ends[2 * bin] as number)) ** 2;
}

const observations = fc.record({
  untilMs: fc.double({ min: -10, max: 1e7 }),
  finished: fc.boolean(),
  gains: fc.array(
    fc.record({ atMs: fc.double({ min: -10, max: 1e7 }), share: fc.double({ min: -1, max: 2 }) }),
    { maxLength: 3 },
  ),
});

describe("what is learned of a bidder", () => {
  test("LEARN-1: a record keeps its size, and what it says is a probability, whatever is observed", () => {
    fc.assert(
      fc.property(fc.array(observations, { maxLength: 40 }), (all) => {
        const record = newRecord();
        for (const one of all) observe(record, one);
        const { ends, wins, gain, variance } = prospectsOf(record);
        for (const list of [record.out, record.ends, record.wins, record.gains, record.squares]) {
          expect(list).toHaveLength(BINS);
          expect(list.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
        }
        expect(ends.every((value) => value > 0 && value <= 1)).toBe(true);
        expect([...wins, ...gain, ...variance].every((value) => value >= 0)).toBe(true);
      }),
    );
  });

  test("one that was told to stop is not slow: the hazard later is that of those that went on", () => {
    const record = recordOf(100, finished(at(30)), stoppedAt(at(20)));
    const sooner = recordOf(100, finished(at(30)));
    expect(hazard(record, 30)).toBeCloseTo(hazard(sooner, 30), 10);
    expect(hazard(record, 25)).toBeLessThan(0.02);
  });

  test("LEARN-2: it follows a bidder that changes, and early times leave late ones as they are", () => {
    const record = recordOf(200, finished(at(30)));
    for (let i = 0; i < 600; i++) observe(record, finished(at(20)));
    expect({ now: hazard(record, 20) > 0.94, late: hazard(record, 30) > 0.9 }).toEqual({
      now: true,
      late: true,
    });
  });

  test("LEARN-3: of times that were not observed it says half until twice that time", () => {
    const { ends } = prospectsOf(newRecord());
    const out = [...ends.slice(0, 8)].reduce((left, end) => left * (1 - end), 1);
    expect(out).toBeCloseTo(0.5, 10);
    // It brings there what it usually brings.
    const known = recordOf(100, finished(at(20), 0.1));
    const { gain } = prospectsOf(known);
    const [first, second] = [gain[80] as number, gain[81] as number];
    // Two halves of a bin, the second as far as it is out.
    const stillOut = Math.sqrt(1 - PRIOR_HAZARD);
    expect(first + stillOut * second).toBeCloseTo(PRIOR_HAZARD * 0.1, 2);
  });

  test("the gain of a bin is what was saved for each time that the bidder was out in it", () => {
    const record = recordOf(150, finished(at(20), 0.2), finished(at(24)));
    const { gain, ends } = prospectsOf(record);
    const bin = 20;
    const [half, ended] = [gain[2 * bin] as number, ends[2 * bin] as number];
    expect(half + (1 - ended) * half).toBeCloseTo(0.5 * 0.2, 2);
  });

  test("what comes late amends: as if the auction had waited for it", () => {
    const [amended, waited] = [newRecord(), newRecord()];
    for (let i = 0; i < 50; i++) {
      const late = finished(at(24), 0.3);
      observe(amended, stoppedAt(at(20)));
      amend(amended, at(20), late);
      observe(waited, late);
    }
    expect(hazard(amended, 24)).toBeCloseTo(hazard(waited, 24), 6);
    expect(amended.out[binOf(at(20))]).toBeCloseTo(waited.out[binOf(at(20))] as number, 0);
    expect(amended.gains[24]).toBeCloseTo(waited.gains[24] as number, 10);
  });
});
