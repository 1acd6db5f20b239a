/** What gateways keep of a bidder's last good bids for one search. */
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { Sheet, SheetColumns } from "../messages.ts";
import protobuf from "../protobuf.ts";
import { BID_CODES, decodeAs, fail, type MessageType } from "./guard.ts";
import { plainSheet, readSheet, sheetMessage } from "./sheet.ts";
import { delimited, fixed64 } from "./tags.ts";

/**
 * A fallback: what a bidder last bid for one search. No sheets: it answered that it has nothing.
 */
export interface FallbackRecord<Columns extends SheetColumns = Sheet> {
  /** Epoch milliseconds, the gateway's clock. */
  readonly takenAtMs: number;
  readonly sheets: readonly Columns[];
}

/** The bytes of a record, whatever its size: the writer keeps the limits. */
export function encodeFallbackRecord({
  takenAtMs,
  sheets,
}: FallbackRecord<SheetColumns>): Uint8Array {
  const writer = protobuf.Writer.create().uint32(fixed64(1)).double(takenAtMs);
  for (const sheet of sheets) {
    writer.uint32(delimited(2));
    // To copy the bytes of a large sheet takes a hundredth of the time to write them again.
    if (sheet.encoded !== undefined) writer.bytes(sheet.encoded);
    else auction.Sheet.encode(sheetMessage(plainSheet(sheet)), writer.fork()).ldelim();
  }
  return writer.finish();
}

/** @throws AuctionError `bid-malformed` or `bid-too-large` */
export function decodeFallbackRecord(bytes: Uint8Array): FallbackRecord {
  const m = decodeAs(countedRecord, bytes, LIMITS.fallbackBytesMax, "a fallback record", BID_CODES);
  if (!(m.takenAtMs >= 0 && Number.isFinite(m.takenAtMs)))
    fail("bid-malformed", `taken_at_ms ${m.takenAtMs} is not a time`);
  return { takenAtMs: m.takenAtMs, sheets: m.sheets.map(readSheet) };
}

/**
 * Counts the sheets before any is decoded: of empty ones, two bytes each, hundreds of thousands
 * would fit in (A6).
 */
const countedRecord: MessageType<auction.FallbackRecord> = {
  decode(bytes) {
    const reader = protobuf.Reader.create(bytes);
    let fields = 0;
    while (reader.pos < reader.len) {
      // The time is one field more.
      if (++fields > LIMITS.fallbackSheetsMax + 1)
        throw new RangeError(`more than ${LIMITS.fallbackSheetsMax} sheets`);
      reader.skipType(reader.tag() & 7);
    }
    return auction.FallbackRecord.decode(bytes);
  },
};
