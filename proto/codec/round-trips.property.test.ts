/** The two largest messages; the others are in the tests of their codecs. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { offers, results } from "../../test/fixtures/wire/arbitraries.ts";
import { expectRoundTrip, ONE_ROW, RUNS, rowColumnsOf } from "../../test/fixtures/wire/decoders.ts";
import { encodeRowBody } from "./compact-writer.ts";
import { decodeResult, encodeResult } from "./result.ts";
import { decodeRowBody, decodeRowOffer } from "./row-offer.ts";

test("CODEC-3 a result: decode(encode(x)) equals x", () =>
  expectRoundTrip(results, (result) => decodeResult(encodeResult(result))));

test("CODEC-3 an offer: decode(encode(x)) equals x, from a row and from a body beside its columns", () =>
  fc.assert(
    fc.property(offers, (offer) => {
      const columns = rowColumnsOf(offer);
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
