/** The message that an auction has ended. */
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import { decodeAs, REQUEST_CODES } from "./guard.ts";

/** @param searchId the auction's id on the wire */
export function encodeCancel(searchId: string): Uint8Array {
  return auction.Cancel.encode({ searchId }).finish();
}

/** The id of the auction that has ended. @throws AuctionError `malformed` or `too-large` */
export function decodeCancel(bytes: Uint8Array): string {
  return decodeAs(auction.Cancel, bytes, LIMITS.cancelBytesMax, "a cancel", REQUEST_CODES).searchId;
}
