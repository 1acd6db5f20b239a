import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { LIMITS } from "../../proto/codec/index.ts";
import type { Fare, FlightOffer, Segment } from "../../proto/messages.ts";
import { fares } from "../../test/fixtures/wire/arbitraries.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { saleFault } from "./sale-rules.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });
const light: Fare = {
  brand: "light",
  name: "Economy Light",
  price: usd(100),
  bookingClass: "O,V",
  cabinBags: 1,
  checkedBags: 0,
  change: { allowed: true, fee: usd(70) },
  refund: { allowed: false, fee: null },
};
const flex: Fare = {
  ...light,
  brand: "flex",
  name: "Economy Flex",
  price: usd(200),
  change: null,
  refund: null,
};

const hop = (origin: string, destination: string) => ({ origin, destination }) as Segment;
const slices: FlightOffer["slices"] = [
  { durationMinutes: 1, segments: [hop("LHR", "STN"), hop("STN", "BGY"), hop("BGY", "FCO")] },
  { durationMinutes: 1, segments: [hop("FCO", "CIA")] },
];
const fault = (changes: object) =>
  saleFault({
    price: usd(100),
    slices,
    fares: [light, flex],
    selfTransfers: ["STN"],
    similar: 3,
    ...changes,
  });
const broken = (changes: object) => fault({ fares: [light, { ...flex, ...changes }] });

