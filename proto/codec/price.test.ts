/** The request for the present price of one offer, and its answer. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { priceAnswers, priceRequests } from "../../test/fixtures/wire/arbitraries.ts";
import {
  type DecoderCase,
  expectRefusal,
  expectRoundTrip,
  ONE_ROW,
} from "../../test/fixtures/wire/decoders.ts";
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { PriceRequest } from "../messages.ts";
import {
  decodePriceAnswer,
  decodePriceRequest,
  encodePriceAnswer,
  encodePriceRequest,
} from "./price.ts";

test("CODEC-3 a request: decode(encode(x)) equals x", () =>
  expectRoundTrip(priceRequests, (request) => decodePriceRequest(encodePriceRequest(request))));

test("CODEC-3 an answer: decode(encode(x)) equals x", () =>
  expectRoundTrip(priceAnswers, (answer) => decodePriceAnswer(encodePriceAnswer(answer))));

const { rows: _, ...row } = ONE_ROW;
const twice = Object.fromEntries(
  Object.entries(row).map(([name, column]) => [name, [column[0], column[0]]]),
);

const tooMany = { ...row, price: new Array(LIMITS.offersABidMax + 1).fill(1) };

describe("CODEC-2 an answer that breaks a rule is refused, and the rule is named", () => {
  const answer = (fields: auction.PriceAnswer.$Properties) => () =>
    decodePriceAnswer(auction.PriceAnswer.encode({ searchId: "s", status: 1, ...fields }).finish());

  test("the answer that the cases below break is right by itself", () => {
    expect(answer({ offer: row })()).toMatchObject({ status: "offer", offer: { rows: 1 } });
  });

  test.each<DecoderCase>([
    ["a status outside the set", answer({ status: 5 as never }), "bid-malformed", "not one of 1-4"],
    ["no status", answer({ status: 0 }), "bid-malformed", "status 0 is not one of 1-4"],
    ["an offer without a row", answer({}), "bid-malformed", "'offer' carries 0 offers"],
    ["two offers", answer({ offer: twice }), "bid-malformed", "'offer' carries 2 offers"],
    ["gone, with an offer", answer({ status: 2, offer: row }), "bid-malformed", "'gone' carries 1"],
    [
      "a column that is short",
      answer({ offer: { ...row, stops: [] } }),
      "bid-malformed",
      "column stops has 0 rows",
    ],
  ])("%s", expectRefusal);

  test("a long reason is cut off", () => {
    const reason = "x".repeat(LIMITS.reasonLengthMax + 100);
    expect(answer({ status: 4, reason })().reason).toHaveLength(LIMITS.reasonLengthMax);
  });
});

describe("CODEC-2 a request that breaks a rule is refused, and the rule is named", () => {
  const sampled = fc.sample(priceRequests, { seed: 1, numRuns: 1 })[0] as PriceRequest;
  const { call = null } = auction.PriceRequest.decode(encodePriceRequest(sampled));
  const request = (fields: auction.PriceRequest.$Properties) => () =>
    decodePriceRequest(auction.PriceRequest.encode({ call, offer: row, ...fields }).finish());

  test.each<DecoderCase>([
    ["no call", request({ call: null }), "malformed", "a price request without a call"],
    ["no offer", request({ offer: null }), "malformed", "a price request for 0 offers; one is"],
    ["two offers", request({ offer: twice }), "malformed", "a price request for 2 offers"],
    [
      "rates by reference",
      request({ call: { ...call, rates: null, ratesId: "r" } }),
      "malformed",
      "a price request without rates",
    ],
    [
      "a column that is short",
      request({ offer: { ...row, stops: [] } }),
      "malformed",
      "column stops has 0 rows",
    ],
    ["too many offers", request({ offer: tooMany }), "too-large", "offers; at most"],
  ])("%s", expectRefusal);
});
