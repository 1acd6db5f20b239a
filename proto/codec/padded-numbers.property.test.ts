/**
 * A number may be written with more bytes than it needs, up to ten. No encoder does it, and the
 * fast readers must agree with the generated code about it, also beyond the ten.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { bids, sentCalls } from "../../test/fixtures/wire/arbitraries.ts";
import { ending, ONE_ROW } from "../../test/fixtures/wire/decoders.ts";
import { type PaddedShape, paddedForms } from "../../test/fixtures/wire/padded.ts";
import { soundOffers } from "../../test/fixtures/wire/row-arbitraries.ts";
import { fare } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { itineraryKey } from "../itinerary.ts";
import type { FlightOffer } from "../messages.ts";
import { decodeAnyBid, decodeBid, encodeBid } from "./bid.ts";
import { decodeAnyCall, decodeCall, encodeCall } from "./call.ts";
import { decodeAnyCancel, decodeCancel, encodeCancel } from "./cancel.ts";
import { encodeRowBody } from "./compact-writer.ts";
import type { RowColumns } from "./row-columns.ts";
import { decodeAnyBody, decodeRowBody } from "./row-offer.ts";

const BID: PaddedShape = {
  6: { 1: "packed", 2: "packed", 3: "packed", 4: "packed", 5: "packed", 7: "packed" },
};
const CALL: PaddedShape = { 3: { 1: {}, 2: {}, 8: { 3: {} } }, 6: {}, 7: {}, 8: {} };
const MONEY: PaddedShape = {};
const BODY: PaddedShape = {
  6: { 3: MONEY, 7: { 2: MONEY }, 8: { 2: MONEY } },
  9: "packed",
  10: "packed",
  13: "packed",
};

const columnsOf = (offer: FlightOffer): RowColumns => ({
  price: offer.price.amount,
  currency: offer.price.currency,
  seller: offer.seller,
  itinerary: itineraryKey(offer.slices),
});

/** The forms with so many more bytes are read, or refused, as by the generated code. */
function expectAgreement(
  bytes: Uint8Array,
  shape: PaddedShape,
  zeros: number,
  fast: (bytes: Uint8Array) => unknown,
  generated: (bytes: Uint8Array) => unknown,
): void {
  for (const form of paddedForms(bytes, shape, zeros))
    expect(ending(() => fast(form))).toEqual(ending(() => generated(form)));
}

describe("CODEC-2 property: numbers with more bytes than they need", () => {
  const numRuns = propertyRuns(30);
  /**
   * Counts of ten bytes at most, of about ten and more, and of so many that their weight is not a
   * number.
   */
  const counts = fc.oneof(fc.nat(12), fc.integer({ min: 140, max: 160 }));

  test("in a bid", () =>
    fc.assert(
      fc.property(bids, counts, (bid, zeros) =>
        expectAgreement(encodeBid(bid), BID, zeros, decodeBid, decodeAnyBid),
      ),
      { numRuns },
    ));

  test("in a call", () =>
    fc.assert(
      fc.property(sentCalls, counts, (call, zeros) =>
        expectAgreement(encodeCall(call), CALL, zeros, decodeCall, decodeAnyCall),
      ),
      { numRuns },
    ));

  test("in a cancel", () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), counts, (id, zeros) =>
        expectAgreement(encodeCancel(id), {}, zeros, decodeCancel, decodeAnyCancel),
      ),
      { numRuns },
    ));

  test("in the body of a row", () =>
    fc.assert(
      fc.property(soundOffers, counts, (offer, zeros) => {
        const columns = columnsOf(offer);
        expectAgreement(
          encodeRowBody(offer),
          BODY,
          zeros,
          (bytes) => decodeRowBody(bytes, columns),
          (bytes) => decodeAnyBody(bytes, columns),
        );
      }),
      { numRuns },
    ));
});

describe("A5 a number of more than ten bytes is refused, wherever it stands", () => {
  const [offer] = fc.sample(soundOffers, { seed: 1, numRuns: 1 }) as [FlightOffer];
  const sheet = { 1: "packed" } as const;
  const bid = encodeBid({
    searchId: "",
    sequence: 0,
    final: false,
    status: "offers",
    reason: null,
    sheet: ONE_ROW,
    floor: 1,
  });
  const body = encodeRowBody({
    ...offer,
    expiresAtMs: 1,
    fares: [
      fare({ change: { allowed: true, fee: { amount: 1, currency: offer.price.currency } } }),
    ],
  });
  const columns = columnsOf(offer);

  test.each<[bytes: number]>([[11], [160]])("of %i bytes", (count) => {
    const refused = [
      ...[...paddedForms(bid, { 6: sheet }, count - 1)].map((form) =>
        ending(() => decodeBid(form)),
      ),
      ...[...paddedForms(body, BODY, count - 1)].map((form) =>
        ending(() => decodeRowBody(form, columns)),
      ),
    ];
    expect(refused.length).toBeGreaterThan(30);
    for (const one of refused) expect(one).toEqual(["bid-malformed", expect.any(String)]);
  });
});
