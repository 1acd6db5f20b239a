import { describe, expect, test } from "@jest/globals";
import type { Kilometres } from "../../../common/offers/lowest-fare.ts";
import type { Cabin } from "../../../proto/messages.ts";
import { LEARNED_WALL_MS, learnedOf } from "../../../test/fixtures/auction/learned.ts";
import { OBSERVATIONS_KEPT } from "./bidder-record.ts";
import { LEARNED_AGE_MS_MAX } from "./learned-record.ts";
import { MARKET_CLASSES, marketClassOf } from "./market-class.ts";
import { halfOf } from "./time-bins.ts";
import { type ObservedAuction, SEEN_MIN, ValueHistory } from "./value-history.ts";

const observed = (traits: Partial<ObservedAuction> = {}): ObservedAuction => ({
  marketClass: 0,
  messages: [],
  bidders: new Map([["partners", 100]]),
  endedAtMs: 100,
  ...traits,
});

function learned(times: number, auction: ObservedAuction, history = new ValueHistory()) {
  for (let i = 0; i < times; i++) history.learn(auction);
  return history;
}

describe("what is remembered of all bidders", () => {
  test("HISTORY-1: of more bidders than it may hold, those that were learned of first are forgotten", () => {
    const history = new ValueHistory(3);
    for (const bidder of ["a", "b", "c", "d"])
      learned(SEEN_MIN + 10, observed({ bidders: new Map([[bidder, 100]]) }), history);
    const known = ["a", "b", "c", "d"].filter((bidder) => history.prospectsOf(bidder, 0));
    expect({ size: history.size, known }).toEqual({ size: 3, known: ["b", "c", "d"] });
  });

  test("HISTORY-2: a bidder counts when it was seen often enough, in each class by itself", () => {
    const history = learned(SEEN_MIN - 1, observed());
    expect(history.prospectsOf("partners", 0)).toBeUndefined();
    learned(1, observed(), history);
    expect({
      known: history.prospectsOf("partners", 0) !== undefined,
      otherClass: history.prospectsOf("partners", 1),
      otherBidder: history.prospectsOf("stops", 0),
    }).toEqual({ known: true, otherClass: undefined, otherBidder: undefined });
  });

  test("LEARN-4: a bidder that is mostly first is expected to save what it saved after another one", () => {
    const auction = (firstMs: number, otherMs: number) => {
      const messages = [
        { bidder: "nonstop", atMs: firstMs, cost: 800 },
        { bidder: "stops", atMs: otherMs, cost: 1_000 },
      ].sort((a, b) => a.atMs - b.atMs);
      const bidders = new Map(messages.map(({ bidder, atMs }) => [bidder, atMs]));
      return observed({ messages, bidders, endedAtMs: 200 });
    };
    const history = new ValueHistory();
    for (let i = 0; i < 200; i++) history.learn(auction(50, i % 20 === 0 ? 45 : 100));
    const half = halfOf(50);
    const its = history.prospectsOf("nonstop", 0);
    const saved = (its?.gain[half] as number) / (its?.ends[half] as number);
    // 200 of 1,000 in each of those; of all auctions it is a hundredth.
    expect({ isMuch: saved > 0.1 }).toEqual({ isMuch: true });
  });

  test("a message saves what it is cheaper than the best before it; the first one saves nothing", () => {
    const messages = [
      { bidder: "nonstop", atMs: 10, cost: 1_000 },
      { bidder: "partners", atMs: 50, cost: null },
      { bidder: "stops", atMs: 80, cost: 1_200 },
      { bidder: "partners", atMs: 100, cost: 900 },
    ];
    const bidders = new Map([
      ["nonstop", 10],
      ["stops", 80],
      ["partners", 100],
    ]);
    const history = learned(100, observed({ messages, bidders }));
    const gainOf = (bidder: string, atMs: number) =>
      history.prospectsOf(bidder, 0)?.gain[halfOf(atMs)] ?? Number.NaN;
    expect({
      first: gainOf("nonstop", 10),
      dearer: gainOf("stops", 80),
      cheaper: gainOf("partners", 100) > 0.05,
    }).toEqual({ first: 0, dearer: 0, cheaper: true });
  });
});

