/**
 * The fast way to read a bid: from the bytes straight to the columns. It reads what encoders
 * usually write. Of anything else, also of what breaks a rule of `bid.ts` or `sheet.ts`, it returns
 * undefined: the generated code reads it then, and says what is wrong.
 */
import { BID_STATUSES, type BidStatus } from "../closed-sets.ts";
import { LIMITS } from "../limits.ts";
import type { Bid, Sheet, SheetColumns } from "../messages.ts";
import { Cursor } from "./cursor.ts";
import { LARGE_SHEET_BYTES, readLargeSheet } from "./large-sheet.ts";
import { EMPTY_SHEET } from "./sheet.ts";
import { delimited, varint } from "./tags.ts";

/** Stands for a time that the bidder does not say. */
const NOT_SAID = -1;

type ReadBid = Bid<SheetColumns> & { queuedUs?: number; workedUs?: number };

export function readBid(bytes: Uint8Array): Bid | undefined {
  // No sheet is large.
  return readBidColumns(bytes, Number.POSITIVE_INFINITY) as Bid | undefined;
}

/** The same, with a sheet of at least this number of bytes read as in large-sheet.ts. */
export function readBidColumns(
  bytes: Uint8Array,
  largeBytesMin = LARGE_SHEET_BYTES,
): Bid<SheetColumns> | undefined {
  if (bytes.length > LIMITS.bidBytesMax) return undefined;
  const cursor = new Cursor(bytes);
  let searchId = "";
  let sequence = 0;
  let final = false;
  let status: BidStatus | undefined;
  let reason: string | null = null;
  let sheet: SheetColumns | undefined;
  let floor: number | null = null;
  let stopped = false;
  let cellFloors: number[] | undefined;
  let queuedUs = NOT_SAID;
  let workedUs = NOT_SAID;
  while (cursor.pos < cursor.end) {
    switch (cursor.tag()) {
      case delimited(1):
        searchId = cursor.text();
        break;
      case varint(2):
        sequence = cursor.uint32();
        break;
      case varint(3):
        final = cursor.bool();
        break;
      case varint(4):
        status = BID_STATUSES[cursor.varint() - 1];
        break;
      case delimited(5):
        reason = cursor.text();
        break;
      case delimited(6):
        if (sheet !== undefined) return undefined;
        sheet = openSheet(cursor, largeBytesMin);
        break;
      case varint(7):
        floor = cursor.varint();
        break;
      case varint(8):
        stopped = cursor.bool();
        break;
      case delimited(9):
        if (cellFloors !== undefined) return undefined;
        cellFloors = cursor.floors(LIMITS.calendarCellsMax);
        break;
      case varint(11):
        queuedUs = cursor.uint32();
        break;
      case varint(12):
        workedUs = cursor.uint32();
        break;
      default:
        return undefined;
    }
  }
  if (!cursor.usual || status === undefined) return undefined;
  sheet ??= EMPTY_SHEET;
  if (sheet.rows > 0 && status !== "offers") return undefined;
  if (reason !== null) reason = reasonOf(reason);
  const bid: ReadBid = stopped
    ? { searchId, sequence, final, status, reason, sheet, floor, stopped }
    : { searchId, sequence, final, status, reason, sheet, floor };
  if (queuedUs !== NOT_SAID) bid.queuedUs = queuedUs;
  if (workedUs !== NOT_SAID) bid.workedUs = workedUs;
  return cellFloors === undefined || cellFloors.length === 0 ? bid : { ...bid, cellFloors };
}

/** The reason of a bid, of its field: null where it is empty; the rest of a long one is cut off. */
export function reasonOf(text: string): string | null {
  return text === "" ? null : text.slice(0, LIMITS.reasonLengthMax);
}

