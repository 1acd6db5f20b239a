/** The result of a search, for callers on NATS. */
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { SearchResult } from "../messages.ts";
import { searchResult, sellerOffer } from "../schema/result.ts";
import { withoutField } from "../schema/without-field.ts";
import { resultWriter } from "./byte-writer.ts";
import { directWriter } from "./direct-writer.ts";
import { fromWire } from "./generic.ts";
import { decodeAs, REQUEST_CODES } from "./guard.ts";

const withoutIds = withoutField(searchResult, sellerOffer.fields["offerId"]);

/** The bytes of a result, whatever its size. */
export function encodeResult(result: SearchResult): Uint8Array {
  return resultWriter.written(directWriter(searchResult), result);
}

/** The same without the ids of its offers. */
export function encodeResultWithoutIds(result: SearchResult): Uint8Array {
  return resultWriter.written(directWriter(withoutIds), result);
}

/** @throws AuctionError `malformed` or `too-large` */
export function decodeResult(bytes: Uint8Array): SearchResult {
  const m = decodeAs(auction.SearchResult, bytes, LIMITS.resultBytesMax, "a result", REQUEST_CODES);
  return fromWire(searchResult, m, REQUEST_CODES.malformed);
}
