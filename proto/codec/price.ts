/** The request for the present price of one offer, and its answer. Few are sent: no fast codec. */
import { PRICE_STATUSES } from "../closed-sets.ts";
import { AuctionError } from "../errors.ts";
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { PriceAnswer, PriceRequest, Sheet } from "../messages.ts";
import protobuf from "../protobuf.ts";
import { reasonOf } from "./bid-reader.ts";
import { callOf, encodeCall } from "./call.ts";
import { BID_CODES, decodeAs, fail, numberOf, REQUEST_CODES, wordOf } from "./guard.ts";
import { readSheet, sheetMessage } from "./sheet.ts";
import { delimited } from "./tags.ts";

export function encodePriceRequest({ call, offer }: PriceRequest): Uint8Array {
  const writer = protobuf.Writer.create();
  writer.uint32(delimited(1)).bytes(encodeCall(call));
  writer.uint32(delimited(2)).bytes(auction.Sheet.encode(sheetMessage(offer)).finish());
  return writer.finish();
}

/** @throws AuctionError `malformed` or `too-large` */
export function decodePriceRequest(bytes: Uint8Array): PriceRequest {
  const limit = LIMITS.priceRequestBytesMax;
  const m = decodeAs(auction.PriceRequest, bytes, limit, "a price request", REQUEST_CODES);
  if (m.call == null) fail("malformed", "a price request without a call");
  const call = callOf(m.call as auction.CallForBids);
  if (call.rates === undefined) fail("malformed", "a price request without rates");
  const offer = readSheetOfRequest(m.offer);
  if (offer.rows !== 1) fail("malformed", `a price request for ${offer.rows} offers; one is right`);
  return { call, offer };
}

/** What is wrong with the sheet is the fault of who asks, and no bid's. */
function readSheetOfRequest(m: auction.PriceRequest["offer"]): Sheet {
  try {
    return readSheet(m);
  } catch (thrown) {
    const { code, message } = AuctionError.from(thrown, BID_CODES.malformed);
    const { large, malformed } = REQUEST_CODES;
    throw new AuctionError(code === BID_CODES.large ? large : malformed, message);
  }
}

export function encodePriceAnswer(answer: PriceAnswer): Uint8Array {
  const { searchId, status, reason, offer, lowestFareOnly = false } = answer;
  return auction.PriceAnswer.encode({
    searchId,
    status: numberOf(PRICE_STATUSES, status),
    reason: reason ?? "",
    ...(offer.rows === 0 ? {} : { offer: sheetMessage(offer) }),
    lowestFareOnly,
  }).finish();
}

/** @throws AuctionError `bid-malformed` or `bid-too-large` */
export function decodePriceAnswer(bytes: Uint8Array): PriceAnswer {
  const limit = LIMITS.priceAnswerBytesMax;
  const m = decodeAs(auction.PriceAnswer, bytes, limit, "a price answer", BID_CODES);
  const status = wordOf(PRICE_STATUSES, m.status, "status", "bid-malformed");
  const offer = readSheet(m.offer);
  checkRows(status === "offer" ? 1 : 0, status, offer);
  return {
    searchId: m.searchId,
    status,
    reason: reasonOf(m.reason),
    offer,
    ...(m.lowestFareOnly ? { lowestFareOnly: true } : {}),
  };
}

function checkRows(right: number, status: string, { rows }: Sheet): void {
  if (rows !== right)
    fail("bid-malformed", `a price answer that is '${status}' carries ${rows} offers`);
}