/** The same of the bytes of a sheet alone. */
export function readSheetColumns(bytes: Uint8Array): SheetColumns | undefined {
  if (bytes.length > LIMITS.bidBytesMax) return undefined;
  const cursor = new Cursor(bytes);
  const sheet = readSheet(cursor, cursor.end, LARGE_SHEET_BYTES);
  return cursor.usual ? sheet : undefined;
}

function openSheet(cursor: Cursor, largeBytesMin: number): SheetColumns {
  const outer = cursor.end;
  const end = cursor.open();
  const sheet = readSheet(cursor, end, largeBytesMin);
  cursor.close(end, outer);
  return sheet;
}

/** A sheet that is read to rank its offers also has its bytes, for those who keep it. */
function readSheet(cursor: Cursor, end: number, largeBytesMin: number): SheetColumns {
  const { pos } = cursor;
  if (end === pos) return EMPTY_SHEET;
  if (largeBytesMin === Number.POSITIVE_INFINITY) return readPlainSheet(cursor, end, undefined);
  return (
    (end - pos >= largeBytesMin ? readLargeSheet(cursor) : undefined) ??
    readPlainSheet(cursor, end, cursor.bytes.subarray(pos, end))
  );
}

function readPlainSheet(cursor: Cursor, end: number, encoded: Uint8Array | undefined): Sheet {
  const price: number[] = [];
  const currency: number[] = [];
  const durationMinutes: number[] = [];
  const departure: number[] = [];
  const stops: number[] = [];
  const itinerary: string[] = [];
  const seller: number[] = [];
  const body: Uint8Array[] = [];
  const currencies: string[] = [];
  const sellers: string[] = [];
  const mixed: number[] = [];
  while (cursor.pos < end) {
    switch (cursor.tag()) {
      case delimited(1):
        cursor.amounts(price);
        break;
      case delimited(2):
        cursor.uint32s(currency);
        break;
      case delimited(3):
        cursor.uint32s(durationMinutes);
        break;
      case delimited(4):
        cursor.uint32s(departure);
        break;
      case delimited(5):
        cursor.uint32s(stops);
        break;
      case delimited(6):
        cursor.texts(delimited(6), itinerary);
        break;
      case delimited(7):
        cursor.uint32s(seller);
        break;
      case delimited(8):
        body.push(cursor.view());
        break;
      case delimited(9):
        currencies.push(cursor.text());
        break;
      case delimited(10):
        sellers.push(cursor.text());
        break;
      case delimited(11):
        cursor.uint32s(mixed);
        break;
      default:
        cursor.giveUp();
    }
  }
  const rows = price.length;
  const sheet = {
    rows,
    price,
    currency,
    durationMinutes,
    departure,
    stops,
    itinerary,
    seller,
    body,
    currencies,
    sellers,
    encoded,
  };
  if (!keepsRules(sheet) || !areFlags(mixed, rows)) cursor.giveUp();
  return mixed.length === 0 ? sheet : { ...sheet, mixed };
}

/** That prices are amounts, 0 or more and exact, is what `Cursor.varint` gives. */
function keepsRules(sheet: Sheet): boolean {
  const { rows, currency, seller, currencies, sellers } = sheet;
  return (
    rows > 0 &&
    rows <= LIMITS.offersABidMax &&
    currency.length === rows &&
    sheet.durationMinutes.length === rows &&
    sheet.departure.length === rows &&
    sheet.stops.length === rows &&
    sheet.itinerary.length === rows &&
    seller.length === rows &&
    sheet.body.length === rows &&
    currencies.length <= rows &&
    sellers.length <= rows &&
    allBelow(currency, currencies.length) &&
    allBelow(seller, sellers.length)
  );
}

function areFlags(mixed: readonly number[], rows: number): boolean {
  return mixed.length === 0 || (mixed.length === rows && mixed.every((flag) => flag <= 1));
}

function allBelow(indexes: readonly number[], length: number): boolean {
  for (let i = 0; i < indexes.length; i++) if ((indexes[i] as number) >= length) return false;
  return true;
}