describe("what an offer states beside its price is", () => {
  test.each<[string, object]>([
    ["right", {}],
    ["nothing", { fares: [], selfTransfers: [], similar: 0 }],
    [
      "at its limits",
      {
        fares: Array(12).fill({ ...light, name: "x".repeat(64), cabinBags: 9, checkedBags: 9 }),
        similar: 10_000,
      },
    ],
    ["self-transfers at two changes", { selfTransfers: ["STN", "BGY"] }],
    ["ten self-transfers at one airport", { selfTransfers: Array(10).fill("STN") }],
    ["free", { price: usd(0), fares: [{ ...light, price: usd(0) }] }],
    [
      "a fare without a brand, with a fee in another currency",
      {
        fares: [
          { ...light, brand: null, change: { allowed: true, fee: { amount: 9, currency: "EUR" } } },
        ],
      },
    ],
  ])("good: %s", (_what, changes) => expect(fault(changes)).toBeUndefined());

  test.each<[string, object, string]>([
    ["no list of fares", { fares: undefined }, "fares must be a list of at most 12"],
    [
      "SALE-1: too many fares (A6)",
      { fares: Array(13).fill(light) },
      "fares must be a list of at most 12",
    ],
    [
      "SALE-1: a first fare that is not the price",
      { price: usd(99) },
      "fare 1 costs 100, and the offer 99",
    ],
    [
      "SALE-1: more expensive fares first",
      { price: usd(200), fares: [flex, light] },
      "fare 2 costs 100, less than the one before it: the cheapest comes first",
    ],
    [
      "SALE-1: fares in another currency",
      { price: { amount: 100, currency: "EUR" } },
      "fare 1 is in USD, and the offer in EUR",
    ],
    ["no list of airports", { selfTransfers: "STN" }, "selfTransfers must be a list of at most 10"],
    [
      "too many airports (A6)",
      { selfTransfers: Array(11).fill("STN") },
      "selfTransfers must be a list of at most 10",
    ],
    [
      "SALE-3: an airport where the journey ends",
      { selfTransfers: ["FCO"] },
      "it has a self-transfer at 'FCO', but changes at STN, BGY",
    ],
    [
      "SALE-3: an airport between two slices",
      { selfTransfers: ["STN", "CIA"] },
      "it has a self-transfer at 'CIA', but changes at STN, BGY",
    ],
    ["no airport", { selfTransfers: ["stn"] }, "it has a self-transfer at 'stn', but"],
    [
      "SALE-3: an airport for a journey without changes",
      { slices: slices.slice(1) },
      "it has a self-transfer at 'STN', but changes nowhere",
    ],
    [
      "a share of similar ones",
      { similar: 0.5 },
      "similar must be a whole number from 0 to 10000, not 0.5",
    ],
    [
      "too many similar ones",
      { similar: 10_001 },
      "similar must be a whole number from 0 to 10000, not 10001",
    ],
    [
      "fewer than none similar",
      { similar: -1 },
      "similar must be a whole number from 0 to 10000, not -1",
    ],
  ])("bad: %s", (_what, changes, message) => expect(fault(changes)).toContain(message));

  test.each<[string, object, string]>([
    [
      "of an unknown brand",
      { brand: "basic" },
      "fare 2 has the brand 'basic', which is not one of light, standard, flex",
    ],
    ["without a name", { name: undefined }, "fare 2 has no readable name"],
    [
      "with too long a name (A6)",
      { name: "x".repeat(65) },
      "fare 2 has no readable name of at most 64 characters",
    ],
    ["with a name of two lines", { name: "a\nb" }, "fare 2 has no readable name"],
    ["with half a character in its name", { name: "a\ud800" }, "fare 2 has no readable name"],
    [
      "in small letters",
      { bookingClass: "o,v" },
      "fare 2 has the booking class 'o,v'; one letter a segment is right, such as O,V",
    ],
    ["with a comma too many", { bookingClass: "O," }, "fare 2 has the booking class 'O,'"],
    [
      "of too many booking classes",
      { bookingClass: `O${",O".repeat(40)}` },
      "fare 2 has the booking class 'O,O,",
    ],
    [
      "priced in fractions (A9)",
      { price: usd(100.5) },
      "fare 2 has the amount 100.5: whole minor units are right (A9)",
    ],
    ["priced below nothing", { price: usd(-1) }, "fare 2 has the amount -1"],
    [
      "priced as text",
      { price: { amount: "100", currency: "USD" } },
      "fare 2 has the amount 100: whole",
    ],
    ["without a price", { price: undefined }, "fare 2 has the amount undefined"],
    ["in no currency", { price: { amount: 200, currency: "$" } }, "fare 2 has the currency '$'"],
    ["of ten bags", { cabinBags: 10 }, "fare 2 has 10 as cabinBags; 0-9 are right"],
    ["of half a bag", { checkedBags: 0.5 }, "fare 2 has 0.5 as checkedBags; 0-9 are right"],
    [
      "with bags that are undefined, not null",
      { checkedBags: undefined },
      "fare 2 has undefined as checkedBags",
    ],
    [
      "with an empty condition",
      { change: {} },
      "fare 2 has a change that does not state whether it is allowed",
    ],
    [
      "with a refund in words",
      { refund: "no" },
      "fare 2 has a refund that does not state whether it is allowed",
    ],
    [
      "with a fee below nothing",
      { refund: { allowed: true, fee: usd(-1) } },
      "fare 2 has a refund for the amount -1",
    ],
    [
      "with a fee in no currency",
      { change: { allowed: true, fee: { amount: 1, currency: "" } } },
      "fare 2 has a change for the currency ''",
    ],
    [
      "with a missing fee",
      { change: { allowed: true } },
      "fare 2 has a change for the amount undefined",
    ],
  ])("bad (SALE-2): a fare %s", (_what, changes, message) =>
    expect(broken(changes)).toContain(message));

  test.each([null, undefined, 7, "Light"])("bad (SALE-2): a fare that is %p", (fare) =>
    expect(fault({ fares: [fare] })).toBe(`fare 1 is ${fare}`));

  test("A6: a wrong value is quoted, shortened", () => {
    expect((broken({ brand: "x".repeat(9_999) }) as string).length).toBeLessThan(120);
  });

  test("A5: any value is accepted, or refused with a short text", () => {
    const values = fc.anything();
    fc.assert(
      fc.property(values, values, values, (one, two, three) => {
        const message = saleFault({
          price: usd(100),
          slices,
          fares: one,
          selfTransfers: two,
          similar: three,
        });
        expect(message === undefined || message.length < 300).toBe(true);
        expect(typeof fault({ fares: [one] })).toBe("string");
      }),
      { numRuns: propertyRuns(10_000) },
    );
  });

  test("fares that decoding accepts are right if their prices, order and texts are right", () => {
    fc.assert(
      fc.property(fares, (some) => {
        const tame = some
          .map(({ link: _, reference: __, ...fare }): Fare => {
            const price = usd(Math.abs(fare.price.amount));
            return {
              ...fare,
              name: fare.name.replace(/[^\w ]/g, ""),
              price,
              bookingClass: "",
              change: null,
              refund: null,
            };
          })
          .sort((a, b) => a.price.amount - b.price.amount);
        expect(tame.length).toBeLessThanOrEqual(LIMITS.faresMax);
        expect(fault({ price: tame[0]?.price ?? usd(1), fares: tame })).toBeUndefined();
      }),
    );
  });
});
