/**
 * What is sent for every search is read and written straight from its values. The generated code is
 * the definition: both must agree, on what is usual and on any other bytes.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { bids, plainSentCalls, sentCalls } from "../../test/fixtures/wire/arbitraries.ts";
import { ending } from "../../test/fixtures/wire/decoders.ts";
import { byteMutations, changed } from "../../test/fixtures/wire/mutants.ts";
import { nearlySoundOffers, soundOffers } from "../../test/fixtures/wire/row-arbitraries.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { auction } from "../generated/messages.js";
import { itineraryKey, wallClockMinutes } from "../itinerary.ts";
import type { Bid, FlightOffer, Rates, SentCall } from "../messages.ts";
import { decodeAnyBid, decodeBid, encodeBid } from "./bid.ts";
import { readBid } from "./bid-reader.ts";
import { decodeAnyCall, decodeCall, encodeCall } from "./call.ts";
import { readCall } from "./call-reader.ts";
import { decodeAnyCancel, decodeCancel, encodeCancel } from "./cancel.ts";
import { readCompactOffer } from "./compact-reader.ts";
import { encodeRow, encodeRowBody } from "./compact-writer.ts";
import { encodeOffer } from "./offer.ts";
import type { RowColumns } from "./row-columns.ts";
import { decodeAnyBody, decodeRowBody } from "./row-offer.ts";
import { searchMessage } from "./search.ts";

const numRuns = propertyRuns(300);

const columnsOf = (offer: FlightOffer): RowColumns => ({
  price: offer.price.amount,
  currency: offer.price.currency,
  seller: offer.seller,
  itinerary: itineraryKey(offer.slices),
});

const ratesMessage = ({ date, perUnit }: Rates) => ({
  date,
  currencies: [...perUnit.keys()].join(""),
  perUnit: [...perUnit.values()],
});

/** Floors of which twice the amount is exact. */
const areSmall = (floors: readonly number[] = []) =>
  floors.every((floor) => 2 * floor <= Number.MAX_SAFE_INTEGER);

const isAscii = (value: unknown) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  /^[\x00-\x7f]*$/.test(JSON.stringify(value));

describe("CODEC-2, CODEC-3 bids", () => {
  test("what is usual is read the fast way, as the generated code reads it", () =>
    fc.assert(
      fc.property(bids, (bid) => {
        const bytes = encodeBid(bid);
        const fast = readBid(bytes);
        const isUsual =
          (bid.floor ?? 0) >= 0 &&
          areSmall(bid.cellFloors) &&
          bid.notes === undefined &&
          bid.cut === undefined;
        if (isAscii(bid.sheet.itinerary) && isUsual) expect(fast).toBeDefined();
        if (fast !== undefined) expect(fast).toEqual(decodeAnyBid(bytes));
        expect(decodeBid(new Uint8Array(bytes))).toEqual(bid);
      }),
      { numRuns },
    ));

  test("any other bytes are read, or refused, as by the generated code", () =>
    fc.assert(
      fc.property(bids, byteMutations, (bid: Bid, list) => {
        const bytes = changed(encodeBid(bid), list);
        expect(ending(() => decodeBid(bytes))).toEqual(ending(() => decodeAnyBid(bytes)));
      }),
      { numRuns: 2 * numRuns },
    ));

  test("the bytes are those of the generated code, without what is 0, false or empty", () =>
    fc.assert(
      fc.property(bids, (bid) => {
        const bytes = encodeBid(bid);
        expect(Buffer.from(auction.Bid.encode(auction.Bid.decode(bytes)).finish())).toEqual(bytes);
      }),
      { numRuns },
    ));
});

test("CODEC-2 cancels: any bytes are read, or refused, as by the generated code", () =>
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.option(byteMutations), (id, list) => {
      const bytes = list === null ? encodeCancel(id) : changed(encodeCancel(id), list);
      expect(ending(() => decodeCancel(bytes))).toEqual(ending(() => decodeAnyCancel(bytes)));
    }),
    { numRuns: 2 * numRuns },
  ));

