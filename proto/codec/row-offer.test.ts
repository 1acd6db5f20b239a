/** The offer in a row of a sheet: its body, completed by the columns of the row. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { offers } from "../../test/fixtures/wire/arbitraries.ts";
import { type Case, expectRefusal, ONE_ROW, RUNS } from "../../test/fixtures/wire/decoders.ts";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { itineraryKey } from "../itinerary.ts";
import type { FlightOffer } from "../messages.ts";
import { encodeRowBody } from "./compact-writer.ts";
import { encodeOffer } from "./offer.ts";
import type { RowColumns } from "./row-columns.ts";
import { decodeRowBody, decodeRowOffer } from "./row-offer.ts";

const columnsOf = (offer: FlightOffer): RowColumns => ({
  price: offer.price.amount,
  currency: offer.price.currency,
  seller: offer.seller,
  itinerary: itineraryKey(offer.slices),
});

test("CODEC-3 decode(encode(x)) equals x, from a row and from a body beside its columns", () =>
  fc.assert(
    fc.property(offers, (offer) => {
      const columns = columnsOf(offer);
      const body = encodeRowBody(offer);
      expect(decodeRowBody(body, columns)).toEqual(offer);
      const sheet = {
        ...ONE_ROW,
        price: [columns.price],
        itinerary: [columns.itinerary],
        body: [body],
        currencies: [columns.currency],
        sellers: [columns.seller],
      };
      expect(decodeRowOffer(sheet, 0)).toEqual(offer);
    }),
    { numRuns: RUNS },
  ));

describe("CODEC-4, VERIFY-1 a body that repeats a column and differs is refused", () => {
  const offer = flightOffer(flightSearch());
  const full = encodeOffer(offer);
  const open = (changes: Partial<RowColumns>) =>
    decodeRowBody(full, { ...columnsOf(offer), ...changes });

  test.each<Case>([
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
