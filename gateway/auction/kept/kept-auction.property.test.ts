import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Alliance } from "../../../common/offers/alliances.ts";
import {
  type KeptRow,
  keptAuction,
  keptEntries,
  keptWorlds,
  ROWS_OF_ONE_TIMETABLE,
} from "../../../test/fixtures/auction/kept.ts";
import { simpleRank } from "../../../test/fixtures/auction/simple-rank.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { facetsOf } from "./facets.ts";
import { keyOf, rankedList, shownOf } from "./kept-auction.ts";
import type { OfferFilter } from "./offer-filter.ts";
import { packedList } from "./packed-list.ts";

const ALLIANCE_OF: Record<string, Alliance | undefined> = {
  BA: "oneworld",
  AA: "oneworld",
  LH: "star",
  AF: "skyteam",
};

const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });

const limits = {
  stops: some(0, 1, 2),
  carriers: some("BA", "AA", "LH", "AF", "XX"),
  alliances: some<Alliance>("star", "oneworld", "skyteam"),
  origin: some("LHR", "LGW"),
  destination: some("JFK", "EWR"),
  via: some("AMS", "FRA"),
  sellers: some("Alder", "Birch, Ltd", "Elm"),
  bidders: some("nonstop", "stops"),
  departureHours: some(4, 8, 21),
  maxPrice: fc.constantFrom(51_000, 51_500, 65_000),
  maxDurationMinutes: fc.constantFrom(900, 1_800),
  bags: fc.integer({ min: 1, max: 2 }),
};

/** Two limits at most: more leave hardly an offer. */
const filters: fc.Arbitrary<OfferFilter> = fc
  .subarray(Object.keys(limits) as (keyof typeof limits)[], { maxLength: 2 })
  .chain((names) =>
    fc.record<OfferFilter>(Object.fromEntries(names.map((name) => [name, limits[name]]))),
  );

/** FILTER-1 by the offer itself, not by its columns and its key. */
function passes({ bidder, offer }: KeptRow, filter: OfferFilter): boolean {
  const [first] = offer.slices;
  const flights = offer.slices.flatMap(({ segments }) => segments);
  const changes = offer.slices.flatMap(({ segments }) => [
    ...segments.slice(1).map(({ origin }) => origin),
    ...segments.slice(0, -1).map(({ destination }) => destination),
  ]);
  const stops = Math.max(...offer.slices.map(({ segments }) => segments.length - 1));
  const price = Math.round(offer.price.amount * (offer.price.currency === "GBP" ? 1.25 : 1));
  const minutes = offer.slices.reduce((sum, slice) => sum + slice.durationMinutes, 0);
  const any = <T>(wanted: readonly T[] | undefined, values: readonly T[]) =>
    wanted === undefined || values.some((value) => wanted.includes(value));
  return (
    any(filter.stops, [stops]) &&
    any(
      filter.carriers,
      flights.map(({ carrier }) => carrier),
    ) &&
    any(
      filter.alliances as readonly (Alliance | undefined)[] | undefined,
      flights.map(({ carrier }) => ALLIANCE_OF[carrier]),
    ) &&
    any(filter.origin, [first?.segments[0]?.origin]) &&
    any(filter.destination, [first?.segments.at(-1)?.destination]) &&
    any(filter.via, changes) &&
    any(filter.sellers, [offer.seller]) &&
    any(filter.bidders, [bidder]) &&
    any(filter.departureHours, [Number(first?.segments[0]?.departure.slice(11, 13))]) &&
    price <= (filter.maxPrice ?? Number.POSITIVE_INFINITY) &&
    minutes <= (filter.maxDurationMinutes ?? Number.POSITIVE_INFINITY)
  );
}

/** BAGS-1 by the offer itself; an offer that is no answer stays, and the ranking drops it. */
function withBags(row: KeptRow, bags: number | undefined): KeptRow[] {
  if (bags === undefined) return [row];
  const fares = row.offer.fares.filter(({ checkedBags }) => (checkedBags ?? -1) >= bags);
  const [cheapest] = fares;
  return cheapest === undefined
    ? []
    : [{ ...row, offer: { ...row.offer, fares, price: cheapest.price } }];
}

