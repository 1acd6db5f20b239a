import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { inconvenienceMinutes } from "../../common/offers/inconvenience.ts";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { wallClockMinutes } from "../../proto/itinerary.ts";
import type { FlightOffer, Itinerary } from "../../proto/messages.ts";
import {
  flightOffer,
  flightSearch,
  inDays,
  type OfferTraits,
  sheetOf,
} from "../../test/harness/offers.ts";
import { bestOffer } from "./late-bid.ts";
import { rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { Regret } from "./regret.ts";
import { RunningRank } from "./running-rank.ts";

const wallMs = Date.now();
const search = flightSearch();
const VALUE_PER_HOUR = 3_000;
const EARLY = "04:30";
const NOT_COUNTED = { valuePerHour: VALUE_PER_HOUR, penaltyPerStop: 0 };
const COUNTED = { ...NOT_COUNTED, countsInconvenience: true };
const rulesFor = (maxResults: number, changes: Partial<RankingRules> = {}): RankingRules => ({
  search: { ...search, maxResults },
  objective: COUNTED,
  rates: { date: "2026-01-01", perUnit: new Map([["USD", 1]]) },
  wallMs,
  elapsed,
  kilometres: kilometresBetween,
  plausibility: null,
  ...changes,
});
const offer = (traits: Partial<OfferTraits>) =>
  flightOffer(search, { expiresAtMs: wallMs + 3_600_000, durationMinutes: 480, ...traits });
const shown = (offers: readonly FlightOffer[], rules: RankingRules) =>
  rank([{ bidder: "nonstop", sheets: [sheetOf(offers)] }], rules).itineraries;
const wholeCost = ({ price, slices }: FlightOffer) => {
  const travel = slices[0]?.durationMinutes ?? 0;
  const minutes = inconvenienceMinutes(slices, kilometresBetween);
  const perMinute = VALUE_PER_HOUR / 60;
  return price.amount + Math.round(travel * perMinute) + Math.round(minutes * perMinute);
};
/** By Amsterdam over night; the seller says that the first flight takes so many minutes more. */
function lands(seller: string, amount: number, minutesMore: 0 | 120): FlightOffer {
  const [first] = search.slices;
  const day = first?.departureDate ?? "";
  const nextDay = inDays(1, Date.parse(day));
  const flight = (number: number, from: string, leaves: string, to: string, arrives: string) => ({
    carrier: "BA",
    flightNumber: `BA${number}`,
    origin: from,
    destination: to,
    departure: leaves,
    arrival: arrives,
    aircraft: "",
    durationMinutes: elapsed(from, wallClockMinutes(leaves), to, wallClockMinutes(arrives))[0] ?? 0,
  });
  const landing = `${minutesMore === 0 ? `${day}T23:30` : `${nextDay}T01:30`}`;
  const segments = [
    flight(10, "LHR", `${day}T21:00`, "AMS", landing),
    flight(11, "AMS", `${nextDay}T08:00`, "JFK", `${nextDay}T10:00`),
  ];
  const durationMinutes =
    elapsed(
      "LHR",
      wallClockMinutes(`${day}T21:00`),
      "JFK",
      wallClockMinutes(`${nextDay}T10:00`),
    )[0] ?? 0;
  return { ...offer({ seller, amount }), slices: [{ durationMinutes, segments }] };
}
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
    ["the search does not count it", { objective: NOT_COUNTED }],
    ["time costs nothing", { objective: { ...COUNTED, valuePerHour: 0 } }],
  ])("not where %s", (_why, changes) => {
    const [first] = shown([early, later, latest], rulesFor(3, changes));
    expect({ amount: first?.price.amount, inconvenienceCost: first?.inconvenienceCost }).toEqual({
      amount: 40_000,
      inconvenienceCost: undefined,
    });
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
          const expected = offers
            .map(wholeCost)
            .sort((a, b) => a - b)
            .slice(0, maxResults);
          expect(shown(offers, rulesFor(maxResults)).map(({ cost }) => cost)).toEqual(expected);
        },
      ),
    );
  });

  test("sellers of one itinerary that name different landings have each its own", () => {
    const [first, second] = [lands("A", 40_000, 0), lands("B", 40_001, 120)];
    const places = rank(
      [
        { bidder: "nonstop", sheets: [sheetOf([first])] },
        { bidder: "partners", sheets: [sheetOf([second])] },
      ],
      rulesFor(2),
    );
    // Two hours less of the night between the flights, at 30 dollars an hour.
    expect(places.opened[0]?.map(({ offer, cost }) => [offer.seller, cost])).toEqual([
      ["B", wholeCost(second)],
      ["A", wholeCost(first)],
    ]);
    expect(wholeCost(first) - wholeCost(second)).toBe(6_000 - 1);
  });

  test("A5: a cost beyond the safe integers is a mismatch, and the next best is shown", () => {
    const absurd = offer({
      number: 9,
      amount: Number.MAX_SAFE_INTEGER - TIME_COST - 1,
      departs: EARLY,
    });
    const { itineraries, faults } = rank(
      [
        { bidder: "nonstop", sheets: [sheetOf([later])] },
        { bidder: "partners", sheets: [sheetOf([absurd])] },
      ],
      rulesFor(3),
    );
    expect(itineraries.map(({ price }) => price.amount)).toEqual([42_999]);
    expect(faults.get("partners")).toMatchObject({
      mismatches: 1,
      reason: expect.stringContaining("not a safe integer"),
    });
  });

  test("A6: when 200 itineraries have got another place, those that are left are shown first", () => {
    const earlies = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        offer({ number: 10 + i, amount: 40_000 + i, departs: EARLY }),
      );
    const [best] = shown([...earlies(199), later], rulesFor(1));
    expect(best?.price.amount).toBe(42_999);
    const [first] = shown([...earlies(200), later], rulesFor(1));
    expect(first?.price.amount).toBe(40_000);
  });

  test.each<[string, Partial<RankingRules>]>([
    ["counted", {}],
    ["not counted", { objective: NOT_COUNTED }],
  ])("A5: offers that cannot be sold take no place, however many (%s)", (_what, changes) => {
    const expired = Array.from({ length: 1_000 }, (_, i) =>
      offer({ number: 1_000 + i, amount: 30_000 + i, expiresAtMs: wallMs - 1 }),
    );
    const entries = [
      { bidder: "partners", sheets: [sheetOf(expired)] },
      { bidder: "nonstop", sheets: [sheetOf([early, later, latest])] },
    ];
    const rules = rulesFor(3, changes);
    expect(rank(entries, rules).itineraries).toHaveLength(3);
    expect(new RunningRank(rules).ranking(entries, wallMs).itineraries).toHaveLength(3);
  });
});

