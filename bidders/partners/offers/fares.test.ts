import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { saleFault } from "../../../common/offers/sale-rules.ts";
import { LIMITS } from "../../../proto/codec/index.ts";
import type { FlightOffer } from "../../../proto/messages.ts";
import { anyCharacter } from "../../../test/fixtures/any-character.ts";
import { SEARCH } from "../../../test/fixtures/partners/partner.ts";
import { flightOffer } from "../../../test/harness/offers.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import {
  bookingClasses,
  brandOf,
  fareCondition,
  fareName,
  leastBags,
  NO_TERMS,
  OfferMerger,
  withFare,
} from "./fares.ts";

describe("the brand that a name means", () => {
  test.each([
    ["Economy Light", "light"],
    ["LITE", "light"],
    ["Basic Economy", "light"],
    ["Economy Standard", "standard"],
    ["Classic", "standard"],
    ["Business Flex", "flex"],
    ["Fully Flexible", "flex"],
    ["Main Cabin Flexible", "flex"],
    ["Light Flex", null],
    ["Basic / Standard", null],
    ["Semi Flex", null],
    ["Flex Plus", null],
    ["Non-Flexible", null],
    ["Economy Plus", null],
    ["Saver", null],
    ["Lighthouse", null],
    ["Standardised Reflex", null],
    ["", null],
  ])("%s: %s", (name, brand) => {
    expect(brandOf(name)).toBe(brand);
  });
});

const BASE = flightOffer(SEARCH, { carrier: "BA", seller: "One" });
const offer = (amount: number, name: string, over: Partial<FlightOffer> = {}, more = {}) =>
  withFare(
    { ...BASE, price: { amount, currency: "USD" }, ...over },
    { ...NO_TERMS, name, ...more },
  );

function merger(...offers: readonly FlightOffer[]): FlightOffer[] {
  const all = new OfferMerger();
  for (const one of offers) all.add(one);
  return all.offers;
}

describe("merged offers", () => {
  test("keep sellers, currencies, itineraries and cabins of flights separate", () => {
    const lower = flightOffer(SEARCH, { cabins: ["economy"] });
    const eur = { price: { amount: 100, currency: "EUR" } };
    const other = flightOffer(SEARCH, { carrier: "AA", seller: "One" });
    const all = merger(
      offer(100, "Light"),
      offer(100, "Light", { seller: "Two" }),
      offer(100, "Light", eur),
      offer(100, "Light", { slices: other.slices }),
      offer(100, "Light", { slices: lower.slices }),
    );
    expect(all).toHaveLength(5);
  });

  test("have each fare once, at its cheapest", () => {
    const [one] = merger(
      offer(300, "Flex"),
      offer(100, "Light"),
      offer(120, "Light"),
      offer(130, "Light", {}, { checkedBags: 1 }),
    );
    expect(one?.fares.map((fare) => [fare.name, fare.price.amount])).toEqual([
      ["Light", 100],
      ["Light", 130],
      ["Flex", 300],
    ]);
  });

  test("A6: have as many fares as an offer may have, the cheapest of them", () => {
    const [one] = merger(
      ...Array.from({ length: LIMITS.faresMax + 5 }, (_, i) => offer(900 - i, `Fare ${i}`)),
    );
    expect(one?.fares).toHaveLength(LIMITS.faresMax);
    expect(one?.fares[0]?.price.amount).toBe(900 - LIMITS.faresMax - 4);
  });

  test("state until when all fares hold, and whether a price is modelled", () => {
    const [one] = merger(
      offer(100, "Light", { expiresAtMs: 20, modelled: false }),
      offer(200, "Flex", { expiresAtMs: 10, modelled: true }),
    );
    expect(one).toMatchObject({ price: { amount: 100 }, expiresAtMs: 10, modelled: true });
  });

  test("are the same for any order of arrival: the price is the first fare's, fares rise, and no offer has too many (A6)", () => {
    const fare = fc.record({
      amount: fc.integer({ min: 1, max: 50 }),
      name: fc.constantFrom("", "Light", "Flex", "A", "B"),
      bags: fc.constantFrom(null, 0, 1, 2),
    });
    fc.assert(
      fc.property(fc.array(fare, { minLength: 1, maxLength: 30 }), (fares) => {
        const offers = fares.map(({ amount, name, bags }) =>
          offer(amount, name, {}, { checkedBags: bags }),
        );
        const [one, ...more] = merger(...offers);
        expect(more).toEqual([]);
        expect(one && saleFault(one)).toBeUndefined();
        expect(one?.price.amount).toBe(Math.min(...fares.map(({ amount }) => amount)));
        expect(one?.fares.length).toBeLessThanOrEqual(LIMITS.faresMax);
      }),
    );
  });
});

test.each<[(number | null)[], number | null]>([
  [[2, 1], 1],
  [[2, null], null],
  [[], null],
  [[0, 3], 0],
  [[40], LIMITS.bagsMax],
])("of %j bags, %s are allowed all the way", (counts, least) => {
  expect(leastBags(counts)).toBe(least);
});

test("a fee is an exact amount, or not stated (A9)", () => {
  expect(fareCondition(true, "12.50", "EUR")).toEqual({
    allowed: true,
    fee: { amount: 1_250, currency: "EUR" },
  });
  expect(fareCondition(true, "12.505", "EUR")).toEqual({ allowed: true, fee: null });
  expect(fareCondition(true, "12.50", null)).toEqual({ allowed: true, fee: null });
  expect(fareCondition(false, "12.50", "EUR")).toEqual({ allowed: false, fee: null });
});

test("names and booking classes are valid in an offer, for any text of a seller", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: anyCharacter, maxLength: 200 }),
      fc.array(fc.constantFrom("A", "b", "", null, "AB"), { maxLength: 60 }),
      (name, letters) => {
        const [one] = merger(
          withFare(BASE, {
            ...NO_TERMS,
            name: fareName(name),
            bookingClass: bookingClasses(letters),
          }),
        );
        expect(one && saleFault(one)).toBeUndefined();
      },
    ),
    { numRuns: propertyRuns(10_000) },
  );
  expect(fareName("  Economy\n Light ")).toBe("Economy Light");
  expect(bookingClasses(["O", "V"])).toBe("O,V");
  expect(bookingClasses(["O", null])).toBe("");
});
