/**
 * One offer, three boundaries: what the gateway accepts the kit sends, what it refuses the kit
 * drops, and `partners` sells nothing that either of them refuses.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { offerFault } from "../../bidders/kit/offer-check.ts";
import { offerRefusal } from "../../bidders/partners/offers/offer-refusal.ts";
import { itineraryFault } from "../../common/offers/itinerary-rules.ts";
import { LOWEST_FARE } from "../../common/offers/lowest-fare.ts";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { openOffer } from "../../gateway/auction/verify.ts";
import { readCompactOffer } from "../../proto/codec/compact-reader.ts";
import { encodeRow } from "../../proto/codec/index.ts";
import { flightTimes } from "../../proto/flight-times.ts";
import type { FlightOffer, OfferSlice, Segment } from "../../proto/messages.ts";
import { fare, flightOffer, flightSearch, sheetOf } from "../harness/offers.ts";
import { propertyRuns } from "../harness/property-runs.ts";

const RUNS = propertyRuns(3_000);

const NOW = Date.parse("2026-10-20T10:00:00Z");
const WEEK_MS = 7 * 24 * 3_600_000;
const there = { origin: "LHR", destination: "JFK", departureDate: "2026-10-25" };
const back = { origin: "JFK", destination: "LHR", departureDate: "2026-10-26" };
const searches = [there, back].map((_, i) =>
  flightSearch({ slices: i === 0 ? [there] : [there, back], maxStops: 1 }),
);

/** A text that is not a time stays as it is. */
const shifted = (local: string, minutes: number) => {
  const ms = Date.parse(`${local}Z`) + minutes * 60_000;
  return Number.isNaN(ms) ? local : new Date(ms).toISOString().slice(0, 16);
};
const minutes = fc.constantFrom(-1440, -700, -60, -6, -5, 5, 6, 60, 700, 1440, 44_640);
const airport = fc.constantFrom("LHR", "JFK", "AMS", "EWR", "QZX", "lhr", "");

type OfferChange = (offer: FlightOffer) => FlightOffer;
const inSlice =
  (at: number, change: (slice: OfferSlice) => OfferSlice): OfferChange =>
  (offer) => ({ ...offer, slices: offer.slices.map((s, i) => (i === at ? change(s) : s)) });
const inSegment = (at: number, change: (segment: Segment) => Segment): OfferChange =>
  inSlice(at >> 1, (slice) => ({
    ...slice,
    segments: slice.segments.map((s, i) => (i === (at & 1) ? change(s) : s)),
  }));

/** One fault, or possible fault, that an offer then has. */
const change: fc.Arbitrary<OfferChange> = fc.oneof(
  fc
    .tuple(fc.nat(3), fc.constantFrom("origin" as const, "destination" as const), airport)
    .map(([at, end, code]) => inSegment(at, (s) => ({ ...s, [end]: code }))),
  fc
    .tuple(fc.nat(3), fc.constantFrom("departure" as const, "arrival" as const), minutes)
    .map(([at, end, by]) => inSegment(at, (s) => ({ ...s, [end]: shifted(s[end], by) }))),
  fc
    .tuple(fc.nat(3), fc.constantFrom("soon", "", "2026-10-25T24:00", "2026-13-41T08:30"))
    .map(([at, arrival]) => inSegment(at, (s) => ({ ...s, arrival }))),
  fc
    .tuple(fc.nat(3), fc.constantFrom("BA", "AA100", "BA12345", "ba1", "", "BA7"))
    .map(([at, flightNumber]) => inSegment(at, (s) => ({ ...s, flightNumber }))),
  fc
    .tuple(fc.nat(3), fc.constantFrom("", "744", "747-400-and-more", "7\u202E4"))
    .map(([at, aircraft]) => inSegment(at, (s) => ({ ...s, aircraft }))),
  fc.nat(3).map((at) => inSegment(at, (s) => ({ ...s, carrier: "" }))),
  fc
    .tuple(fc.nat(3), minutes)
    .map(([at, by]) =>
      inSegment(at, (s) => ({ ...s, durationMinutes: Math.max(0, s.durationMinutes + by) })),
    ),
  fc
    .tuple(fc.nat(1), minutes)
    .map(([at, by]) =>
      inSlice(at, (s) => ({ ...s, durationMinutes: Math.max(0, s.durationMinutes + by) })),
    ),
  fc.nat(1).map((at) => inSlice(at, (s) => ({ ...s, segments: s.segments.slice(1) }))),
  fc.nat(1).map((at) => inSlice(at, (s) => ({ ...s, segments: [...s.segments, ...s.segments] }))),
  fc.constant<OfferChange>((offer) => ({ ...offer, slices: offer.slices.slice(1) })),
);

const saleChange: fc.Arbitrary<OfferChange> = fc.oneof(
  fc.constantFrom("", "x".repeat(64), "x".repeat(101), "a\nb").map(
    (seller): OfferChange =>
      (offer) => ({ ...offer, seller }),
  ),
  fc.constantFrom(51_234, 1).map(
    (amount): OfferChange =>
      (offer) => ({ ...offer, fares: [fare({ price: { amount, currency: "USD" } })] }),
  ),
  fc.constantFrom("AMS", "FRA").map(
    (at): OfferChange =>
      (offer) => ({ ...offer, selfTransfers: [at] }),
  ),
  fc.constantFrom(10_000, 10_001).map(
    (similar): OfferChange =>
      (offer) => ({ ...offer, similar }),
  ),
  fc.constantFrom(NOW - 1, NOW, NOW + 1).map(
    (expiresAtMs): OfferChange =>
      (offer) => ({ ...offer, expiresAtMs }),
  ),
);