describe("the best of a late bid", () => {
  const earlies = Array.from({ length: 30 }, (_, i) =>
    offer({ number: 10 + i, amount: 40_000 + i, departs: EARLY }),
  );
  test("is found by its whole cost; floors are promises of the cost by columns", () => {
    const sheet = sheetOf([...earlies, offer({ number: 2, amount: 42_000 })]);
    expect(bestOffer("stops", sheet, rulesFor(20))).toEqual({
      cost: 42_000 + TIME_COST,
      costByColumns: 40_000 + TIME_COST,
      cheapest: { amount: 40_000, currency: "USD" },
    });
  });

  test("REGRET-3: an offer below the floor breaks it, although its whole cost is above", () => {
    const floor = { floor: 68_000, floorBinds: true, out: true };
    const amountAfter = (cost: number, costByColumns: number) => {
      const regret = new Regret(65_500, new Map([["stops", { ...floor }]]));
      const bid = { final: false, status: "offers", floor: null } as const;
      regret.enter("stops", bid, cost, costByColumns);
      return regret.amount;
    };
    expect(amountAfter(69_000, 66_000)).toBeNull();
    expect(amountAfter(69_000, 68_000)).toBe(0);
  });
});

test("A2: a check, and then the result when an offer that was opened and not shown has expired", () => {
  const many = Array.from({ length: 250 }, (_, i) =>
    offer({ number: 1_000 + i, amount: 50_000 + i }),
  );
  const expiring = offer({ number: 10, amount: 49_000, departs: EARLY, expiresAtMs: wallMs + 5 });
  const entries = [
    { bidder: "nonstop", sheets: [sheetOf(many)] },
    { bidder: "partners", sheets: [sheetOf([expiring])] },
  ];
  const rules = rulesFor(3);
  const running = new RunningRank(rules);
  expect(running.kthCostsLessThan(1e9, entries, wallMs)).toBe(true);
  expect([...running.lastRanking(entries, wallMs + 4).faults.keys()]).toEqual([]);
  expect([...running.lastRanking(entries, wallMs + 6).faults.keys()]).toEqual(["partners"]);
});
