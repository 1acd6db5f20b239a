import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import type { Money, Sheet } from "../../proto/messages.ts";
import { simpleRank } from "../../test/fixtures/auction/simple-rank.ts";
import { compactSheetOf, flightOffer, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { costlyRuns } from "../../test/harness/property-runs.ts";
import { type BidderSheets, type Ranking, rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { RunningRank } from "./running-rank.ts";

const wallMs = Date.parse("2026-11-23T12:00:00Z");
const search = flightSearch({
  slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-23" }],
  cabin: "business",
  maxResults: 3,
});
const EXPIRY_MS_MAX = 7_200_000;
const BEST = { valuePerHour: 3_000, penaltyPerStop: 4_000 };
const BY_PRICE = { valuePerHour: 0, penaltyPerStop: 0 };
const termsFor = (
  objective: RankingRules["objective"],
  countsInconvenience = false,
): Omit<RankingRules, "wallMs"> => ({
  search,
  objective: { ...objective, countsInconvenience },
  rates: {
    date: "2026-01-01",
    perUnit: new Map([
      ["USD", 1],
      ["GBP", 1.25],
      // Two prices in it are often one in dollars.
      ["IDR", 0.0000625],
    ]),
  },
  elapsed,
  kilometres: kilometresBetween,
  plausibility: {
    dollarsMin: 0,
    dollarsPer1000KmMin: 0,
    cabinFactor: { economy: 1, premium_economy: 1, business: 1, first: 1 },
    expiryMsMax: EXPIRY_MS_MAX,
    carriers: new Map(),
  },
});
const terms = termsFor(BEST);

/** One row. Its body is made once, since this is the slow part. */
const row = fc.record({
  number: fc.integer({ min: 1, max: 6 }),
  price: fc.oneof<fc.Arbitrary<Money>[]>(
    fc.record({
      amount: fc.integer({ min: 50_000, max: 50_003 }),
      currency: fc.constantFrom("USD", "USD", "USD", "GBP", "XAU", "XAG"),
    }),
    fc.record({ amount: fc.constantFrom(800_000_000, 800_001_000), currency: fc.constant("IDR") }),
  ),
  seller: fc.constantFrom("BA", "AA", "Alder"),
  /** Its body does not repeat the columns: two rows may have the same bytes and other prices. */
  isCompact: fc.boolean(),
  /** A feeder, and its cabin; no feeder: the flight goes non-stop. */
  feeder: fc.constantFrom<"none" | "business" | "economy">("none", "none", "business", "economy"),
  durationMinutes: fc.constantFrom(455, 460),
  departs: fc.constantFrom("08:30", "08:30", "04:59"),
  // The expiry of the last is not plausible, until two milliseconds have passed.
  expiresInMs: fc.constantFrom(3, 6, 3_600_000, 3_600_000, EXPIRY_MS_MAX + 2),
  mismatch: fc.constantFrom<"" | "price" | "stops" | "body" | "absurd" | "mixed">(
    "",
    "",
    "",
    "",
    "price",
    "stops",
    "body",
    "absurd",
    "mixed",
  ),
});
type RankedRow = typeof row extends fc.Arbitrary<infer T> ? T : never;

const RUNS = costlyRuns({
  few: { any: 200, many: 120 },
  some: { any: 300, many: 180 },
  all: { any: 500, many: 300 },
});

const made = new Map<string, Sheet>();

function sheetFor(rows: readonly RankedRow[]): Sheet {
  const sheets = rows.map((one) => {
    const name = JSON.stringify(one);
    let sheet = made.get(name);
    if (sheet === undefined) {
      const { expiresInMs, mismatch, isCompact, price, feeder, durationMinutes, ...traits } = one;
      const offer = flightOffer(search, {
        ...traits,
        ...(feeder === "none"
          ? { durationMinutes }
          : { stops: 1, durationMinutes: durationMinutes + 465 }),
        ...(feeder === "economy" ? { cabins: ["economy"] } : {}),
        ...price,
        expiresAtMs: wallMs + expiresInMs,
      });
      const valid = isCompact
        ? compactSheetOf([offer], search.cabin)
        : sheetOf([offer], search.cabin);
      sheet = {
        ...valid,
        ...(mismatch === "price" ? { price: [price.amount - 5] } : {}),
        ...(mismatch === "stops" ? { stops: [2] } : {}),
        ...(mismatch === "mixed" ? { mixed: [feeder === "economy" ? 0 : 1] } : {}),
        ...(mismatch === "body" ? { body: [new Uint8Array([255, 255, one.number])] } : {}),
        ...(mismatch === "absurd"
          ? { durationMinutes: [4_294_967_295 - one.number], price: [Number.MAX_SAFE_INTEGER] }
          : {}),
      };
      made.set(name, sheet);
    }
    return sheet;
  });
  const all = <T>(pick: (sheet: Sheet) => readonly T[]): T[] =>
    sheets.flatMap((sheet) => pick(sheet));
  return {
    rows: rows.length,
    price: all((s) => s.price),
    durationMinutes: all((s) => s.durationMinutes),
    departure: all((s) => s.departure),
    stops: all((s) => s.stops),
    itinerary: all((s) => s.itinerary),
    body: all((s) => s.body),
    currencies: all((s) => s.currencies),
    currency: rows.map((_, i) => i),
    sellers: all((s) => s.sellers),
    seller: rows.map((_, i) => i),
    ...(sheets.some(({ mixed }) => mixed !== undefined)
      ? { mixed: all(({ mixed }) => mixed ?? [0]) }
      : {}),
  };
}

const bid = fc.record({
  bidder: fc.constantFrom("nonstop", "stops", "partners", "stale"),
  rows: fc.array(row, { minLength: 1, maxLength: 5 }),
  /** Whether the ranking is compared after this bid, and how much time has passed then. */
  compares: fc.boolean(),
  /** A clock that is corrected goes back. */
  passedMs: fc.constantFrom(0, 0, 1, 2, -2),
  /** All earlier sheets of this bidder are removed. */
  restarts: fc.nat(9).map((dice) => dice === 0),
});

/** What a ranking says, without the objects that only its cache needs. */
function resultOf({ itineraries, faults, opened }: Ranking) {
  return {
    itineraries,
    faults: new Map(faults),
    opened: opened.map((its) =>
      its.map(({ candidate: { bidder, cost, itinerary }, offer }) => ({
        bidder,
        cost,
        itinerary,
        offer,
      })),
    ),
  };
}

describe("A2: the running ranking equals the ranking of all bids at once, and that the plain one", () => {
  test("property: after every bid, with mismatches, expiries, offers without a price, fallbacks and removed sheets", () => {
    let withFaults = 0;
    let withCost = 0;
    let withMixed = 0;
    fc.assert(
      fc.property(
        fc.array(bid, { maxLength: 12 }),
        fc.integer({ min: 100_000, max: 200_000 }),
        // Under the second most rows have one cost.
        fc.constantFrom(BEST, BY_PRICE),
        fc.boolean(),
        (bids, cost, objective, countsInconvenience) => {
          const terms = termsFor(objective, countsInconvenience);
          const running = new RunningRank(terms);
          const sheets = new Map<string, Sheet[]>();
          let now = wallMs;
          for (const { bidder, rows, compares, passedMs, restarts } of bids) {
            if (restarts) sheets.set(bidder, []);
            sheets.set(bidder, [...(sheets.get(bidder) ?? []), sheetFor(rows)]);
            now += passedMs;
            if (!compares) continue;
            const entries = [...sheets].map(
              ([its, all]): BidderSheets => ({
                bidder: its,
                sheets: all,
                ...(its === "stale" ? { staleAgeMs: 7 } : {}),
              }),
            );
            const whole = simpleRank(entries, { ...terms, wallMs: now });
            const kth = whole.itineraries[search.maxResults - 1]?.cost;
            for (const floor of [cost, kth ?? cost, (kth ?? cost) + 1]) {
              expect(running.kthCostsLessThan(floor, entries, now)).toBe(
                kth !== undefined && kth < floor,
              );
            }
            const expected = resultOf(whole);
            expect(resultOf(running.ranking(entries, now))).toEqual(expected);
            expect(resultOf(running.lastRanking(entries, now))).toEqual(expected);
            expect(resultOf(new RunningRank(terms).lastRanking(entries, now))).toEqual(expected);
            // In any order of the bids.
            const reversed = entries
              .map((entry) => ({ ...entry, sheets: [...entry.sheets].reverse() }))
              .reverse();
            expect(resultOf(rank(reversed, { ...terms, wallMs: now }))).toEqual(expected);
            expect(resultOf(new RunningRank(terms).ranking(reversed, now))).toEqual(expected);
            if (whole.faults.size > 0) withFaults++;
            if (whole.itineraries.some((one) => one.inconvenienceCost !== undefined)) withCost++;
            if (whole.itineraries.some(({ sellers }) => sellers.some((one) => one.mixedCabins)))
              withMixed++;
          }
        },
      ),
      { numRuns: RUNS.any },
    );
    expect(withFaults).toBeGreaterThan(0.6 * RUNS.any);
    expect(withCost).toBeGreaterThan(0.06 * RUNS.any); // some 0.19
    expect(withMixed).toBeGreaterThan(0.2 * RUNS.any);
  });

  test("property: a check of many rows, and the result that follows it: soon, or when offers have expired", () => {
    // Of no interest to the result, and too many to be kept sorted.
    const filler = sheetFor([{ ...plain(7), price: { amount: 900_000, currency: "USD" } }]);
    const pick = <Value>(column: readonly Value[]) => Array<Value>(200).fill(column[0] as Value);
    const many: Sheet = {
      ...filler,
      rows: 200,
      price: pick(filler.price),
      currency: pick(filler.currency),
      durationMinutes: pick(filler.durationMinutes),
      departure: pick(filler.departure),
      stops: pick(filler.stops),
      itinerary: pick(filler.itinerary),
      seller: pick(filler.seller),
      body: pick(filler.body),
    };
    let reused = 0;
    fc.assert(
      fc.property(
        fc.array(bid, { maxLength: 8 }),
        fc.integer({ min: 60_000, max: 200_000 }),
        fc.constantFrom(BEST, BY_PRICE),
        fc.array(fc.constantFrom(0, 3, -1), { maxLength: 2 }),
        fc.constantFrom("same", "same", "more", "fewer", "reversed"),
        fc.boolean(),
        (bids, cost, objective, laterMs, change, countsInconvenience) => {
          const terms = termsFor(objective, countsInconvenience);
          const entries: BidderSheets[] = bids.map(({ bidder, rows }) => ({
            bidder,
            sheets: [sheetFor(rows)],
            ...(bidder === "stale" ? { staleAgeMs: 7 } : {}),
          }));
          entries.push({ bidder: "partners", sheets: [many] });
          const running = new RunningRank(terms);
          const kth = simpleRank(entries, { ...terms, wallMs }).itineraries[2]?.cost;
          const floor = bids.length % 2 === 0 ? cost : (kth ?? cost) + 1;
          const isBelow = kth !== undefined && kth < floor;
          expect(running.kthCostsLessThan(floor, entries, wallMs)).toBe(isBelow);
          const then = entries.slice();
          if (change === "fewer") then.shift();
          if (change === "more") then.push({ bidder: "stops", sheets: [sheetFor([plain(3)])] });
          if (change === "reversed") then.reverse();
          for (const ms of [0, ...laterMs]) {
            const whole = simpleRank(then, { ...terms, wallMs: wallMs + ms });
            const result = running.lastRanking(then, wallMs + ms);
            expect(resultOf(result)).toEqual(resultOf(whole));
            if (result === running.lastRanking(then, wallMs + ms)) reused++;
          }
          // Another check keeps the rows sorted.
          expect(running.kthCostsLessThan(floor, entries, wallMs)).toBe(isBelow);
          expect(resultOf(running.lastRanking(then, wallMs))).toEqual(
            resultOf(simpleRank(then, { ...terms, wallMs })),
          );
        },
      ),
      { numRuns: RUNS.many },
    );
    expect(reused).toBeGreaterThan(0.02 * RUNS.many); // some 0.13
  });

  test("one bidder with more mismatches than are opened, and the next best after them", () => {
    const mismatches = Array.from({ length: 20 }, (_, i) =>
      sheetFor([
        { ...plain(i + 1), price: { amount: 1_000 + i, currency: "USD" }, mismatch: "price" },
      ]),
    );
    const valid = Array.from({ length: 4 }, (_, i) => sheetFor([plain(i + 50)]));
    const running = new RunningRank(terms);
    for (let count = 1; count <= mismatches.length; count++) {
      const entries = [
        { bidder: "stops", sheets: mismatches.slice(0, count) },
        { bidder: "nonstop", sheets: valid },
      ];
      const plainly = simpleRank(entries, { ...terms, wallMs });
      expect(running.ranking(entries, wallMs)).toEqual(plainly);
      expect(rank(entries, { ...terms, wallMs })).toEqual(plainly);
    }
  });
});

const plain = (number: number): RankedRow => ({
  number,
  price: { amount: 60_000 + number, currency: "USD" },
  seller: "BA",
  isCompact: false,
  feeder: "none",
  durationMinutes: 455,
  departs: "08:30",
  expiresInMs: 3_600_000,
  mismatch: "",
});

describe("A6: the cost of a sheet is about that of its own rows", () => {
  test("62 sheets of 23 rows, ranked after each: every row is read once, and opened at most once", () => {
    let read = 0;
    let checks = 0;
    const counted: typeof elapsed = (...times) => {
      checks++;
      return elapsed(...times);
    };
    const counting = (sheet: Sheet): Sheet => {
      const price = new Proxy(sheet.price as number[], {
        get(target, name) {
          if (typeof name === "string" && /^\d+$/.test(name)) read++;
          return Reflect.get(target, name);
        },
      });
      return { ...sheet, price };
    };
    const ROWS = 23;
    const running = new RunningRank({ ...terms, elapsed: counted });
    const sheets: Sheet[] = [];
    for (let sent = 0; sent < 62; sent++) {
      // Each sheet is better than all before: the best itineraries change with every sheet.
      const rows = Array.from({ length: ROWS }, (_, i) => ({
        ...plain(1 + ROWS * sent + i),
        price: { amount: 600_000 - ROWS * sent - i, currency: "USD" },
      }));
      sheets.push(counting(sheetFor(rows)));
      read = 0;
      running.kthCostsLessThan(0, [{ bidder: "partners", sheets }], wallMs);
      // The floor is below the K-th best by the columns: nothing is opened.
      expect({ sent, checks }).toEqual({ sent, checks: 0 });
      running.ranking([{ bidder: "partners", sheets }], wallMs);
      // Once for its cost, once more for each that is opened and compared with its body.
      expect(read).toBeLessThanOrEqual(ROWS + search.maxResults);
      running.ranking([{ bidder: "partners", sheets }], wallMs);
      expect(read).toBeLessThanOrEqual(ROWS + search.maxResults);
      const elapsedAnOffer = 2;
      expect(checks).toBeLessThanOrEqual((sent + 1) * search.maxResults * elapsedAnOffer);
      checks = 0;
      running.ranking([{ bidder: "partners", sheets }], wallMs);
      expect(checks).toBe(0);
    }
  });

  test("a shown itinerary is made once, until another offer for it comes", () => {
    const running = new RunningRank(terms);
    const first = sheetFor([plain(1), plain(2)]);
    const before = running.ranking([{ bidder: "nonstop", sheets: [first] }], wallMs).itineraries;
    const other = sheetFor([{ ...plain(2), seller: "Alder" }]);
    const after = running.ranking(
      [
        { bidder: "nonstop", sheets: [first] },
        { bidder: "partners", sheets: [other] },
      ],
      wallMs,
    ).itineraries;
    expect({
      isFirstSame: after[0] === before[0],
      isSecondSame: after[1] === before[1],
      sellersOfSecond: after[1]?.sellers.length,
    }).toEqual({ isFirstSame: true, isSecondSame: false, sellersOfSecond: 2 });
  });
});
