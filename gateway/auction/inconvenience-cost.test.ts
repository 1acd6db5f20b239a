import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { inconvenienceMinutes } from "../../common/offers/inconvenience.ts";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import type { FlightOffer, Itinerary } from "../../proto/messages.ts";
import { flightOffer, flightSearch, type OfferTraits, sheetOf } from "../../test/harness/offers.ts";
import { rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";

const wallMs = Date.now();
const search = flightSearch();
const VALUE_PER_HOUR = 3_000;
const EARLY = "04:30";
const rulesFor = (maxResults: number, changes: Partial<RankingRules> = {}): RankingRules => ({
  search: { ...search, maxResults },
  objective: { valuePerHour: VALUE_PER_HOUR, penaltyPerStop: 0 },
  rates: { date: "2026-01-01", perUnit: new Map([["USD", 1]]) },
  wallMs,
  elapsed,
  inconvenience: { kilometres: kilometresBetween },
  ...changes,
});
const offer = (traits: Partial<OfferTraits>) =>
  flightOffer(search, { expiresAtMs: wallMs + 3_600_000, durationMinutes: 480, ...traits });
const shown = (offers: readonly FlightOffer[], rules: RankingRules) =>
  rank([{ bidder: "nonstop", sheets: [sheetOf(offers)] }], rules).itineraries;
const costs = ({ price, cost, inconvenienceCost }: Itinerary) => [
  price.amount,
  cost,
  inconvenienceCost,
];
const TIME_COST = 8 * VALUE_PER_HOUR;

describe("RANK-4: what is inconvenient is part of the cost", () => {
  const early = offer({ number: 1, amount: 40_000, departs: EARLY });
  const later = offer({ number: 2, amount: 42_999 });
  const latest = offer({ number: 3, amount: 43_001 });

  test("an offer takes the place of its whole cost, and the result says which part that is", () => {
    expect(shown([early, later, latest], rulesFor(3)).map(costs)).toEqual([
      [42_999, 42_999 + TIME_COST, undefined],
      [40_000, 43_000 + TIME_COST, 3_000],
      [43_001, 43_001 + TIME_COST, undefined],
    ]);
    expect(shown([early, later, latest], rulesFor(1)).map(costs)).toEqual([
      [42_999, 42_999 + TIME_COST, undefined],
    ]);
  });

  test.each<[string, Partial<RankingRules>]>([
    ["the search does not count it", { inconvenience: null }],
    ["time costs nothing", { objective: { valuePerHour: 0, penaltyPerStop: 0 } }],
  ])("not where %s", (_why, changes) => {
    const [first] = shown([early, later, latest], rulesFor(3, changes));
    expect([first?.price.amount, first?.inconvenienceCost]).toEqual([40_000, undefined]);
  });

  test("all sellers of an itinerary have it", () => {
    const other = { ...early, seller: "AA", price: { amount: 40_500, currency: "USD" } };
    const { opened } = rank(
      [{ bidder: "nonstop", sheets: [sheetOf([early, other])] }],
      rulesFor(2),
    );
    expect(opened[0]?.map(({ cost, inconvenienceCost }) => [cost, inconvenienceCost])).toEqual([
      [43_000 + TIME_COST, 3_000],
      [43_500 + TIME_COST, 3_000],
    ]);
  });

  test("property: what is shown is what a ranking of all by their whole costs shows", () => {
    const traits = fc.record({
      number: fc.integer({ min: 1, max: 30 }),
      amount: fc.integer({ min: 40_000, max: 46_000 }),
      departs: fc.constantFrom(EARLY, "00:10", "05:00", "09:00", "22:15"),
      durationMinutes: fc.constantFrom(480, 600, 1_500),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(traits, { maxLength: 30, selector: ({ number }) => number }),
        fc.integer({ min: 3, max: 6 }),
        (all, maxResults) => {
          const offers = all.map((one) => offer(one));
          const wholeCost = ({ price, slices }: FlightOffer) => {
            const travel = slices[0]?.durationMinutes ?? 0;
            const minutes = inconvenienceMinutes(slices, kilometresBetween);
            const perMinute = VALUE_PER_HOUR / 60;
            return price.amount + Math.round(travel * perMinute) + Math.round(minutes * perMinute);
          };
          const expected = offers
            .map(wholeCost)
            .sort((a, b) => a - b)
            .slice(0, maxResults);
          expect(shown(offers, rulesFor(maxResults)).map(({ cost }) => cost)).toEqual(expected);
        },
      ),
    );
  });

  test("A6: with ten times as many itineraries opened as are shown, those fill the result", () => {
    const earlies = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        offer({ number: 10 + i, amount: 40_000 + i, departs: EARLY }),
      );
    const [best] = shown([...earlies(9), later], rulesFor(1));
    expect(best?.price.amount).toBe(42_999);
    const [first] = shown([...earlies(10), later], rulesFor(1));
    expect(first?.price.amount).toBe(40_000);
  });
});
