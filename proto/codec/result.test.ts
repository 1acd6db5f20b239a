/** The result of a search. */
import { describe, expect, test } from "@jest/globals";
import { type DecoderCase, expectRefusal } from "../../test/fixtures/wire/decoders.ts";
import { auction } from "../generated/messages.js";
import { decodeResult } from "./result.ts";

describe("CODEC-2 a result that breaks a rule is refused, and the rule is named", () => {
  const fare = { name: "Light", price: { amount: 1, currency: "USD" } };
  const result = (changes: auction.Itinerary.$Properties) =>
    auction.SearchResult.encode({
      endedBy: 1,
      itineraries: [{ price: fare.price, slices: [{ segments: [{}] }], ...changes }],
    }).finish();
  test.each<DecoderCase>([
    [
      "a result with an offer of thirteen fares",
      () =>
        decodeResult(
          result({
            sellers: [
              { originalPrice: fare.price, price: fare.price, fares: Array(13).fill(fare) },
            ],
          }),
        ),
      "malformed",
      "13 fares",
    ],
    [
      "a result like too many others",
      () => decodeResult(result({ similar: 10_001 })),
      "malformed",
      "an itinerary: similar is 10001",
    ],
    [
      "an end outside the set",
      () => decodeResult(auction.SearchResult.encode({ endedBy: 8 as never }).finish()),
      "malformed",
      "ended_by 8 is not one of 1-7",
    ],
  ])("%s", expectRefusal);

  test("the result that the cases above break is right by itself", () => {
    expect(decodeResult(result({})).itineraries[0]).toMatchObject({ similar: 0, sellers: [] });
  });
});
