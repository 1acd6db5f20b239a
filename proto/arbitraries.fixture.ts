/** Any value of each message, for the properties of the tests. */
import fc from "fast-check";
import { LIMITS, type StandIn } from "./codec.ts";
import {
  BID_STATUSES,
  type Bid,
  type BidderReport,
  BRANDS,
  CABINS,
  type CallForBids,
  ENDED_BY,
  type Fare,
  type FlightOffer,
  type FlightSearch,
  type Itinerary,
  type OfferSlice,
  OUTCOMES,
  type SearchEvent,
  type SearchResult,
  type Sheet,
  SORTS,
} from "./messages.ts";

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const safe = fc.maxSafeInteger();
const double = fc.double({ noNaN: true, noDefaultInfinity: true });
const text = fc.string({ unit: "grapheme", maxLength: 20 });
const letters = (count: number) =>
  fc.string({ unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"), minLength: count, maxLength: count });
const currency = letters(3);
const money = fc.record({ amount: safe, currency });
const token = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/);

export const flightSearches: fc.Arbitrary<FlightSearch> = fc.record({
  slices: fc.array(fc.record({ origin: letters(3), destination: letters(3), departureDate: text }), { minLength: 1, maxLength: 6 }),
  passengers: fc.record({ adults: uint32, children: uint32, infants: uint32 }),
  cabin: fc.constantFrom(...CABINS),
  currency,
  sort: fc.constantFrom(...SORTS),
  maxStops: uint32,
  maxResults: uint32,
  selfTransfer: fc.boolean(),
  similar: fc.boolean(),
  policy: fc.record({ deadlineMs: uint32, quorum: fc.option(uint32), required: fc.array(token, { maxLength: 4 }) }),
});

export const calls: fc.Arbitrary<CallForBids> = fc.record({
  searchId: token,
  gateway: token,
  search: flightSearches,
  budgetMs: uint32,
  sentAtMs: double,
  objective: fc.record({ valuePerHour: safe, penaltyPerStop: safe }),
  rates: fc.record({
    date: text,
    perUnit: fc
      .array(fc.tuple(currency, fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true })), { maxLength: 20 })
      .map((pairs) => new Map(pairs)),
  }),
});

const offerSlices: fc.Arbitrary<OfferSlice[]> = fc.array(
  fc.record({
    durationMinutes: uint32,
    segments: fc.array(
      fc.record({
        carrier: text,
        flightNumber: text,
        origin: text,
        destination: text,
        departure: text,
        arrival: text,
        durationMinutes: uint32,
        aircraft: text,
      }),
      { minLength: 1, maxLength: 8 },
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

const bags = fc.option(fc.nat(LIMITS.bagsMax));
const conditions = fc.option(fc.record({ allowed: fc.boolean(), fee: fc.option(money) }));
const fareText = fc.string({ maxLength: LIMITS.fareTextLengthMax });

/** Whatever the wire lets pass: order and currency are checked against the offer, where it is opened. */
export const fares: fc.Arbitrary<Fare[]> = fc.array(
  fc.record({
    brand: fc.option(fc.constantFrom(...BRANDS)),
    name: fareText,
    price: money,
    bookingClass: fareText,
    cabinBags: bags,
    checkedBags: bags,
    change: conditions,
    refund: conditions,
  }),
  { maxLength: LIMITS.faresMax },
);
const similar = fc.nat(LIMITS.similarMax);

export const offers: fc.Arbitrary<FlightOffer> = fc.record({
  seller: text,
  price: money,
  // What a Date can hold.
  expiresAtMs: fc.integer({ min: -8.64e15, max: 8.64e15 }),
  modelled: fc.boolean(),
  slices: offerSlices,
  fares,
  selfTransfers: fc.array(letters(3), { maxLength: LIMITS.selfTransfersMax }),
  similar,
});

/** Columns of one length, with indexes that point into their lists. */
const sheets: fc.Arbitrary<Sheet> = fc
  .integer({ min: 0, max: 12 })
  .chain((rows) => {
    // No more names than rows.
    const names = { minLength: 1, maxLength: Math.min(4, Math.max(1, rows)) };
    return fc.record({ rows: fc.constant(rows), currencies: fc.array(currency, names), sellers: fc.array(text, names) });
  })
  .chain(({ rows, currencies, sellers }) => {
    const column = <T>(cell: fc.Arbitrary<T>) => fc.array(cell, { minLength: rows, maxLength: rows });
    return fc.record({
      rows: fc.constant(rows),
      price: column(fc.maxSafeNat()),
      currency: column(fc.nat(currencies.length - 1)),
      durationMinutes: column(uint32),
      departure: column(uint32),
      stops: column(uint32),
      itinerary: column(text),
      seller: column(fc.nat(sellers.length - 1)),
      body: column(fc.uint8Array({ maxLength: 40 })),
      // A sheet without rows has no lists either.
      currencies: fc.constant(rows === 0 ? [] : currencies),
      sellers: fc.constant(rows === 0 ? [] : sellers),
    });
  });

export const standIns: fc.Arbitrary<StandIn> = fc.record({
  takenAtMs: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
  sheets: fc.array(sheets, { maxLength: 4 }),
});

const emptySheets = sheets.filter(({ rows }) => rows === 0);

export const bids: fc.Arbitrary<Bid> = fc.constantFrom(...BID_STATUSES).chain((status) =>
  fc
    .record({
      searchId: token,
      sequence: uint32,
      final: fc.boolean(),
      stopped: fc.boolean(),
      status: fc.constant(status),
      // An empty reason says nothing, and comes back as null.
      reason: fc.option(fc.string({ minLength: 1, maxLength: 60 })),
      sheet: status === "offers" ? sheets : emptySheets,
      floor: fc.option(safe),
    })
    .map(({ stopped, ...bid }): Bid => (stopped ? { ...bid, stopped } : bid)),
);

const itineraries: fc.Arbitrary<Itinerary> = fc.record({
  key: text,
  cost: safe,
  price: money,
  durationMinutes: uint32,
  stops: uint32,
  slices: offerSlices,
  similar,
  sellers: fc.array(
    fc.record({
      bidder: token,
      seller: text,
      price: money,
      originalPrice: money,
      expiresAt: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      modelled: fc.boolean(),
      stale: fc.boolean(),
      fares,
    }),
    { maxLength: 3 },
  ),
});

const reports: fc.Arbitrary<BidderReport> = fc.record({
  bidder: token,
  outcome: fc.constantFrom(...OUTCOMES),
  instance: fc.option(token),
  latencyMs: fc.option(double),
  offers: uint32,
  reason: fc.option(text),
  hedged: fc.boolean(),
});

export const results: fc.Arbitrary<SearchResult> = fc.record({
  searchId: token,
  endedBy: fc.constantFrom(...ENDED_BY),
  partial: fc.boolean(),
  elapsedMs: double,
  deadlineMs: uint32,
  itineraries: fc.array(itineraries, { maxLength: 4 }),
  bidders: fc.array(reports, { maxLength: 4 }),
});

export const events: fc.Arbitrary<SearchEvent> = fc.oneof(
  fc.record({
    type: fc.constant("opened" as const),
    opened: fc.record({ searchId: token, deadlineMs: uint32, expected: fc.array(token, { maxLength: 4 }) }),
  }),
  fc.record({ type: fc.constant("bid" as const), bid: reports }),
  fc.record({ type: fc.constant("snapshot" as const), snapshot: fc.record({ itineraries: fc.array(itineraries, { maxLength: 4 }) }) }),
);
