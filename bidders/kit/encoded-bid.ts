/**
 * A bid as bytes. The broker limits the size of a message, and the limit may be another one after
 * each reconnect.
 */
import { decodeBid, EMPTY_SHEET, encodeBid } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { Bid } from "../../proto/messages.ts";
import { failed } from "./bid-content.ts";

/**
 * The bid as at most `payloadBytesMax` bytes. A final bid that is too large becomes a `failed` one
 * that is not: without any final bid the auction would wait for its deadline (A7). Before an offer
 * is left out, its notes are.
 * @throws AuctionError `bid-too-large` for one that is not final: what is in it can still be sent
 *   in another
 */
export function encodedWithin(bid: Bid, payloadBytesMax: number): Uint8Array {
  const bytes = encodeBid(bid);
  if (bid.notes !== undefined && bytes.length > Math.min(payloadBytesMax, LIMITS.bidBytesMax)) {
    const { notes: _, ...withoutNotes } = bid;
    return encodedWithin(withoutNotes, payloadBytesMax);
  }
  if (bytes.length <= payloadBytesMax) return bytes;
  const what = `a bid of ${bytes.length} bytes, and the broker takes ${payloadBytesMax} in one message`;
  if (!bid.final) throw new AuctionError("bid-too-large", what);
  const short = encodeBid({ ...bid, ...failed(`bid-too-large: ${what}`), sheet: EMPTY_SHEET });
  // The code alone is enough, where the broker takes very small messages only.
  return short.length <= payloadBytesMax
    ? short
    : encodeBid({ ...bid, ...failed("bid-too-large"), sheet: EMPTY_SHEET });
}

/**
 * The same for a bid that was encoded before a disconnect and is sent after the reconnect.
 * @throws AuctionError as `encodedWithin`; `bid-malformed` for bytes that are not a bid
 */
export function stillWithin(payload: Uint8Array, payloadBytesMax: number): Uint8Array {
  return payload.length <= payloadBytesMax
    ? payload
    : encodedWithin(decodeBid(payload), payloadBytesMax);
}
