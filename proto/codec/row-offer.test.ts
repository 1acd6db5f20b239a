/** The offer in a row of a sheet: its body, completed by the columns of the row. */
import { describe, test } from "@jest/globals";
import { type Case, columnsOf, expectRefusal } from "../../test/fixtures/wire/decoders.ts";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { encodeOffer } from "./offer.ts";
import type { RowColumns } from "./row-columns.ts";
import { decodeRowBody } from "./row-offer.ts";

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
