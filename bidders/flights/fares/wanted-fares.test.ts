import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { atWantedFare } from "../../../common/offers/search-limits.ts";
import { CABINS, type FlightOffer, type SearchLimits } from "../../../proto/messages.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { faresOf } from "./brands.ts";
import { partyPrice, tierOf } from "./fare.ts";
import { wantedFares, wantedNumber } from "./wanted-fares.ts";

const limits: fc.Arbitrary<SearchLimits> = fc.record(
  {
    bags: fc.record({ checked: fc.nat(3), cabin: fc.nat(2) }),
    changeable: fc.boolean(),
    refundable: fc.boolean(),
  },
  { requiredKeys: [] },
);

const passengers = fc.record({
  adults: fc.integer({ min: 1, max: 5 }),
  children: fc.nat(3),
  infants: fc.nat(2),
});

test("WANTED-1: a price in the wanted family is that of the cheapest of all fares that has what is wanted", () => {
  let [some, none] = [0, 0];
  fc.assert(
    fc.property(
      limits,
      passengers,
      // Low-cost, network and premium, in several currencies.
      fc.constantFrom("FR", "B6", "BA", "LH", "UA", "EK", "SQ", "JL", "XX"),
      fc.constantFrom(...CABINS),
      fc.array(fc.tuple(fc.double({ min: 20, max: 9_000, noNaN: true }), fc.nat(9_000)), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.boolean(),
      (asked, party, seller, cabin, drawn, withinUs) => {
        const slices = drawn.map(([dollars, miles]) => ({ dollars, miles }));
        const wanted = wantedFares(
          asked,
          cabin,
          slices.map(({ miles }) => [{ miles, withinUs }]),
        );
        const fares = faresOf({ seller, cabin, passengers: party, slices, withinUs, seats: [] });
        const offer = atWantedFare(
          { fares, price: fares[0]?.price } as unknown as FlightOffer,
          asked,
        );
        if (wanted === undefined) return expect(offer?.price).toEqual(fares[0]?.price);
        const its = slices.map(({ dollars }, at) => wanted.dollars(tierOf(seller), dollars, at));
        if (offer === undefined) none++;
        else some++;
        const amount = its.some((one) => one === undefined)
          ? undefined
          : its.reduce(
              (sum: number, one) => sum + partyPrice(one as number, seller, party).amount,
              0,
            );
        expect(amount).toBe(offer?.price.amount);
        for (const [at, { dollars }] of slices.entries())
          expect(wanted.leastDollars(tierOf(seller), dollars) ?? 0).toBeLessThanOrEqual(
            its[at] ?? 0,
          );
      },
    ),
    { numRuns: propertyRuns(500) },
  );
  expect(some).toBeGreaterThan(propertyRuns(500) / 10);
  expect(none).toBeGreaterThan(propertyRuns(500) / 20);
});

test("WANTED-1: of several pairs of airports it is the least of all tickets between them, and that of a whole ticket is exact", () => {
  const facts = fc.record({ miles: fc.nat(9_000), withinUs: fc.boolean() });
  let differ = 0;
  fc.assert(
    fc.property(
      limits,
      fc.constantFrom("FR", "BA", "UA", "EK"),
      fc.array(fc.array(facts, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
      fc.nat(999),
      (asked, seller, pairs, drawn) => {
        const wanted = wantedFares(asked, "economy", pairs);
        if (wanted === undefined) return;
        const chosen = pairs.map((its) => its[drawn % its.length] as (typeof its)[number]);
        const alone = wantedFares(
          asked,
          "economy",
          chosen.map((one) => [one]),
        );
        const dollars = chosen.map((_, at) => 100 + at);
        const exact = dollars.map((one, at) => alone?.dollars(tierOf(seller), one, at));
        expect(alone?.isExact).toBe(true);
        expect(wanted.ofTicket(tierOf(seller), dollars, chosen)).toEqual(
          exact.includes(undefined) ? undefined : exact,
        );
        for (const [at, one] of exact.entries()) {
          if (one === undefined) continue;
          const least = wanted.dollars(tierOf(seller), dollars[at] as number, at);
          expect(least).toBeLessThanOrEqual(one);
          if (wanted.isExact) expect(least).toBe(one);
          else differ++;
        }
      },
    ),
    { numRuns: propertyRuns(500) },
  );
  expect(differ).toBeGreaterThan(propertyRuns(500) / 10);
});

test("what searches can want has 1,600 numbers (A6), each from 0 on", () => {
  const both = [true, false];
  const bags = [0, 1, 2, 3, 4, 5, 15, 99];
  const numbers = new Set<number>();
  for (const checked of bags)
    for (const cabin of bags)
      for (const changeable of both)
        for (const refundable of both)
          for (const long of both)
            for (const withinUs of both)
              for (const seat of CABINS) {
                const wanted = { bags: { checked, cabin }, changeable, refundable };
                numbers.add(wantedNumber(wanted, seat, { long, withinUs }));
              }
  expect({ size: numbers.size, max: Math.max(...numbers), min: Math.min(...numbers) }).toEqual({
    ...{ size: 1_600, max: 1_599, min: 0 },
  });
});
