/** The result of a search, for callers on NATS. */
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { SearchResult } from "../messages.ts";
import { searchResult } from "../schema/result.ts";
import { directWriter } from "./direct-writer.ts";
import { fromWire } from "./generic.ts";
import { decodeAs, REQUEST_CODES } from "./guard.ts";
import { written } from "./scratch.ts";

/** The bytes of a result, whatever its size. */
export function encodeResult(result: SearchResult): Uint8Array {
  return written(directWriter(searchResult), result);
}

/** @throws AuctionError `malformed` or `too-large` */
export function decodeResult(bytes: Uint8Array): SearchResult {
  const m = decodeAs(auction.SearchResult, bytes, LIMITS.resultBytesMax, "a result", REQUEST_CODES);
  return fromWire(searchResult, m, REQUEST_CODES.malformed);
}