describe("the list of a kept auction", () => {
  test("PAGE-1, FILTER-1, BAGS-1, A3: it is a new ranking of the bids that pass, whatever came late", () => {
    const runs = propertyRuns(200);
    const left = { some: 0, fewer: 0 };
    fc.assert(
      fc.property(keptWorlds(), keptWorlds(), filters, (world, later, filter) => {
        const { rules } = world;
        const auction = keptAuction(world, { late: later.bids });
        const shown = shownOf(rankedList(auction, filter), rules);
        const passing = world.bids.map((bid) =>
          bid
            .flatMap((one) => withBags(one, filter.bags))
            .filter((one) => passes(one, filter))
            .filter(({ isWrong }) => filter.bags === undefined || !isWrong),
        );
        const search = { ...rules.search, maxResults: 1_000 };
        const again = simpleRank(keptEntries(passing), { ...rules, search });
        expect(shown).toEqual(again.itineraries);
        if (shown.length > 1) left.some++;
        if (shown.length < rankedList(auction).length) left.fewer++;
      }),
      { numRuns: runs },
    );
    // Filters leave some itineraries, and take some away.
    expect(Math.min(left.some, left.fewer)).toBeGreaterThan(runs / 6);
  });

  test("PAGE-1: without a filter it begins with the result", () => {
    fc.assert(
      fc.property(keptWorlds(), (world) => {
        const auction = keptAuction(world);
        const { itineraries } = auction.result;
        const list = rankedList(auction);
        expect(shownOf(list.slice(0, itineraries.length), world.rules)).toEqual(itineraries);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe("FACET-1: the facets of a list", () => {
  // Where the same flights take longer in one offer than in another of the same seller, the second
  // one may be dearer, and pass a filter that the listed one does not.
  test("each value has as many itineraries, and the lowest price, as the filter by it leaves", () => {
    const worlds = keptWorlds({}, ROWS_OF_ONE_TIMETABLE);
    fc.assert(
      fc.property(worlds, filters, (world, { bags: _, ...filter }) => {
        const auction = keptAuction(world);
        const list = packedList(auction, { filter });
        const {
          airports,
          bags: __,
          maxPrice,
          maxDurationMinutes,
          ...facets
        } = facetsOf(list, world.rules);
        for (const [name, values] of Object.entries({ maxPrice, maxDurationMinutes })) {
          if (name in filter) continue;
          for (const { value, itineraries, lowestPrice } of values) {
            const narrower = rankedList(auction, { ...filter, [name]: value });
            expect({
              itineraries: narrower.length,
              lowest: Math.min(...narrower.flat().map(({ price }) => price)),
            }).toEqual({ itineraries, lowest: lowestPrice.amount });
          }
        }
        const all = Object.entries({ ...facets, ...airports }) as unknown as [
          keyof OfferFilter,
          readonly { value: never; itineraries: number; lowestPrice: { amount: number } }[],
        ][];
        for (const [name, values] of all) {
          // The filter by one value of it would replace the one that there is.
          if (name in filter) continue;
          expect(new Set(values.map(({ value }) => value)).size).toBe(values.length);
          for (const { value, itineraries, lowestPrice } of values) {
            const narrower = rankedList(auction, { ...filter, [name]: [value] });
            expect({
              itineraries: narrower.length,
              lowest: Math.min(...narrower.flat().map(({ price }) => price)),
            }).toEqual({ itineraries, lowest: lowestPrice.amount });
          }
        }
        // Every itinerary has one number of stops, one origin and one hour.
        for (const values of [facets.stops, airports.origin, facets.departureHours])
          expect(values.reduce((sum, { itineraries }) => sum + itineraries, 0)).toBe(list.length);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  test("baggage: of the fares of the offers that are listed, at their price", () => {
    fc.assert(
      fc.property(keptWorlds(), (world) => {
        const auction = keptAuction(world);
        const list = rankedList(auction);
        const { bags } = facetsOf(packedList(auction), world.rules);
        const expected = [1, 2].flatMap((value) => {
          const prices = list.map((sellers) =>
            sellers.flatMap(({ offer }) =>
              offer.fares
                .filter(({ checkedBags }) => (checkedBags ?? 0) >= value)
                .map(({ price }) =>
                  Math.round(price.amount * (price.currency === "GBP" ? 1.25 : 1)),
                ),
            ),
          );
          const itineraries = prices.filter(({ length }) => length > 0).length;
          const lowestPrice = { amount: Math.min(...prices.flat()), currency: "USD" };
          return itineraries === 0 ? [] : [{ value, itineraries, lowestPrice }];
        });
        expect(bags).toEqual(expected);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test("keys are unique in a list", () => {
    fc.assert(
      fc.property(keptWorlds(), filters, (world, filter) => {
        const keys = rankedList(keptAuction(world), filter).map(keyOf);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});