describe("CODEC-2, CODEC-3, RATES-1 calls", () => {
  test("what is usual is read the fast way, as the generated code reads it", () =>
    fc.assert(
      fc.property(plainSentCalls, (call) => {
        const bytes = encodeCall(call);
        const fast = readCall(bytes);
        const { valuePerHour, penaltyPerStop } = call.objective;
        if (valuePerHour >= 0 && penaltyPerStop >= 0) expect(fast).toBeDefined();
        if (fast !== undefined) expect(fast).toEqual(decodeAnyCall(bytes));
      }),
      { numRuns },
    ));

  test("any call comes back as it was", () =>
    fc.assert(
      fc.property(sentCalls, (call) => {
        const budgetMs = Math.floor(call.budgetMs);
        expect(decodeCall(encodeCall(call))).toEqual({ ...call, budgetMs });
      }),
      { numRuns },
    ));

  test("any other bytes are read, or refused, as by the generated code", () =>
    fc.assert(
      fc.property(sentCalls, byteMutations, (call: SentCall, list) => {
        const bytes = changed(encodeCall(call), list);
        expect(ending(() => decodeCall(bytes))).toEqual(ending(() => decodeAnyCall(bytes)));
      }),
      { numRuns: 2 * numRuns },
    ));

  test("the bytes are those of the generated code", () =>
    fc.assert(
      fc.property(sentCalls, (call) => {
        const bytes = encodeCall(call);
        const whole: auction.CallForBids.$Properties = {
          searchId: call.searchId,
          gateway: call.gateway,
          search: searchMessage(call.search),
          budgetMs: call.budgetMs,
          sentAtMs: call.sentAtMs,
          objective: { ...call.objective },
          ...(call.rates === undefined
            ? { ratesId: call.ratesId }
            : { rates: ratesMessage(call.rates) }),
          notices: call.notices === undefined ? null : { kinds: [...call.notices] },
        };
        expect(Buffer.from(auction.CallForBids.encode(whole).finish())).toEqual(bytes);
      }),
      { numRuns },
    ));
});

describe("CODEC-2, CODEC-3, ROWOFFER-1, KEY-1 bodies of rows", () => {
  test("a compact body is read the fast way, as the generated code reads it", () =>
    fc.assert(
      fc.property(soundOffers, (offer) => {
        const body = encodeRowBody(offer);
        const columns = columnsOf(offer);
        const fast = readCompactOffer(body, columns);
        if (fast !== undefined) expect(fast).toEqual(offer);
        expect(decodeAnyBody(body, columns)).toEqual(offer);
        expect(decodeRowBody(body, columns)).toEqual(offer);
      }),
      { numRuns },
    ));

  test("an offer that a compact body cannot carry has a whole one", () =>
    fc.assert(
      fc.property(nearlySoundOffers, (offer) => {
        const columns = columnsOf(offer);
        const { body, itinerary, departure } = encodeRow(offer);
        expect(decodeRowBody(body, columns)).toEqual(offer);
        expect(itinerary).toBe(columns.itinerary);
        expect(departure).toBe(wallClockMinutes(offer.slices[0]?.segments[0]?.departure ?? ""));
        expect(decodeRowBody(encodeOffer(offer), columns)).toEqual(offer);
      }),
      { numRuns },
    ));

  test("any other bytes, under any key, are read, or refused, as by the generated code", () =>
    fc.assert(
      fc.property(
        soundOffers,
        byteMutations,
        byteMutations,
        fc.boolean(),
        (offer, list, inKey, hasOtherKey) => {
          const body = changed(encodeRowBody(offer), list);
          const columns = columnsOf(offer);
          const itinerary = hasOtherKey
            ? changed(Buffer.from(columns.itinerary), inKey).toString("latin1")
            : columns.itinerary;
          const its = { ...columns, itinerary };
          expect(ending(() => decodeRowBody(body, its))).toEqual(
            ending(() => decodeAnyBody(body, its)),
          );
        },
      ),
      { numRuns: 2 * numRuns },
    ));

  test("the bytes are those of the generated code, without what is 0, false or empty", () =>
    fc.assert(
      fc.property(soundOffers, (offer) => {
        const body = encodeRowBody(offer);
        const m = auction.CompactOffer.decode(body);
        if (m.slices.length > 0) return;
        expect(auction.CompactOffer.encode(m).finish().length).toBe(body.length);
      }),
      { numRuns },
    ));
});
