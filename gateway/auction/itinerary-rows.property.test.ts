import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { flightSearch } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { BestFirst } from "./best-first.ts";
import { ItineraryRows } from "./itinerary-rows.ts";
import { OfferFaults } from "./offer-faults.ts";
import { PricedRows } from "./priced-rows.ts";

const rules = {
  objective: { valuePerHour: 0, penaltyPerStop: 0 },
  rates: { date: "2026-01-01", perUnit: new Map([["USD", 1]]) },
  search: flightSearch(),
};

function sheetOf(keys: readonly string[], prices: readonly number[] = []) {
  const zeros = keys.map(() => 0);
  return {
    rows: keys.length,
    price: keys.map((_, i) => prices[i] ?? 0),
    currency: zeros,
    durationMinutes: zeros,
    departure: zeros,
    stops: zeros,
    itinerary: keys,
    seller: zeros,
    body: keys.map(() => new Uint8Array()),
    currencies: ["USD"],
    sellers: ["BA"],
  };
}

const rows = new PricedRows();
const itineraries = new ItineraryRows(rows);
const order = new BestFirst(rows);

function begin(...sheets: ReturnType<typeof sheetOf>[]): void {
  rows.clear();
  for (const [i, sheet] of sheets.entries())
    rows.add({ bidder: `b${i}`, sheet, staleAgeMs: undefined }, rules, new OfferFaults());
  order.begin();
  itineraries.begin();
}

/** Short ones, and ones that are alike except for their middle, which no print reads. */
const key = fc.oneof(
  fc.constantFrom("", "A", "BA1", "BA117"),
  fc.nat(40).map((n) => `BA117-LHRJFK-2026${String(n).padStart(4, "0")}T0830`),
  fc.nat(40).map((n) => `BA${n}-LHRJFK-20261223T${String(n % 24).padStart(2, "0")}30`),
);

describe("the rows of one itinerary (RANK-2, KEYS-1)", () => {
  test("property: all of them, from any of them, however alike the other keys are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(key, { maxLength: 60 }), { maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (lists, dice) => {
          begin(...lists.map((keys) => sheetOf(keys)));
          const keys = lists.flat();
          const left = new Set(keys.keys());
          while (left.size > 0) {
            const from = [...left][(dice.next().value as number) % left.size] as number;
            const same = [...left].filter((row) => keys[row] === keys[from]);
            expect(itineraries.take(from)).toEqual(same);
            for (const row of same) left.delete(row);
            for (const [row] of keys.entries())
              expect(itineraries.isTaken(row)).toBe(!left.has(row));
          }
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });

  test("keys that are made to be alike are read a few times each, not once for every itinerary", () => {
    const COUNT = 2_000;
    let read = 0;
    const keys = Array.from(
      { length: COUNT },
      (_, i) => `BA117-LHRJFK-${String(i).padStart(8, "0")}T0830`,
    );
    const counted = new Proxy(keys, {
      get(target, name) {
        if (typeof name === "string" && /^\d+$/.test(name)) read++;
        return Reflect.get(target, name);
      },
    });
    const sheet = { ...sheetOf(keys, [...keys.keys()]), itinerary: counted };
    begin(sheet);
    for (let row = 0; row < COUNT; row++) expect(itineraries.take(row)).toEqual([row]);
    expect(read).toBeLessThan(7 * COUNT);
  });
});

describe("the best rows first (RANK-1)", () => {
  test("property: in the order of their costs, whatever the order in the sheets", () => {
    const price = fc.nat(50);
    fc.assert(
      fc.property(fc.array(fc.array(price, { maxLength: 70 }), { maxLength: 4 }), (lists) => {
        begin(
          ...lists.map((prices) =>
            sheetOf(
              prices.map((p, i) => `BA${p}-${i}`),
              prices,
            ),
          ),
        );
        const costs: number[] = [];
        for (let row = order.best; row >= 0; row = order.best) {
          costs.push(rows.cost[row] as number);
          order.skip();
        }
        expect(costs).toEqual(lists.flat().sort((a, b) => a - b));
      }),
      { numRuns: propertyRuns(10_000) },
    );
  });

  test("rows of one cost are compared without an object for each, about log n times (A6)", () => {
    const COUNT = 1_500;
    let compared = 0;
    class CountedRows extends PricedRows {
      override compare(a: number, b: number): number {
        compared++;
        return super.compare(a, b);
      }

      override candidate(): never {
        throw new Error("a candidate is made for a comparison");
      }
    }
    const counted = new CountedRows();
    const ordered = new BestFirst(counted);
    const keys = Array.from({ length: COUNT }, (_, i) => `BA${(i * 7919) % COUNT}`);
    const source = { bidder: "stops", sheet: sheetOf(keys), staleAgeMs: undefined };
    counted.add(source, rules, new OfferFaults());
    ordered.begin();
    const taken: string[] = [];
    for (let row = ordered.best; row >= 0; row = ordered.best) {
      taken.push(counted.itinerary(row));
      ordered.skip();
    }
    expect(taken).toEqual([...keys].sort());
    expect(compared).toBeLessThan(1.3 * COUNT * Math.log2(COUNT));
  });
});
