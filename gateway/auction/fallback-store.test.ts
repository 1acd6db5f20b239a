import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { EMPTY_SHEET } from "../../proto/codec/index.ts";
import { CABINS, type FlightSearch, SORTS } from "../../proto/messages.ts";
import { flightOffers, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { ageMsOf, searchKey, usable } from "./fallback-store.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const MINUTE = 60_000;
const sheet = sheetOf(flightOffers(flightSearch(), 2));

describe("FALLBACK-2: bids that may be used as a fallback", () => {
  test.each<[string, number, boolean]>([
    ["at the time when they were taken", 0, true],
    ["a minute later", MINUTE, true],
    ["at the maximum age", 10 * MINUTE, true],
    ["not a millisecond later", 10 * MINUTE + 1, false],
    ["when another gateway's clock is a little ahead", -5_000, true],
    ["not when it is far ahead", -5_001, false],
    ["not with a time that is not a number", Number.NaN, false],
  ])("%s", (_what, ageMs, may) => {
    const bids = { takenAtMs: NOW - ageMs, sheets: [sheet] };
    expect(usable(bids, NOW, 10 * MINUTE)).toBe(may ? bids : undefined);
  });

  test.each([
    ["no sheets", []],
    ["sheets without a row", [EMPTY_SHEET, EMPTY_SHEET]],
  ])("only with rows: %s", (_what, sheets) =>
    expect(usable({ takenAtMs: NOW, sheets }, NOW, MINUTE)).toBeUndefined());

  test.each([
    [1_234.4, 1_234],
    [0, 0],
    [-3_000, 0],
  ])("%d ms after they were taken, their age is %d ms", (ageMs, shown) => {
    expect(ageMsOf({ takenAtMs: NOW - ageMs, sheets: [] }, NOW)).toBe(shown);
  });
});

/**
 * Searches as the gateway accepts them, from few values, so that two of them are often alike in
 * part.
 */
const code = fc.constantFrom("LHR", "JFK", "SIN");
const plainSearches: fc.Arbitrary<FlightSearch> = fc.record({
  slices: fc.array(
    fc.record({
      origin: code,
      destination: code,
      departureDate: fc.constantFrom("2026-12-15", "2026-12-16", "2027-01-02"),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
  passengers: fc.record({
    adults: fc.integer({ min: 1, max: 9 }),
    children: fc.nat(8),
    infants: fc.nat(8),
  }),
  cabin: fc.constantFrom(...CABINS),
  currency: fc.constantFrom("USD", "EUR"),
  sort: fc.constantFrom(...SORTS),
  maxStops: fc.nat(3),
  maxResults: fc.integer({ min: 1, max: 100 }),
  selfTransfer: fc.boolean(),
  similar: fc.boolean(),
  policy: fc.record({
    deadlineMs: fc.integer({ min: 50, max: 10_000 }),
    quorum: fc.option(fc.nat(9)),
    required: fc.subarray(["nonstop", "stops"]),
  }),
});

const searches: fc.Arbitrary<FlightSearch> = fc
  .tuple(
    plainSearches,
    fc.constantFrom(
      {},
      {},
      { limits: { maxPrice: 1 } },
      { limits: { bags: {} } },
      { market: "GB" },
      { locale: "en-GB" },
      { bidders: { only: ["stops"] } },
    ),
  )
  .map(([search, more]) => ({ ...search, ...more }));

/** The fields on which a fallback depends. */
const asked = ({ policy: _, maxResults: __, bidders: ___, ...rest }: FlightSearch) => rest;
/** The same search with the fields of every object in the opposite order. */
const reversed = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(reversed)
    : value !== null && typeof value === "object"
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, one]) => [name, reversed(one)]),
        )
      : value;