/** Built once: each takes some milliseconds. */
const RIGHT: readonly OfferCase[] = searches.flatMap((search) =>
  [0, 1].map((stops) => ({
    search,
    offer: flightOffer(search, { stops, durationMinutes: 700, expiresAtMs: NOW + 3_600_000 }),
  })),
);

const cases = (some: fc.Arbitrary<OfferChange>): fc.Arbitrary<OfferCase> =>
  fc
    .record({
      right: fc.constantFrom(...RIGHT),
      changes: fc.array(some, { maxLength: 2 }),
    })
    .map(({ right: { search, offer }, changes }) => ({
      search,
      offer: changes.reduce((changed, apply) => apply(changed), offer),
    }));

type OfferCase = { readonly search: (typeof searches)[number]; readonly offer: FlightOffer };

function byGateway({ search, offer }: OfferCase, isPlausibilityOn = false): string | undefined {
  const opened = openOffer(sheetOf([offer]), 0, {
    search,
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    rates: { date: "2026-10-20", perUnit: new Map([["USD", 1]]) },
    wallMs: NOW,
    elapsed,
    kilometres: kilometresBetween,
    plausibility: isPlausibilityOn
      ? { ...LOWEST_FARE, expiryMsMax: WEEK_MS, carriers: new Map() }
      : null,
  });
  return typeof opened === "string" ? opened : undefined;
}
const byKit = ({ search, offer }: OfferCase) => offerFault(offer, search, NOW);

/** OFFER-4, which the kit leaves to the strategy. */
const OF_CLOCKS = /by the clocks of its airports|of which one is unknown/;

describe("VERIFY-2: the gateway and the kit accept and refuse the same offers", () => {
  test("but for durations, which the kit leaves to the strategy", () => {
    const counts = { accepted: 0, refused: 0, ofClocks: 0 };
    fc.assert(
      fc.property(cases(fc.oneof(change, saleChange)), (one) => {
        const [gateway, kit] = [byGateway(one), byKit(one)];
        if (gateway !== undefined && kit === undefined) {
          expect(gateway).toMatch(OF_CLOCKS);
          counts.ofClocks++;
        } else {
          expect({ isRefused: kit !== undefined, kit, gateway }).toEqual({
            isRefused: gateway !== undefined,
            kit,
            gateway,
          });
          counts[gateway === undefined ? "accepted" : "refused"]++;
        }
      }),
      { numRuns: RUNS },
    );
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(RUNS / 200);
  });
});

test("KEY-1, TIMES-1: flights that were just read from a key are judged as any others", () => {
  const counts = { right: 0, wrong: 0 };
  fc.assert(
    fc.property(cases(change), ({ search, offer }) => {
      const { body, itinerary } = encodeRow(offer);
      const { price, seller } = offer;
      const columns = { price: price.amount, currency: price.currency, seller, itinerary };
      const read = readCompactOffer(body, columns);
      if (read === undefined) return;
      expect(flightTimes.of).toBe(read.slices);
      const rules = { search, elapsed, checksDurations: true };
      const keyed = itineraryFault(read.slices, rules, true);
      const times = [flightTimes.departures.slice(), flightTimes.arrivals.slice()];
      flightTimes.departures.fill(-1);
      flightTimes.arrivals.fill(-1);
      const plain = itineraryFault(structuredClone(read.slices), rules);
      expect(keyed).toEqual(plain);
      counts[plain === undefined ? "right" : "wrong"]++;
      if (plain !== undefined) return;
      const count = read.slices.flatMap(({ segments }) => segments).length;
      expect(times.map((list) => list.slice(0, count))).toEqual([
        flightTimes.departures.slice(0, count),
        flightTimes.arrivals.slice(0, count),
      ]);
    }),
    { numRuns: RUNS },
  );
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(RUNS / 50);
});

test("TIMES-1: an offer that was just checked is written as any other", () => {
  let checked = 0;
  fc.assert(
    fc.property(cases(change), ({ search, offer }) => {
      const plain = encodeRow(offer);
      if (itineraryFault(offer.slices, { search, elapsed, checksDurations: false }) !== undefined)
        return;
      checked++;
      expect(flightTimes.of).toBe(offer.slices);
      expect(encodeRow(offer, true)).toEqual(plain);
      // The times are those of another offer.
      flightTimes.of = null;
      flightTimes.departures.fill(-1);
      expect(encodeRow(offer, true)).toEqual(plain);
    }),
    { numRuns: RUNS },
  );
  expect(checked).toBeGreaterThan(RUNS / 50);
});

describe("REFUSAL-1: what partners sells", () => {
  test("neither the kit nor the gateway refuses, by its default limits", () => {
    let sold = 0;
    fc.assert(
      fc.property(cases(change), (one) => {
        const { search, offer } = one;
        if (offerRefusal(offer, { search, endsAtMs: NOW }) !== undefined) return;
        sold++;
        expect({ byKit: byKit(one), byGateway: byGateway(one, true) }).toEqual({
          byKit: undefined,
          byGateway: undefined,
        });
      }),
      { numRuns: RUNS },
    );
    expect(sold).toBeGreaterThan(RUNS / 10);
  });
});
