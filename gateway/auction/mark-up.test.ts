import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import { fare, flightOffer, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { costOf } from "./candidates.ts";
import { bestOffer } from "./late-bid.ts";
import { type AppliedRule, faresWithMarkUp, markUpBy, withMarkUp } from "./mark-up.ts";
import { rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { RunningRank } from "./running-rank.ts";

const wallMs = Date.now();
const search = flightSearch({ maxResults: 10, sort: "price" });
const plain: RankingRules = {
  search,
  objective: { valuePerHour: 0, penaltyPerStop: 0 },
  rates: {
    date: "2026-01-01",
    perUnit: new Map([
      ["USD", 1],
      ["GBP", 1.25],
    ]),
  },
  wallMs,
  elapsed,
  kilometres: kilometresBetween,
  plausibility: null,
};

const rule = (changes: Partial<AppliedRule>): AppliedRule => ({
  ...{ bidder: undefined, seller: undefined, basisPoints: 0, fixed: 0 },
  ...changes,
});
const usd = (amount: number) => ({ amount, currency: "USD" });

describe("a mark-up is a whole number of minor units (MARKUP-2)", () => {
  test.each([
    ["2.5 % of 100.00", 10_000, { basisPoints: 250 }, 250],
    ["a half is rounded up", 100, { basisPoints: 250 }, 3],
    ["less than a half is rounded down", 99, { basisPoints: 250 }, 2],
    ["a fixed amount", 10_000, { fixed: 499 }, 499],
    ["both: the share is of the price alone", 10_000, { basisPoints: 100, fixed: 499 }, 599],
    ["of nothing", 0, { basisPoints: 10_000 }, 0],
    ["of the largest price", Number.MAX_SAFE_INTEGER, { basisPoints: 1 }, 900_719_925_474],
  ])("%s", (_what, price, terms, added) => {
    expect({ added: markUpBy([rule(terms)])?.of(price, "b", "s") }).toEqual({ added });
  });

  test("it is exact for every price, and never negative", () => {
    const price = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    const basisPoints = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(price, basisPoints, (amount, points) => {
        const exact = (BigInt(amount) * BigInt(points) + 5_000n) / 10_000n;
        const added = markUpBy([rule({ basisPoints: points })])?.of(amount, "b", "s") ?? -1;
        expect({ added: BigInt(added) }).toEqual({ added: exact });
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

describe("of the rules the first that fits decides, alone (MARKUP-3)", () => {
  const markUp = markUpBy([
    rule({ bidder: "partners", seller: "Alder", fixed: 1 }),
    rule({ seller: "Alder", fixed: 2 }),
    rule({ bidder: "partners", fixed: 3 }),
    rule({ bidder: "stops", fixed: 0 }),
    rule({ fixed: 4 }),
  ]);

  test.each([
    ["partners", "Alder", 1],
    ["nonstop", "Alder", 2],
    ["partners", "Birch", 3],
    ["stops", "Birch", 0],
    ["nonstop", "Birch", 4],
  ])("%s with %s", (bidder, seller, added) => {
    expect({ added: markUp?.of(10_000, bidder, seller) }).toEqual({ added });
  });

  test("where none fits nothing is added, and rules that add nothing are none", () => {
    expect({ added: markUpBy([rule({ bidder: "stops", fixed: 5 })])?.of(1, "b", "s") }).toEqual({
      added: 0,
    });
    expect({ none: markUpBy([rule({ bidder: "stops" })]) }).toEqual({ none: undefined });
  });
});

describe("fares have the mark-up in their base, and still add up", () => {
  const markUp = markUpBy([rule({ basisPoints: 1_000 })]);
  const parts = { base: usd(8_000), taxes: usd(2_000), perTraveller: { adult: usd(10_000) } };

  test("with parts", () => {
    const [one] = faresWithMarkUp([fare({ price: usd(10_000), ...parts })], markUp, "b", "s");
    expect(one).toMatchObject({ price: usd(11_000), base: usd(9_000), taxes: usd(2_000) });
    expect(one).not.toHaveProperty("perTraveller");
  });

  test("without mark-up they are the same list", () => {
    const fares = [fare({ price: usd(10_000), ...parts })];
    expect(faresWithMarkUp(fares, undefined, "b", "s")).toBe(fares);
  });
});

const offer = (traits: Parameters<typeof flightOffer>[1]): FlightOffer =>
  flightOffer(search, { expiresAtMs: wallMs + 3_600_000, ...traits });

describe("the price that ranks is that with the mark-up (MARKUP-1)", () => {
  const markUp = markUpBy([rule({ bidder: "partners", basisPoints: 2_000 })]);
  const rules = { ...plain, markUp };
  const sheet = sheetOf([offer({ number: 1, amount: 50_000, seller: "Alder" })]);
  const entries = [
    { bidder: "partners", sheets: [sheet] },
    { bidder: "nonstop", sheets: [sheetOf([offer({ number: 2, amount: 55_000 })])] },
  ];

  test("so the order is another one, and the seller's own price stands beside it", () => {
    const shown = rank(entries, rules).itineraries.map(({ price, cost, sellers }) => [
      ...[price.amount, cost, sellers[0]?.bidder, sellers[0]?.originalPrice.amount],
    ]);
    expect({ shown }).toEqual({
      shown: [
        [55_000, 55_000, "nonstop", 55_000],
        [60_000, 60_000, "partners", 50_000],
      ],
    });
  });

  test("a limit is on the price with it; that is no fault of the bidder", () => {
    const limited = { ...search, limits: { maxPrice: 59_999 } };
    const { itineraries, faults } = rank(entries, { ...rules, search: limited });
    expect({ shown: itineraries.length, mismatches: faults.get("partners")?.mismatches }).toEqual({
      shown: 1,
      mismatches: 0,
    });
  });

  test("a floor is a promise without it", () => {
    expect({ cost: costOf(sheet, 0, rules) }).toEqual({ cost: 50_000 });
    const late = bestOffer("partners", sheet as never, rules);
    expect(late).toEqual({ cost: 60_000, costByColumns: 50_000, cheapest: usd(60_000) });
  });

  test("whatever the offers and the rules are, also while bids come in", () => {
    const someOffer = fc.record({
      bidder: fc.constantFrom("nonstop", "partners", "stops"),
      seller: fc.constantFrom("Alder", "Birch"),
      number: fc.integer({ min: 1, max: 6 }),
      amount: fc.integer({ min: 1_000, max: 90_000 }),
      currency: fc.constantFrom("USD", "GBP"),
    });
    const someRule = fc.record({
      bidder: fc.constantFrom(undefined, "nonstop", "partners"),
      seller: fc.constantFrom(undefined, "Alder"),
      basisPoints: fc.integer({ min: 0, max: 10_000 }),
      fixed: fc.integer({ min: 0, max: 9_000 }),
    });
    const given = fc.record({
      offers: fc.array(someOffer, { minLength: 1, maxLength: 12 }),
      applied: fc.array(someRule, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(given, ({ offers, applied }) => {
        const its = { ...plain, markUp: markUpBy(applied) };
        const bids = offers.map(({ bidder, ...traits }) => ({
          bidder,
          sheets: [sheetOf([offer(traits)])],
        }));
        const { itineraries } = rank(bids, its);
        const costs = itineraries.map(({ cost }) => cost);
        expect({ costs }).toEqual({ costs: [...costs].sort((a, b) => a - b) });
        for (const { price, sellers } of itineraries)
          for (const { bidder, seller, price: shown, originalPrice: own } of sellers) {
            const base = Math.round(own.amount * (plain.rates.perUnit.get(own.currency) as number));
            expect({ shown }).toEqual({ shown: usd(withMarkUp(base, its.markUp, bidder, seller)) });
            expect({ isLowest: price.amount <= shown.amount }).toEqual({ isLowest: true });
          }
        const running = new RunningRank(its);
        running.ranking(bids.slice(0, 3), wallMs);
        expect(running.ranking(bids, wallMs).itineraries).toEqual(itineraries);
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});
