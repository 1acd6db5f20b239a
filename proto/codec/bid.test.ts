/** Bids, with their offers as columns. */
import { describe, expect, test } from "@jest/globals";
import { bids } from "../../test/fixtures/wire/arbitraries.ts";
import {
  type DecoderCase,
  expectRefusal,
  expectRoundTrip,
  ONE_ROW,
  refusal,
} from "../../test/fixtures/wire/decoders.ts";
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import { beginsWithId, bidId, decodeBid, encodeBid } from "./bid.ts";

test("CODEC-3 decode(encode(x)) equals x", () =>
  expectRoundTrip(bids, (bid) => decodeBid(encodeBid(bid))));

describe("CODEC-1 what is larger than its limit is refused before it is decoded", () => {
  test("a bid of more rows than are read", () => {
    const rows = LIMITS.offersABidMax + 1;
    const many = auction.Bid.encode({
      status: 1,
      sheet: { price: Array<number>(rows).fill(1) },
    }).finish();
    expect(refusal(() => decodeBid(many))).toMatchObject({
      code: "bid-too-large",
      message: expect.stringContaining(`${rows} offers`),
    });
  });
});

describe("CODEC-2 a bid that breaks a rule is refused, and the rule is named", () => {
  const bid = (sheet: auction.Sheet.$Properties, more: auction.Bid.$Properties = {}) =>
    auction.Bid.encode({ searchId: "s", final: true, status: 1, sheet, ...more }).finish();
  const { rows: _, ...row } = ONE_ROW;
  test("the row that the cases below break is right by itself", () => {
    expect(decodeBid(bid(row)).sheet).toEqual({ rows: 1, ...row });
  });

  test.each<DecoderCase>([
    [
      "a status outside the set",
      () => decodeBid(bid({}, { status: 5 as never })),
      "bid-malformed",
      "status 5 is not one of 1-4",
    ],
    [
      "no status",
      () => decodeBid(bid({}, { status: 0 })),
      "bid-malformed",
      "status 0 is not one of 1-4",
    ],
    [
      "a column that is short",
      () => decodeBid(bid({ ...row, stops: [] })),
      "bid-malformed",
      "column stops has 0 rows, price has 1",
    ],
    [
      "a column that is long",
      () => decodeBid(bid({ ...row, body: [new Uint8Array(), new Uint8Array()] })),
      "bid-malformed",
      "column body has 2 rows",
    ],
    [
      "a column that may be absent, and is long",
      () => decodeBid(bid({ ...row, mixed: [1, 0] })),
      "bid-malformed",
      "column mixed has 2 rows, price has 1",
    ],
    [
      "a flag of that column that is neither 0 nor 1",
      () => decodeBid(bid({ ...row, mixed: [2] })),
      "bid-malformed",
      "column mixed has 2; 0 and 1 are right",
    ],
    [
      "that column without prices",
      () => decodeBid(bid({ mixed: [1] })),
      "bid-malformed",
      "column mixed has rows, but price has none",
    ],
    [
      "columns without prices",
      () => decodeBid(bid({ ...row, price: [] })),
      "bid-malformed",
      "price has none",
    ],
    [
      "a negative price",
      () => decodeBid(bid({ ...row, price: [-1] })),
      "bid-malformed",
      "row 0: the price -1",
    ],
    [
      "a price past the safe integers",
      () => decodeBid(bid({ ...row, price: [2 ** 60] })),
      "bid-malformed",
      "row 0: the price",
    ],
    [
      "a currency that is not listed",
      () => decodeBid(bid({ ...row, currency: [1] })),
      "bid-malformed",
      "row 0: currency 1",
    ],
    [
      "a seller that is not listed",
      () => decodeBid(bid({ ...row, seller: [9] })),
      "bid-malformed",
      "row 0: seller 9",
    ],
    [
      "offers in a bid that has none",
      () => decodeBid(bid(row, { status: 2 })),
      "bid-malformed",
      "'empty' carries 1 offers",
    ],
    [
      "a floor past the safe integers",
      () => decodeBid(bid(row, { floor: 2 ** 60 })),
      "bid-malformed",
      "floor",
    ],
    [
      "a floor of a cell below -1",
      () => decodeBid(bid({}, { cellFloors: [0, -2] })),
      "bid-malformed",
      "cell_floors[1] is -2; -1, 0 and more are right",
    ],
    [
      "a floor of a cell past the safe integers",
      () => decodeBid(bid({}, { cellFloors: [2 ** 60] })),
      "bid-malformed",
      "cell_floors[0]",
    ],
    [
      "floors of more cells than a calendar has",
      () => decodeBid(bid({}, { cellFloors: Array<number>(435).fill(-1) })),
      "bid-malformed",
      "cell_floors of 435 cells; at most 434 are read",
    ],
  ])("%s", expectRefusal);

  test("a long reason is cut", () => {
    expect(decodeBid(bid({}, { status: 4, reason: "x".repeat(10_000) })).reason).toHaveLength(500);
  });
});

test.each<[what: string, bytes: readonly number[], id: string | undefined]>([
  ["an id", [0x0a, 2, 0x61, 0x62, 0x18, 1], "ab"],
  ["nothing", [], undefined],
  ["another field", [0x18, 1, 0x0a, 1, 0x61], undefined],
  ["an id that is cut off", [0x0a, 3, 0x61, 0x62], undefined],
  ["an empty id", [0x0a, 0], undefined],
  ["an id that is not a token", [0x0a, 3, 0x61, 0x2e, 0x62], undefined],
  ["a length of several bytes", [0x0a, 0x82, 0x00, 0x61, 0x62], undefined],
  ["an id of 65 characters", [0x0a, 65, ...Array<number>(65).fill(0x61)], undefined],
])("the id of a bid is read from its first field: %s", (_what, bytes, id) => {
  expect(bidId(Uint8Array.from(bytes))).toBe(id);
  if (id !== undefined) expect(beginsWithId(id, Uint8Array.from(bytes))).toBe(true);
  expect(beginsWithId("other", Uint8Array.from(bytes))).toBe(false);
});
