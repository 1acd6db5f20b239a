/** The body of one offer. */
import { describe, expect, test } from "@jest/globals";
import { offers } from "../../test/fixtures/wire/arbitraries.ts";
import {
  type DecoderCase,
  expectRefusal,
  expectRoundTrip,
  ONE_ROW,
} from "../../test/fixtures/wire/decoders.ts";
import { flights } from "../generated/messages.js";
import { decodeFallbackRecord, encodeFallbackRecord } from "./fallback-record.ts";
import { decodeOffer, encodeOffer } from "./offer.ts";

test("CODEC-3 decode(encode(x)) equals x", () =>
  expectRoundTrip(offers, (offer) => decodeOffer(encodeOffer(offer))));

describe("bytes from before there were fares", () => {
  test("an offer has no fares, no self-transfers and no similar ones", () => {
    const old = flights.FlightOffer.encode({
      seller: "BA",
      price: { amount: 1, currency: "USD" },
      slices: [{ segments: [{ carrier: "BA" }] }],
    }).finish();
    expect(decodeOffer(old)).toMatchObject({ fares: [], selfTransfers: [], similar: 0 });
    const [sheet] = decodeFallbackRecord(
      encodeFallbackRecord({ takenAtMs: 1, sheets: [{ ...ONE_ROW, body: [old] }] }),
    ).sheets;
    expect(decodeOffer(sheet?.body[0] as Uint8Array)).toEqual(decodeOffer(old));
  });
});

describe("CODEC-2 an offer that breaks a rule is refused, and the rule is named", () => {
  const offer = (changes: flights.FlightOffer.$Properties) =>
    flights.FlightOffer.encode({
      seller: "BA",
      price: { amount: 1, currency: "USD" },
      slices: [{ segments: [{}] }],
      ...changes,
    }).finish();
  const fare = { name: "Light", price: { amount: 1, currency: "USD" } };
  const sale = (changes: flights.Fare.$Properties) => offer({ fares: [{ ...fare, ...changes }] });
  test.each<DecoderCase>([
    [
      "an offer without slices",
      () => decodeOffer(offer({ slices: [] })),
      "bid-malformed",
      "an offer: 0 slices",
    ],
    [
      "a slice without segments",
      () => decodeOffer(offer({ slices: [{}] })),
      "bid-malformed",
      "a slice: 0 segments",
    ],
    [
      "a slice of nine segments",
      () => decodeOffer(offer({ slices: [{ segments: Array(9).fill({}) }] })),
      "bid-malformed",
      "a slice: 9 segments",
    ],
    [
      "an offer without a price",
      () => decodeOffer(offer({ price: null as never })),
      "bid-malformed",
      "an offer: no price",
    ],
    [
      "an offer of thirteen fares",
      () => decodeOffer(offer({ fares: Array(13).fill(fare) })),
      "bid-malformed",
      "13 fares; at most 12",
    ],
    [
      "a fare of no brand that there is",
      () => decodeOffer(sale({ brand: 4 as never })),
      "bid-malformed",
      "a fare: brand 4 is not one of 1-3",
    ],
    [
      "a fare without a price",
      () => decodeOffer(sale({ price: null as never })),
      "bid-malformed",
      "a fare: no price",
    ],
    [
      "a fare past the safe integers",
      () => decodeOffer(sale({ price: { amount: 2 ** 60, currency: "USD" } })),
      "bid-malformed",
      "is not a safe integer",
    ],
    [
      "a fare with a long name",
      () => decodeOffer(sale({ name: "x".repeat(65) })),
      "bid-malformed",
      "a fare: name has 65 characters",
    ],
    [
      "a fare of many classes",
      () => decodeOffer(sale({ bookingClass: "O".repeat(65) })),
      "bid-malformed",
      "a fare: booking_class has 65 characters",
    ],
    [
      "a fare of ten bags",
      () => decodeOffer(sale({ cabinBags: 10 })),
      "bid-malformed",
      "a fare: cabin_bags is 10; at most 9",
    ],
    [
      "a fare of ten suitcases",
      () => decodeOffer(sale({ checkedBags: 10 })),
      "bid-malformed",
      "a fare: checked_bags is 10; at most 9",
    ],
    [
      "a fee past the safe integers",
      () => decodeOffer(sale({ change: { allowed: true, fee: { amount: 2 ** 60 } } })),
      "bid-malformed",
      "is not a safe integer",
    ],
    [
      "a fee for a refund past them",
      () => decodeOffer(sale({ refund: { allowed: true, fee: { amount: -(2 ** 60) } } })),
      "bid-malformed",
      "is not a safe integer",
    ],
    [
      "an offer of eleven self-transfers",
      () => decodeOffer(offer({ selfTransfers: Array(11).fill("STN") })),
      "bid-malformed",
      "11 self_transfers; at most 10",
    ],
    [
      "an offer like too many others",
      () => decodeOffer(offer({ similar: 10_001 })),
      "bid-malformed",
      "an offer: similar is 10001",
    ],
  ])("%s", expectRefusal);

  test("the fare that the cases above break is right by itself", () => {
    const notStated = {
      brand: null,
      bookingClass: "",
      cabinBags: null,
      checkedBags: null,
      change: null,
      refund: null,
    };
    expect(decodeOffer(sale({})).fares).toEqual([{ ...fare, ...notStated }]);
    const most = {
      cabinBags: 9,
      checkedBags: 9,
      name: "x".repeat(64),
      bookingClass: "O".repeat(64),
    };
    expect(decodeOffer(offer({ fares: Array(12).fill({ ...fare, ...most }) })).fares).toEqual(
      Array(12).fill({ ...fare, ...notStated, ...most }),
    );
    expect(
      decodeOffer(offer({ selfTransfers: Array(10).fill("STN"), similar: 10_000 })).similar,
    ).toBe(10_000);
  });
});
