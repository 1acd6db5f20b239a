import { describe, expect, test } from "@jest/globals";
import { decodeBid, EMPTY_SHEET, encodeBid } from "../../proto/codec/index.ts";
import type { Bid } from "../../proto/messages.ts";
import { flightOffers, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { encodedWithin, stillWithin } from "./encoded-bid.ts";

const bid: Bid = {
  searchId: "s",
  sequence: 3,
  final: true,
  status: "offers",
  reason: "n".repeat(400),
  floor: null,
  sheet: sheetOf(flightOffers(flightSearch(), 20)),
};
const bytes = encodeBid(bid);

describe("a bid and what the broker takes in one message", () => {
  test("is sent as it is where it fits", () => {
    expect(encodedWithin(bid, bytes.length)).toEqual(bytes);
    expect(stillWithin(bytes, bytes.length)).toBe(bytes);
  });

  test("A7: a final bid that does not fit is replaced by its reason, with the same sequence number", () => {
    const short = decodeBid(encodedWithin(bid, bytes.length - 1));
    const reason = `bid-too-large: a bid of ${bytes.length} bytes, and the broker takes ${bytes.length - 1} in one message`;
    expect(short).toEqual({ ...bid, status: "failed", reason, sheet: EMPTY_SHEET });
    expect(decodeBid(stillWithin(bytes, bytes.length - 1))).toEqual(short);
  });

  test("without its notes, before an offer is left out for them", () => {
    const notes = [{ reason: "sold-out", count: 2, text: "flights without seats" }];
    const noted = { ...bid, notes };
    expect(decodeBid(encodedWithin(noted, bytes.length + 100)).notes).toEqual(notes);
    expect(encodedWithin(noted, bytes.length)).toEqual(bytes);
    expect(stillWithin(encodeBid(noted), bytes.length)).toEqual(bytes);
  });

  test("A7: by the code alone, where the broker takes very small messages", () => {
    const short = encodedWithin(bid, 60);
    expect(short.length).toBeLessThanOrEqual(60);
    expect(decodeBid(short)).toMatchObject({
      final: true,
      status: "failed",
      reason: "bid-too-large",
    });
  });

  test("a bid that is not final is not changed: its offers are sent in another", () => {
    expect(() => encodedWithin({ ...bid, final: false }, 60)).toThrow(
      /^a bid of \d+ bytes, and the broker takes 60 in one message$/,
    );
  });
});
