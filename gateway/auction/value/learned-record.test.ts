import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { LEARNED_WALL_MS, learnedOf } from "../../../test/fixtures/auction/learned.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { newRecord } from "./bidder-record.ts";
import {
  copyOf,
  faultOfLearned,
  LEARNED_AGE_MS_MAX,
  type LearnedRecord,
  newestOf,
  RECORDS_MAX,
} from "./learned-record.ts";
import { MARKET_CLASSES } from "./market-class.ts";

const sound = learnedOf("partners", 40);
const withCount = (list: "out" | "gains", count: number): LearnedRecord => {
  const record = copyOf(sound.record);
  record[list][3] = count;
  return { ...sound, record };
};

const isName = (bidder: string) => /^\w+$/.test(bidder);

describe("LEARNEDRECORD-1: a record that cannot be is a fault", () => {
  test("one that was learned is none", () => {
    expect(faultOfLearned(sound, isName)).toBeUndefined();
  });

  test.each<[string, LearnedRecord, RegExp]>([
    ["a bidder without a name", { ...sound, bidder: "" }, /without a name/],
    ["a bidder of two tokens", { ...sound, bidder: "a.b" }, /without a name/],
    ["a class below 0", { ...sound, marketClass: -1 }, /class -1 of partners/],
    ["a class too many", { ...sound, marketClass: MARKET_CLASSES }, /class 12 of partners/],
    ["half a class", { ...sound, marketClass: 0.5 }, /class 0.5/],
    ["no time", { ...sound, learnedWallMs: Number.NaN }, /time NaN/],
    ["half an auction", { ...sound, record: { ...newRecord(), seen: 1.5 } }, /1.5 auctions/],
    ["a count that is none", withCount("out", Number.NaN), /'out' of partners has NaN in bin 3/],
    ["a count below 0", withCount("gains", -1), /'gains' of partners has -1 in bin 3/],
    ["an endless count", withCount("gains", Number.POSITIVE_INFINITY), /has Infinity in bin 3/],
  ])("%s", (_what, learned, fault) => {
    expect(faultOfLearned(learned, isName)).toMatch(fault);
  });
});

describe("both what is kept and what this gateway has", () => {
  const record = newRecord();
  const one = fc.record({
    bidder: fc.constantFrom("a", "b", "c"),
    marketClass: fc.nat(1),
    learnedWallMs: fc.nat(1_000).map((ms) => LEARNED_WALL_MS - ms),
    record: fc.constant(record),
  });
  const all = fc.uniqueArray(one, {
    selector: ({ bidder, marketClass }) => `${bidder}${marketClass}`,
  });
  const asText = ({ bidder, marketClass, learnedWallMs }: LearnedRecord) =>
    `${learnedWallMs} ${bidder} ${marketClass}`;

  test("LEARNEDRECORD-2: of two the newer one is kept; nothing newer is no news", () => {
    fc.assert(
      fc.property(all, all, (own, kept) => {
        const newest = new Map<string, number>();
        for (const { bidder, marketClass, learnedWallMs } of [...own, ...kept]) {
          const key = `${bidder} ${marketClass}`;
          newest.set(key, Math.max(newest.get(key) ?? 0, learnedWallMs));
        }
        const expected = [...newest].map(([key, ms]) => `${ms} ${key}`).sort();
        const isNews = expected.join() !== kept.map(asText).sort().join();
        const both = newestOf(own, kept, LEARNED_WALL_MS);
        expect(both?.map(asText).sort()).toEqual(isNews ? expected : undefined);
        const times = both?.map(({ learnedWallMs }) => learnedWallMs);
        expect(times).toEqual(times?.toSorted((a, b) => a - b));
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test("LEARNEDRECORD-2: what was kept by a clock that is ahead does not win", () => {
    const ahead = { ...sound, learnedWallMs: LEARNED_WALL_MS + 86_400_000 };
    const own = { ...sound, learnedWallMs: LEARNED_WALL_MS - 1 };
    expect(newestOf([own], [ahead], LEARNED_WALL_MS)).toEqual([own]);
  });

  test("A6: of too many those that were learned of first are left out, and what is too old", () => {
    const kept = Array.from({ length: RECORDS_MAX }, (_, i) => ({
      ...{ bidder: `b${i}`, marketClass: 0, record, learnedWallMs: LEARNED_WALL_MS - 1_000 + i },
    }));
    const own = { ...sound, learnedWallMs: LEARNED_WALL_MS };
    const both = newestOf([own], kept, LEARNED_WALL_MS) ?? [];
    expect({ length: both.length, first: both[0]?.bidder, last: both.at(-1)?.bidder }).toEqual({
      ...{ length: RECORDS_MAX, first: "b1", last: "partners" },
    });
    const older = { ...own, learnedWallMs: LEARNED_WALL_MS - 2_000 };
    expect(newestOf([older], kept, LEARNED_WALL_MS)).toBeNull();
    const later = LEARNED_WALL_MS + LEARNED_AGE_MS_MAX;
    expect(newestOf([{ ...own, learnedWallMs: later }], kept, later)).toHaveLength(1);
  });
});
