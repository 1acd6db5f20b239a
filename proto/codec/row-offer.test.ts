/** The offer in a row of a sheet: its body, completed by the columns of the row. */
import { describe, expect, test } from "@jest/globals";
import {
  type DecoderCase,
  expectRefusal,
  rowColumnsOf,
} from "../../test/fixtures/wire/decoders.ts";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { auction } from "../generated/messages.js";
import type { Cabin, FlightOffer } from "../messages.ts";
import { encodeRowBody } from "./compact-writer.ts";
import { encodeOffer } from "./offer.ts";
import type { RowColumns } from "./row-columns.ts";
import { decodeAnyBody, decodeRowBody } from "./row-offer.ts";

describe("ROWOFFER-1, VERIFY-1 a body that repeats a column and differs is refused", () => {
  const offer = flightOffer(flightSearch());
  const full = encodeOffer(offer);
  const open = (changes: Partial<RowColumns>) =>
    decodeRowBody(full, { ...rowColumnsOf(offer), ...changes });

  test.each<DecoderCase>([
    ["price", () => open({ price: 1 }), "bid-malformed", "with price 1 has 51234 in its body"],
    ["currency", () => open({ currency: "EUR" }), "bid-malformed", "currency EUR has USD"],
    ["seller", () => open({ seller: "AA" }), "bid-malformed", "seller AA has BA"],
    ["itinerary", () => open({ itinerary: "BA1" }), "bid-malformed", "itinerary BA1 has BA100-L"],
    [
      "A6: a long key is quoted in part",
      () => open({ itinerary: "x".repeat(1_400) }),
      "bid-malformed",
      `itinerary ${"x".repeat(79)}… has BA100`,
    ],
  ])("%s", expectRefusal);
});

describe("the terminals of a compact body", () => {
  const plain = flightOffer(flightSearch());
  const withTerminals = (origin?: string, destination?: string): FlightOffer => ({
    ...plain,
    slices: plain.slices.map((slice) => ({
      ...slice,
      segments: slice.segments.map((segment) => ({
        ...segment,
        ...(origin === undefined ? {} : { originTerminal: origin }),
        ...(destination === undefined ? {} : { destinationTerminal: destination }),
      })),
    })),
  });

  test.each<[string, FlightOffer, bytes: number]>([
    ["none", plain, 0],
    ["both", withTerminals("5", "8"), 6],
    ["of the origin alone", withTerminals("2E"), 6],
    ["of the destination alone", withTerminals(undefined, "8"), 5],
  ])("%s: what is read is what was written", (_, offer, bytes) => {
    const body = encodeRowBody(offer);
    expect(decodeRowBody(body, rowColumnsOf(offer))).toEqual(offer);
    expect(body.length - encodeRowBody(plain).length).toBe(bytes);
  });

  test("an empty name is kept as it is, in a whole body", () => {
    const offer = withTerminals("", "8");
    expect(decodeRowBody(encodeRowBody(offer), rowColumnsOf(offer))).toEqual(offer);
  });

  test.each<DecoderCase>([
    [
      "one for a segment",
      () =>
        decodeRowBody(
          auction.CompactOffer.encode({
            ...auction.CompactOffer.decode(encodeRowBody(plain)),
            terminals: ["5"],
          }).finish(),
          rowColumnsOf(plain),
        ),
      "bid-malformed",
      "has 1 terminals; 0 or 2 are right",
    ],
  ])("%s", expectRefusal);
});

describe("the cabins of a compact body", () => {
  const plain = flightOffer(flightSearch(), { stops: 1 });
  const withCabins = (...cabins: (Cabin | undefined)[]): FlightOffer => ({
    ...plain,
    slices: plain.slices.map((slice) => ({
      ...slice,
      segments: slice.segments.map((segment, i) => {
        const cabin = cabins[i];
        return cabin === undefined ? segment : { ...segment, cabin };
      }),
    })),
  });

  test.each<[string, FlightOffer, bytes: number]>([
    ["none", plain, 0],
    ["of the first flight alone", withCabins("economy"), 4],
    ["of the second alone", withCabins(undefined, "first"), 4],
    ["of both", withCabins("premium_economy", "business"), 4],
  ])("%s: what is read is what was written", (_, offer, bytes) => {
    const body = encodeRowBody(offer);
    expect(decodeRowBody(body, rowColumnsOf(offer))).toEqual(offer);
    expect(decodeAnyBody(body, rowColumnsOf(offer))).toEqual(offer);
    expect(body.length - encodeRowBody(plain).length).toBe(bytes);
  });

  const withNumbers = (cabins: number[]) => () =>
    decodeRowBody(
      auction.CompactOffer.encode({
        ...auction.CompactOffer.decode(encodeRowBody(plain)),
        cabins,
      }).finish(),
      rowColumnsOf(plain),
    );
  test.each<DecoderCase>([
    ["one for two segments", withNumbers([1]), "bid-malformed", "has 1 cabins; 0 or 2 are right"],
    ["a number that is none", withNumbers([0, 5]), "bid-malformed", "cabin 5 is not one of 1-4"],
  ])("%s", expectRefusal);

  test("zeros name no cabin", () => expect(withNumbers([0, 0])()).toEqual(plain));
});
