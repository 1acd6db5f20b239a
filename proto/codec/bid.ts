/** Bids, with their offers as columns. */
import { BID_STATUSES } from "../closed-sets.ts";
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { Bid, SheetColumns } from "../messages.ts";
import { isToken } from "../subjects.ts";
import { notesIn, writeNotes } from "./bid-notes.ts";
import { readBid, readBidColumns, readSheetColumns, reasonOf } from "./bid-reader.ts";
import { type ByteWriter, bidWriter } from "./byte-writer.ts";
import { BID_CODES, decodeAs, fail, numberOf, safeInteger, wordOf } from "./guard.ts";
import { decodeAnySheet, readSheet, writeSheet } from "./sheet.ts";
import { delimited, varint } from "./tags.ts";
import { isTextAt } from "./text-at.ts";

/** The bytes of a bid, whatever its size: the sender keeps the limits. */
export function encodeBid(bid: Bid): Uint8Array {
  return bidWriter.written(writeBid, bid);
}

function writeBid(w: ByteWriter, bid: Bid): void {
  if (bid.searchId !== "") w.uint32(delimited(1)).text(bid.searchId);
  if (bid.sequence !== 0) w.uint32(varint(2)).uint32(bid.sequence);
  if (bid.final) w.uint32(varint(3)).bool(true);
  w.uint32(varint(4)).uint32(numberOf(BID_STATUSES, bid.status));
  if (bid.reason !== null) w.uint32(delimited(5)).text(bid.reason);
  if (bid.sheet.rows > 0) {
    const opened = w.uint32(delimited(6)).open();
    writeSheet(w, bid.sheet);
    w.close(opened);
  }
  if (bid.floor !== null) w.uint32(varint(7)).int64(bid.floor);
  if (bid.stopped === true) w.uint32(varint(8)).bool(true);
  if (bid.cellFloors !== undefined && bid.cellFloors.length > 0)
    w.uint32(delimited(9)).sint64s(bid.cellFloors);
  if (bid.notes !== undefined) writeNotes(w, bid.notes);
  if (bid.queuedUs !== undefined) w.uint32(varint(11)).uint32(bid.queuedUs);
  if (bid.workedUs !== undefined) w.uint32(varint(12)).uint32(bid.workedUs);
  if (bid.cut === true) w.uint32(varint(13)).bool(true);
}

/** @throws AuctionError `bid-malformed` or `bid-too-large` */
export function decodeBid(bytes: Uint8Array): Bid {
  return readBid(bytes) ?? decodeAnyBid(bytes);
}

const ID_AT = 2;
const ID_BYTES_MAX = 64;

/** Whether the first field of these bytes, where encoders write the id of a bid, is this id. */
export function beginsWithId(searchId: string, bytes: Uint8Array): boolean {
  return (
    bytes[0] === delimited(1) && bytes[1] === searchId.length && isTextAt(searchId, bytes, ID_AT)
  );
}

/** The id in the first field. Undefined where that is another field, or no token of a subject. */
export function bidId(bytes: Uint8Array): string | undefined {
  const length = bytes[1] ?? 0;
  if (bytes[0] !== delimited(1) || length > ID_BYTES_MAX || bytes.length < ID_AT + length)
    return undefined;
  const id = String.fromCharCode(...bytes.subarray(ID_AT, ID_AT + length));
  return isToken(id) ? id : undefined;
}

/**
 * The same as `decodeBid`, to rank its offers: see large-sheet.ts. The bytes must stay as they are.
 */
export function decodeBidColumns(bytes: Uint8Array): Bid<SheetColumns> {
  return readBidColumns(bytes) ?? decodeAnyBid(bytes);
}

/**
 * The sheet of a bid alone, of its bytes (`encodeSheet`), to rank its offers. The bytes must stay
 * as they are. @throws AuctionError `bid-malformed` or `bid-too-large`
 */
export function decodeSheetColumns(bytes: Uint8Array): SheetColumns {
  return readSheetColumns(bytes) ?? decodeAnySheet(bytes);
}

/** Any bid, by the generated code: of unusual bytes, and of what breaks a rule. */
export function decodeAnyBid(bytes: Uint8Array): Bid {
  const m = decodeAs(auction.Bid, bytes, LIMITS.bidBytesMax, "a bid", BID_CODES);
  const status = wordOf(BID_STATUSES, m.status, "status", "bid-malformed");
  const sheet = readSheet(m.sheet);
  const notes = notesIn(m.notes);
  if (status !== "offers" && sheet.rows > 0)
    fail("bid-malformed", `a bid that is '${status}' carries ${sheet.rows} offers`);
  return {
    searchId: m.searchId,
    sequence: m.sequence,
    final: m.final,
    status,
    reason: reasonOf(m.reason),
    sheet,
    floor: m.floor == null ? null : safeInteger(m.floor, "floor", "bid-malformed"),
    ...(m.stopped ? { stopped: true } : {}),
    ...(m.cellFloors.length > 0 ? { cellFloors: floorsOf(m.cellFloors) } : {}),
    ...(notes === undefined ? {} : { notes }),
    ...(m.queuedUs == null ? {} : { queuedUs: m.queuedUs }),
    ...(m.workedUs == null ? {} : { workedUs: m.workedUs }),
    ...(m.cut ? { cut: true } : {}),
  };
}

function floorsOf(floors: readonly number[]): readonly number[] {
  if (floors.length > LIMITS.calendarCellsMax)
    fail(
      "bid-malformed",
      `cell_floors of ${floors.length} cells; at most ${LIMITS.calendarCellsMax} are read`,
    );
  for (let cell = 0; cell < floors.length; cell++) {
    const floor = safeInteger(floors[cell] as number, `cell_floors[${cell}]`, "bid-malformed");
    if (floor < -1)
      fail("bid-malformed", `cell_floors[${cell}] is ${floor}; -1, 0 and more are right`);
  }
  return floors;
}