/** Every search that differs from this one in a single field. */
function changes(search: FlightSearch): FlightSearch[] {
  const [first, ...rest] = search.slices as [
    FlightSearch["slices"][number],
    ...FlightSearch["slices"],
  ];
  const { passengers } = search;
  return [
    { ...search, slices: [{ ...first, origin: "CDG" }, ...rest] },
    { ...search, slices: [{ ...first, destination: "CDG" }, ...rest] },
    { ...search, slices: [{ ...first, departureDate: "2027-02-03" }, ...rest] },
    { ...search, slices: [...search.slices, first] },
    ...(rest.length === 0 ? [] : [{ ...search, slices: rest }]),
    { ...search, passengers: { ...passengers, adults: passengers.adults + 1 } },
    { ...search, passengers: { ...passengers, children: passengers.children + 1 } },
    { ...search, passengers: { ...passengers, infants: passengers.infants + 1 } },
    ...CABINS.filter((cabin) => cabin !== search.cabin).map((cabin) => ({ ...search, cabin })),
    ...SORTS.filter((sort) => sort !== search.sort).map((sort) => ({ ...search, sort })),
    { ...search, currency: "GBP" },
    { ...search, maxStops: search.maxStops + 1 },
    { ...search, selfTransfer: !search.selfTransfer },
    { ...search, similar: !search.similar },
    { ...search, selfTransfer: !search.selfTransfer, similar: !search.similar },
    { ...search, market: "FR" },
    { ...search, locale: "fr" },
    { ...search, calendar: true },
    { ...search, passengers: { ...passengers, ages: [3] } },
    { ...search, limits: { ...search.limits, maxPrice: (search.limits?.maxPrice ?? 0) + 1 } },
    { ...search, slices: [{ ...first, origins: [first.origin, "LCY"] }, ...rest] },
    { ...search, slices: [{ ...first, departure: { fromMinute: 1, toMinute: 2 } }, ...rest] },
  ];
}

describe("the key of a search", () => {
  test("does not depend on what the result says beside the bids", () => {
    for (const search of [flightSearch(), flightSearch({ limits: { maxPrice: 1 } })])
      expect(searchKey({ ...search, details: true, explain: true })).toBe(searchKey(search));
  });

  test("is readable", () => {
    const slices = [
      { origin: "LHR", destination: "JFK", departureDate: "2026-12-15" },
      { origin: "JFK", destination: "LHR", departureDate: "2026-12-22" },
    ];
    const key = searchKey(
      flightSearch({
        slices,
        passengers: { adults: 2, children: 1, infants: 0 },
        cabin: "premium_economy",
      }),
    );
    expect(key).toBe("LHRJFK20261215-JFKLHR20261222_2-1-0_premium_economy_USD_best_2");
    expect(searchKey(flightSearch({ slices, selfTransfer: true, similar: true }))).toBe(
      "LHRJFK20261215-JFKLHR20261222_1-0-0_economy_USD_best_2ts",
    );
  });

  test("is one token of a subject, of at most 144 characters", () => {
    const all = fc.property(searches, (search) =>
      expect(searchKey(search)).toMatch(/^[A-Za-z0-9_-]{1,144}$/),
    );
    fc.assert(all, { numRuns: propertyRuns(3_000) });
    const slice = { origin: "LHR", destination: "JFK", departureDate: "2026-12-15" };
    const longest = {
      cabin: "premium_economy",
      sort: "duration",
      selfTransfer: true,
      similar: true,
    } as const;
    expect(
      searchKey(flightSearch({ slices: Array(6).fill(slice), ...longest })).length,
    ).toBeLessThan(129);
  });

  test("two searches have the same key exactly when they ask for the same, whatever their policy and number of results", () => {
    const key = fc.property(searches, searches, (a, b) => {
      expect(searchKey(a) === searchKey(b)).toBe(
        JSON.stringify(asked(a)) === JSON.stringify(asked(b)),
      );
      expect(searchKey({ ...asked(a), policy: b.policy, maxResults: b.maxResults })).toBe(
        searchKey(a),
      );
    });
    fc.assert(key, { numRuns: propertyRuns(3_000) });
  });

  test("each field that a bidder uses changes the key", () => {
    const one = fc.property(searches, (search) => {
      const keys = [search, ...changes(search)].map(searchKey);
      expect(new Set(keys.slice(1))).not.toContain(keys[0]);
      expect(keys.filter((key) => key === keys[0])).toHaveLength(1);
    });
    fc.assert(one, { numRuns: propertyRuns(3_000) });
  });

  test("does not depend on the order of fields", () => {
    fc.assert(
      fc.property(searches, (search) =>
        expect(searchKey(reversed(search) as FlightSearch)).toBe(searchKey(search)),
      ),
      { numRuns: propertyRuns(3_000) },
    );
  });
});
