/** The message that an auction has ended. */
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import { Cursor } from "./cursor.ts";
import { decodeAs, REQUEST_CODES } from "./guard.ts";
import { delimited } from "./tags.ts";

/** @param searchId the auction's id on the wire */
export function encodeCancel(searchId: string): Uint8Array {
  return auction.Cancel.encode({ searchId }).finish();
}

/** The id of the auction that has ended. @throws AuctionError `malformed` or `too-large` */
export function decodeCancel(bytes: Uint8Array): string {
  return readCancel(bytes) ?? decodeAnyCancel(bytes);
}

/** Every bidder reads every cancel: the fast way, for what gateways usually write. */
function readCancel(bytes: Uint8Array): string | undefined {
  if (bytes.length > LIMITS.cancelBytesMax) return undefined;
  const cursor = new Cursor(bytes);
  if (cursor.tag() !== delimited(1)) return undefined;
  const searchId = cursor.text();
  return cursor.usual && cursor.pos === cursor.end ? searchId : undefined;
}

/** Any cancel, by the generated code. */
export function decodeAnyCancel(bytes: Uint8Array): string {
  return decodeAs(auction.Cancel, bytes, LIMITS.cancelBytesMax, "a cancel", REQUEST_CODES).searchId;
}
