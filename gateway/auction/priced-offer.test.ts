import { describe, expect, test } from "@jest/globals";
import { decodePriceAnswer, EMPTY_SHEET, encodePriceAnswer } from "../../proto/codec/index.ts";
import type { FlightOffer, PriceAnswer } from "../../proto/messages.ts";
import { rules, search, wallMs } from "../../test/fixtures/auction/ledger.ts";
import { fare, flightOffer, type OfferTraits, sheetOf } from "../../test/harness/offers.ts";
import { markUpBy } from "./mark-up.ts";
import { pricedOffer } from "./priced-offer.ts";

const fares = [
  fare({ price: { amount: 40_000, currency: "GBP" }, checkedBags: 0 }),
  fare({
    brand: "flex",
    price: { amount: 60_000, currency: "GBP" },
    change: { allowed: true, fee: { amount: 1_000, currency: "GBP" } },
  }),
];
const traits = { amount: 40_000, currency: "GBP", fares, expiresAtMs: wallMs + 60_000 };
const before = flightOffer(search, traits);
const at = { ...rules, wallMs };

function answerOf(offer: FlightOffer, more: Partial<PriceAnswer> = {}): PriceAnswer {
  const sheet = sheetOf([offer]);
  const answer: PriceAnswer = { searchId: "p", status: "offer", reason: null, offer: sheet };
  return decodePriceAnswer(encodePriceAnswer({ ...answer, ...more }));
}

function priced(offer: FlightOffer, more: Partial<PriceAnswer> = {}) {
  return pricedOffer(answerOf(offer, more), { bidder: "nonstop", offer: before }, at);
}

const pounds = (amount: number) => ({ amount, currency: "GBP" });

test("both prices and their fares have the mark-up of the tenant (MARKUP-1)", () => {
  const markUp = markUpBy([
    { bidder: "nonstop", seller: undefined, basisPoints: 1_000, fixed: 100 },
  ]);
  const {
    outcome,
    before: was,
    now,
  } = pricedOffer(
    answerOf(flightOffer(search, traits)),
    { bidder: "nonstop", offer: before },
    { ...at, markUp },
  );
  const amounts = (price: typeof was | null) => [
    price?.price.amount,
    price?.originalPrice.amount,
    ...(price?.fares ?? []).map((one) => one.price.amount),
  ];
  expect({ outcome, was: amounts(was), now: amounts(now) }).toEqual({
    outcome: "same",
    was: [55_100, 40_000, 55_100, 82_600],
    now: [55_100, 40_000, 55_100, 82_600],
  });
});

describe("REPRICE-2: the gateway compares the offers", () => {
  test("the same price and fares, whatever else is new", () => {
    const now = flightOffer(search, { ...traits, expiresAtMs: wallMs + 120_000, similar: 3 });
    const expiresAt = (ms: number) => new Date(ms).toISOString();
    expect(priced(now)).toEqual({
      outcome: "same",
      before: {
        price: { amount: 50_000, currency: "USD" },
        originalPrice: pounds(40_000),
        expiresAt: expiresAt(wallMs + 60_000),
        fares: [
          { ...fares[0], price: { amount: 50_000, currency: "USD" } },
          {
            ...fares[1],
            price: { amount: 75_000, currency: "USD" },
            change: { allowed: true, fee: { amount: 1_250, currency: "USD" } },
          },
        ],
      },
      now: expect.objectContaining({ expiresAt: expiresAt(wallMs + 120_000) }),
      lowestFareOnly: false,
      reason: null,
    });
  });

  const [light, flex] = fares as [FlightOffer["fares"][number], FlightOffer["fares"][number]];
  test.each<[what: string, Partial<OfferTraits>]>([
    ["the amount", { amount: 40_001, fares: [{ ...light, price: pounds(40_001) }, flex] }],
    ["the price of another fare", { fares: [light, { ...flex, price: pounds(60_001) }] }],
    ["a fare that is gone", { fares: [light] }],
    ["a fare that is new", { fares: [light, flex, { ...flex, price: pounds(99_000) }] }],
    ["the bags of a fare", { fares: [{ ...light, checkedBags: 1 }, flex] }],
    ["the class of a fare", { fares: [{ ...light, bookingClass: "X" }, flex] }],
    ["a fee", { fares: [light, { ...flex, change: { allowed: true, fee: pounds(1_001) } }] }],
    ["a condition that is not stated any more", { fares: [light, { ...flex, change: null }] }],
    ["the currency", { amount: 50_000, currency: "USD", fares: [] }],
  ])("changed: %s", (_what, changes) => {
    const now = flightOffer(search, { ...traits, ...changes });
    expect(priced(now)).toMatchObject({
      outcome: "changed",
      before: { originalPrice: before.price },
      now: { originalPrice: now.price },
    });
  });

  test("of a seller that was asked for the lowest fare alone, only that is compared", () => {
    const now = flightOffer(search, { ...traits, fares: [light] });
    expect(priced(now, { lowestFareOnly: true })).toMatchObject({
      outcome: "same",
      lowestFareOnly: true,
      before: { fares: { length: 2 } },
      now: { fares: { length: 1 } },
    });
    const dearer = { ...light, price: pounds(41_000) };
    const other = flightOffer(search, { ...traits, amount: 41_000, fares: [dearer] });
    expect(priced(other, { lowestFareOnly: true }).outcome).toBe("changed");
  });

  test("gone: the price that it had is shown, and what the bidder adds", () => {
    const gone = { status: "gone", offer: EMPTY_SHEET, reason: "sold out" } as const;
    expect(priced(before, gone)).toMatchObject({
      outcome: "gone",
      before: { originalPrice: pounds(40_000) },
      now: null,
      reason: "sold out",
    });
  });
});

describe("REPRICE-1: an answer that is wrong is an error, and is not shown", () => {
  test.each<[what: string, offer: FlightOffer, message: RegExp]>([
    ["another seller", flightOffer(search, { ...traits, seller: "AA" }), /asked for one of BA/],
    ["other flights", flightOffer(search, { ...traits, number: 200 }), /another itinerary/],
    ["another time", flightOffer(search, { ...traits, departs: "09:30" }), /another itinerary/],
    ["expired", flightOffer(search, { ...traits, expiresAtMs: wallMs }), /already expired/],
    [
      "fares that contradict the price",
      flightOffer(search, { ...traits, amount: 1 }),
      /an offer of BA/,
    ],
    [
      "a currency without a rate",
      flightOffer(search, { ...traits, currency: "CHF", fares: [] }),
      /a price in CHF, which cannot be converted to USD/,
    ],
  ])("%s", (_what, offer, message) => {
    expect(() => priced(offer)).toThrow(
      expect.objectContaining({ code: "bid-invalid", message: expect.stringMatching(message) }),
    );
  });

  test("a body that disagrees with its columns", () => {
    const answer = answerOf(before);
    const lies = { ...answer, offer: { ...answer.offer, stops: [1] } };
    expect(() => pricedOffer(lies, { bidder: "nonstop", offer: before }, at)).toThrow(
      expect.objectContaining({ code: "bid-invalid", message: expect.stringMatching(/stops/) }),
    );
  });
});

test.each([
  ["unsupported", "price-unsupported", 501, /does not say what a single offer costs now: no way/],
  ["failed", "price-failed", 502, /could not price the offer: no way/],
] as const)("%s is an error with the bidder's reason", (status, code, http, message) => {
  const answer = { status, offer: EMPTY_SHEET, reason: "no way" };
  expect(() => priced(before, answer)).toThrow(
    expect.objectContaining({ code, status: http, message: expect.stringMatching(message) }),
  );
});