describe("what is handed to another history", () => {
  const many = (times: number) => learned(times, observed());

  test("is expected there as here, and what is learned later changes neither", () => {
    const [from, to] = [many(60), new ValueHistory()];
    const records = from.records(LEARNED_WALL_MS);
    expect(to.adopt(records, LEARNED_WALL_MS)).toBe(1);
    expect(to.prospectsOf("partners", 0)).toEqual(from.prospectsOf("partners", 0));
    learned(10, observed(), from);
    learned(20, observed(), to);
    const seen = ({ record }: { record: { seen: number } }) => record.seen;
    expect({
      handedOn: records.map(seen),
      from: from.records(LEARNED_WALL_MS).map(seen),
      to: to.records(LEARNED_WALL_MS).map(seen),
    }).toEqual({ handedOn: [60], from: [70], to: [80] });
  });

  test.each([
    { own: 0, other: 1, taken: 1 },
    { own: 10, other: 60, taken: 1 },
    { own: 60, other: 60, taken: 0 },
    { own: 60, other: 10, taken: 0 },
    { own: OBSERVATIONS_KEPT - 1, other: 5_000, taken: 1 },
    { own: OBSERVATIONS_KEPT, other: 5_000, taken: 0 },
  ])("HISTORY-3: seen $own times here and $other times there: $taken taken", ({
    own,
    other,
    taken,
  }) => {
    const history = many(own);
    const { record, ...traits } = learnedOf("partners", 1);
    const kept = [{ ...traits, record: { ...record, seen: other } }];
    expect(history.adopt(kept, LEARNED_WALL_MS)).toBe(taken);
    expect(history.records(LEARNED_WALL_MS).map((one) => one.record.seen)).toEqual([
      taken === 1 ? other : own,
    ]);
  });

  test("HISTORY-5: what it learns of its own or late is counted, and what it takes of others is not", () => {
    const history = new ValueHistory();
    const counts = [history.changes];
    history.adopt([learnedOf("stops", 50)], LEARNED_WALL_MS);
    counts.push(history.changes);
    learned(3, observed(), history);
    counts.push(history.changes);
    history.records(LEARNED_WALL_MS);
    history.amend("nobody", 0, 100, { untilMs: 200, finished: true, gains: [] });
    counts.push(history.changes);
    history.amend("stops", 0, 100, { untilMs: 200, finished: true, gains: [] });
    counts.push(history.changes);
    const [first, taken, own, other, late] = counts;
    expect({ first, taken, isOwnCounted: (own ?? 0) > 0, isOtherCounted: other !== own }).toEqual({
      ...{ first: 0, taken: 0, isOwnCounted: true, isOtherCounted: false },
    });
    expect(late).toBe((other ?? 0) + 1);
  });

  test("HISTORY-3: nothing of its own is forgotten for what it did not know", () => {
    const history = new ValueHistory(1);
    learned(5, observed(), history);
    expect(history.adopt([learnedOf("stops", 50)], LEARNED_WALL_MS)).toBe(0);
    expect(history.records(LEARNED_WALL_MS)).toMatchObject([{ bidder: "partners" }]);
  });

  test("HISTORY-4: what was not learned of for long is neither handed on nor taken", () => {
    const [history, later] = [many(40), LEARNED_WALL_MS + LEARNED_AGE_MS_MAX];
    const first = history.records(LEARNED_WALL_MS);
    const numbers = (wallMs: number) => ({
      handedOn: history.records(wallMs).length,
      taken: new ValueHistory().adopt(first, wallMs),
    });
    expect(numbers(later)).toEqual({ handedOn: 1, taken: 1 });
    expect(numbers(later + 1)).toEqual({ handedOn: 0, taken: 0 });
    learned(1, observed(), history);
    expect(history.records(later + 1)).toMatchObject([{ learnedWallMs: later + 1 }]);
    history.amend("partners", 0, 100, { untilMs: 200, finished: true, gains: [] });
    expect(history.records(later + 2)).toMatchObject([{ learnedWallMs: later + 2 }]);
  });

  test("a time of a clock that is ahead counts as now", () => {
    const history = new ValueHistory();
    history.adopt([learnedOf("partners", 50)], LEARNED_WALL_MS - 1_000);
    expect(history.records(0)).toMatchObject([{ learnedWallMs: LEARNED_WALL_MS - 1_000 }]);
  });
});

describe("the classes of markets", () => {
  const km: Readonly<Record<string, number>> = { AMS: 370, ATH: 2_400, JFK: 5_540 };
  const kilometres: Kilometres = (_, destination) => km[destination];
  const table: [destination: string, slices: number, cabin: Cabin, expected: number][] = [
    ["AMS", 1, "economy", 0],
    ["ATH", 1, "premium_economy", 1],
    ["JFK", 1, "economy", 2],
    ["XXX", 1, "economy", 2],
    ["AMS", 2, "economy", 3],
    ["AMS", 1, "business", 6],
    ["JFK", 6, "first", MARKET_CLASSES - 1],
  ];
  test.each(table)("to %s, %d slices, %s: %d", (destination, count, cabin, expected) => {
    const slice = { origin: "LHR", destination, departureDate: "2026-12-23" };
    const slices = Array.from({ length: count }, () => slice);
    expect(marketClassOf({ slices, cabin }, kilometres)).toBe(expected);
  });
});
