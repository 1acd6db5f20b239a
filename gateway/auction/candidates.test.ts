/** RANK-1: the total order of candidates, by their columns and by themselves. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareOffers } from "../../common/offers/ranking-order.ts";
import type { Sheet } from "../../proto/messages.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { type Candidate, compareCandidates } from "./candidates.ts";
import { OfferFaults } from "./offer-faults.ts";
import { PricedRows } from "./priced-rows.ts";

const CURRENCIES = ["USD", "IDR", "LAK"];
const SELLERS = ["AA", "BA"];
const rates = {
  date: "2026-01-01",
  perUnit: new Map([
    ["USD", 1],
    // Many prices in these are one in dollars.
    ["IDR", 0.001],
    ["LAK", 0.001],
  ]),
};

const search = flightSearch();

const few = fc.nat(1);
/** Bodies are nearly always the same: what they leave to the columns decides. */
const row = fc.record({
  bidder: fc.constantFrom("nonstop", "stops"),
  price: fc.constantFrom(1, 2, 1_000, 1_001, 1_002),
  currency: fc.nat(2),
  durationMinutes: few,
  departure: few,
  stops: few,
  itinerary: fc.constantFrom("k", "l"),
  seller: few,
  body: fc.constantFrom("", "", "", "a"),
  mixed: few,
});
type CandidateRow = typeof row extends fc.Arbitrary<infer T> ? T : never;

const sheetFor = (one: CandidateRow): Sheet => ({
  rows: 1,
  price: [one.price],
  currency: [one.currency],
  durationMinutes: [one.durationMinutes],
  departure: [one.departure],
  stops: [one.stops],
  itinerary: [one.itinerary],
  seller: [one.seller],
  body: [Buffer.from(one.body)],
  ...(one.mixed === 0 ? {} : { mixed: [1] }),
  currencies: CURRENCIES,
  sellers: SELLERS,
});

/** One cost for most rows, as in a search by price; or costs of time and stops, too. */
const objectives = fc.constantFrom(
  { valuePerHour: 0, penaltyPerStop: 0 },
  { valuePerHour: 60, penaltyPerStop: 1 },
);

function priced(
  rows: readonly CandidateRow[],
  objective: { valuePerHour: number; penaltyPerStop: number },
) {
  const all = new PricedRows();
  for (const one of rows)
    all.add(
      { bidder: one.bidder, sheet: sheetFor(one), staleAgeMs: undefined },
      { objective, rates, search },
      new OfferFaults(),
    );
  return all;
}

describe("RANK-1 the total order of candidates", () => {
  test("property: two are equal only when all that they say is equal, and ORDER-1 decides first", () => {
    fc.assert(
      fc.property(row, row, objectives, (one, other, objective) => {
        const rows = priced([one, other], objective);
        const [a, b] = [rows.candidate(0), rows.candidate(1)];
        const order = Math.sign(compareCandidates(a, b));
        expect(order === 0).toBe(JSON.stringify(one) === JSON.stringify(other));
        expect(Math.sign(compareCandidates(b, a)) + order).toBe(0);
        expect(Math.sign(rows.compare(0, 1))).toBe(order);
        const byOrder1 = Math.sign(compareOffers(a, b));
        if (byOrder1 !== 0) expect(order).toBe(byOrder1);
      }),
      { numRuns: propertyRuns(10_000) },
    );
  });

  test("property: sorting gives one result, for any order before", () => {
    const lists = fc
      .array(row, { maxLength: 30 })
      .chain((rows) =>
        fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
      );
    fc.assert(
      fc.property(lists, objectives, ([rows, shuffled], objective) => {
        const sorted = (list: readonly CandidateRow[]) => {
          const all = priced(list, objective);
          return list
            .map((_, i) => all.candidate(i))
            .sort(compareCandidates)
            .map(({ bidder, sheet }: Candidate) => ({ bidder, sheet }));
        };
        expect(sorted(shuffled)).toEqual(sorted(rows));
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
