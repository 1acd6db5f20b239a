/** Bids, with their offers as columns. */
import { BID_STATUSES } from "../closed-sets.ts";
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { Bid } from "../messages.ts";
import { BID_CODES, decodeAs, fail, numberOf, safeInteger, wordOf } from "./guard.ts";
import { readSheet, sheetMessage } from "./sheet.ts";

/** The bytes of a bid, whatever its size: the sender keeps the limits. */
export function encodeBid(bid: Bid): Uint8Array {
  return auction.Bid.encode({
    searchId: bid.searchId,
    sequence: bid.sequence,
    final: bid.final,
    status: numberOf(BID_STATUSES, bid.status),
    reason: bid.reason ?? "",
    sheet: sheetMessage(bid.sheet),
    ...(bid.floor === null ? {} : { floor: bid.floor }),
    ...(bid.stopped === true ? { stopped: true } : {}),
  }).finish();
}

/** @throws AuctionError `bid-malformed` or `bid-too-large` */
export function decodeBid(bytes: Uint8Array): Bid {
  const m = decodeAs(auction.Bid, bytes, LIMITS.bidBytesMax, "a bid", BID_CODES);
  const status = wordOf(BID_STATUSES, m.status, "status", "bid-malformed");
  const sheet = readSheet(m.sheet);
  if (status !== "offers" && sheet.rows > 0)
    fail("bid-malformed", `a bid that is '${status}' carries ${sheet.rows} offers`);
  return {
    searchId: m.searchId,
    sequence: m.sequence,
    final: m.final,
    status,
    reason: m.reason === "" ? null : m.reason.slice(0, LIMITS.reasonLengthMax),
    sheet,
    floor: m.floor == null ? null : safeInteger(m.floor, "floor", "bid-malformed"),
    ...(m.stopped ? { stopped: true } : {}),
  };
}
