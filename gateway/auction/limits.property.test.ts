/** The limits of a search in a ranking, whatever the bidders know of them. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { brokenLimit } from "../../common/offers/search-limits.ts";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import type { FlightOffer, SearchLimits, SearchSlice } from "../../proto/messages.ts";
import { compactSheetOf, fare, flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { costlyRuns } from "../../test/harness/property-runs.ts";
import { rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { RunningRank } from "./running-rank.ts";

const RUNS = costlyRuns({ few: 150, some: 300, all: 1_000 });
const wallMs = Date.parse("2026-11-23T12:00:00Z");
const slice: SearchSlice = { origin: "LHR", destination: "JFK", departureDate: "2026-12-23" };
const plain = flightSearch({ slices: [slice], maxResults: 5 });

const rulesFor = (search: RankingRules["search"]): RankingRules => ({
  search,
  objective: { valuePerHour: 3_000, penaltyPerStop: 4_000, countsInconvenience: true },
  rates: { date: "2026-01-01", perUnit: new Map([["USD", 1]]) },
  elapsed,
  kilometres: kilometresBetween,
  plausibility: null,
  wallMs,
});

/** As a seller states it; null where it does not. */
const conditionOf = (allowed: boolean | null) => (allowed === null ? null : { allowed, fee: null });

/** Null: it is flown by the airline of its number. */
function operated(by: string | null, offer: FlightOffer): FlightOffer {
  if (by === null) return offer;
  const slices = offer.slices.map((one) => ({
    ...one,
    segments: one.segments.map((segment) => ({ ...segment, operatingCarrier: by })),
  }));
  return { ...offer, slices };
}

const offers = fc
  .record({
    carrier: fc.constantFrom("BA", "AA", "VS"),
    seller: fc.constantFrom("BA", "Alder"),
    number: fc.integer({ min: 1, max: 4 }),
    amount: fc.integer({ min: 50_000, max: 50_020 }),
    departs: fc.constantFrom("08:30", "13:00", "22:15"),
    durationMinutes: fc.constantFrom(455, 900),
    stops: fc.constantFrom(0, 1, 2),
    checkedBags: fc.constantFrom(null, 0, 1),
    cabinBags: fc.constantFrom(null, 1),
    change: fc.constantFrom(null, false, true),
    refund: fc.constantFrom(null, false, true),
    operatedBy: fc.constantFrom(null, null, "BA", "IB"),
  })
  .map(({ checkedBags, cabinBags, change, refund, operatedBy, ...traits }) =>
    operated(
      operatedBy,
      flightOffer(plain, {
        ...traits,
        durationMinutes: traits.stops === 0 ? traits.durationMinutes : 900,
        expiresAtMs: wallMs + 3_600_000,
        fares: [
          fare({
            price: { amount: traits.amount, currency: "USD" },
            checkedBags,
            cabinBags,
            change: conditionOf(change),
            refund: conditionOf(refund),
          }),
        ],
      }),
    ),
  );
const bids = fc.array(
  fc.record({
    bidder: fc.constantFrom("nonstop", "partners", "stops"),
    offers: fc.array(offers, { minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 5 },
);
const allLimits = fc.record({
  carriers: fc.constantFrom<NonNullable<SearchLimits["carriers"]>>(
    { only: ["BA", "VS"], by: "marketing" },
    { except: ["BA"], by: "operating" },
  ),
  via: fc.constantFrom({ only: ["AMS"] }, { except: ["FRA"] }),
  maxLayoverMinutes: fc.constantFrom(59, 60),
  noOvernightLayover: fc.constant(true),
  maxPrice: fc.constantFrom(50_000, 50_010),
  maxDurationMinutes: fc.constantFrom(455, 899, 900),
  bags: fc.constantFrom({ checked: 1 }, { cabin: 1 }, { checked: 1, cabin: 1 }),
  changeable: fc.constant(true),
  refundable: fc.constant(true),
});
const KINDS = [
  ...["carriers", "via", "maxLayoverMinutes", "noOvernightLayover", "maxPrice"],
  ...["maxDurationMinutes", "bags", "changeable", "refundable"],
] as readonly (keyof SearchLimits)[];
/** Three together leave too few offers. */
const limits: fc.Arbitrary<SearchLimits> = fc
  .tuple(allLimits, fc.subarray([...KINDS], { minLength: 1, maxLength: 2 }))
  .map(([all, kinds]) =>
    Object.fromEntries(Object.entries(all).filter(([kind]) => kinds.includes(kind as never))),
  );
const windows = fc.record(
  {
    departure: fc.constantFrom(
      { fromMinute: 510, toMinute: 780 },
      { fromMinute: 1_300, toMinute: 0 },
    ),
    arrival: fc.constantFrom({ fromMinute: 0, toMinute: 720 }),
  },
  { requiredKeys: [] },
);

const entriesOf = (all: readonly { bidder: string; offers: readonly FlightOffer[] }[]) =>
  all.map(({ bidder, offers: its }) => ({ bidder, sheets: [compactSheetOf(its)] }));

describe("RANK-5 limits", () => {
  test("the ranking is that of the offers that keep the limits", () => {
    let left = 0;
    let kept = 0;
    fc.assert(
      fc.property(bids, limits, windows, (all, limit, window) => {
        const search = { ...plain, slices: [{ ...slice, ...window }], limits: limit };
        const isRight = (offer: FlightOffer) =>
          brokenLimit(offer, offer.price.amount, search) === undefined;
        const right = all.map((one) => ({ ...one, offers: one.offers.filter(isRight) }));
        const rules = rulesFor(search);
        const limited = rank(entriesOf(all), rules);
        const expected = rank(entriesOf(right), rulesFor(plain));
        expect(limited.itineraries).toEqual(expected.itineraries);
        expect(limited.faults).toBeDefined();
        for (const { mismatches } of limited.faults.values()) expect(mismatches).toBe(0);
        const running = new RunningRank(rules);
        for (let i = 1; i <= all.length; i++) running.ranking(entriesOf(all.slice(0, i)), wallMs);
        const entries = entriesOf(all);
        running.ranking(entries, wallMs);
        expect(running.ranking(entries, wallMs).itineraries).toEqual(expected.itineraries);
        left += [...limited.faults.values()].reduce((sum, { leftOut }) => sum + leftOut, 0);
        kept += expected.itineraries.length;
      }),
      { numRuns: RUNS },
    );
    // The limits leave out some offers, and leave some.
    expect(Math.min(left, kept)).toBeGreaterThan(RUNS / 10);
  });

  test("of one bidder a bounded number of offers is opened (A6)", () => {
    const many = Array.from({ length: 700 }, (_, i) =>
      flightOffer(plain, { number: 1 + i, amount: 50_000 + i, expiresAtMs: wallMs + 3_600_000 }),
    );
    const last = flightOffer(plain, {
      carrier: "AA",
      amount: 60_000,
      expiresAtMs: wallMs + 3_600_000,
    });
    const search = { ...plain, limits: { carriers: { only: ["AA"], by: "marketing" as const } } };
    const bid = (bidder: string, its: readonly FlightOffer[]) => ({ bidder, offers: its });
    const ranking = rank(
      entriesOf([bid("old", [...many, last]), bid("new", [last])]),
      rulesFor(search),
    );
    const [shown] = ranking.itineraries;
    expect(shown?.sellers.map(({ bidder }) => bidder)).toEqual(["new"]);
    expect(ranking.faults.get("old")).toMatchObject({ leftOut: 500, limits: ["carriers"] });
  });
});
