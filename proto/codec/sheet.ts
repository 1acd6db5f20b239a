/** Offers as columns: the part of a bid that the gateway ranks on. */
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { Column, Sheet, SheetColumns } from "../messages.ts";
import { type ByteWriter, bidWriter } from "./byte-writer.ts";
import { BID_CODES, decodeAs, fail } from "./guard.ts";
import { delimited } from "./tags.ts";

/** No offers: the sheet of every bid that has none. */
export const EMPTY_SHEET: Sheet = {
  rows: 0,
  price: [],
  currency: [],
  durationMinutes: [],
  departure: [],
  stops: [],
  itinerary: [],
  seller: [],
  body: [],
  currencies: [],
  sellers: [],
};

/** Writes the fields of a sheet that has rows. */
export function writeSheet(w: ByteWriter, sheet: Sheet): void {
  const prices = w.uint32(delimited(1)).open();
  for (let i = 0; i < sheet.rows; i++) w.int64(sheet.price[i] as number);
  w.close(prices);
  w.uint32(delimited(2)).uint32s(sheet.currency);
  w.uint32(delimited(3)).uint32s(sheet.durationMinutes);
  w.uint32(delimited(4)).uint32s(sheet.departure);
  w.uint32(delimited(5)).uint32s(sheet.stops);
  writeTexts(w, 6, sheet.itinerary);
  w.uint32(delimited(7)).uint32s(sheet.seller);
  for (let i = 0; i < sheet.rows; i++) w.uint32(delimited(8)).bytes(sheet.body[i] as Uint8Array);
  writeTexts(w, 9, sheet.currencies);
  writeTexts(w, 10, sheet.sellers);
  if (sheet.mixed !== undefined) w.uint32(delimited(11)).uint32s(sheet.mixed);
}

/** The bytes of a sheet alone, as a bid has them; those in which it came, where they are known. */
export function encodeSheet(sheet: SheetColumns): Uint8Array {
  if (sheet.encoded !== undefined) return sheet.encoded;
  return sheet.rows === 0 ? NO_BYTES : bidWriter.written(writeSheet, plainSheet(sheet));
}

const NO_BYTES = new Uint8Array(0);

/** Any sheet, by the generated code. @throws AuctionError `bid-malformed` or `bid-too-large` */
export function decodeAnySheet(bytes: Uint8Array): Sheet {
  return readSheet(decodeAs(auction.Sheet, bytes, LIMITS.bidBytesMax, "a sheet", BID_CODES));
}

function writeTexts(w: ByteWriter, number: number, texts: readonly string[]): void {
  for (let i = 0; i < texts.length; i++) w.uint32(delimited(number)).text(texts[i] as string);
}

/**
 * The sheet in plain arrays, with these rows only, or all. It is a copy. Of only some rows it lists
 * the currencies and sellers that they have: a sheet with more of them than rows is refused.
 */
export function plainSheet(sheet: SheetColumns, only?: readonly number[]): Sheet {
  const rows = only ?? Array.from({ length: sheet.rows }, (_, row) => row);
  const numbers = (column: ArrayLike<number>) => rows.map((row) => column[row] as number);
  const values = <Value>(column: Column<Value>) => rows.map((row) => column.at(row) as Value);
  const currencies = used(numbers(sheet.currency), sheet.currencies, only !== undefined);
  const sellers = used(numbers(sheet.seller), sheet.sellers, only !== undefined);
  return {
    rows: rows.length,
    price: numbers(sheet.price),
    currency: currencies.indexes,
    durationMinutes: numbers(sheet.durationMinutes),
    departure: numbers(sheet.departure),
    stops: numbers(sheet.stops),
    itinerary: values(sheet.itinerary),
    seller: sellers.indexes,
    body: values(sheet.body),
    currencies: currencies.list,
    sellers: sellers.list,
    ...(sheet.mixed === undefined ? {} : { mixed: numbers(sheet.mixed) }),
  };
}

/** A list with what these indexes name, or all of it, and the indexes into it. */
function used(
  indexes: readonly number[],
  list: readonly string[],
  isReduced: boolean,
): { indexes: readonly number[]; list: readonly string[] } {
  if (!isReduced) return { indexes, list };
  const kept = [...new Set(indexes)];
  const places = new Map(kept.map((index, place) => [index, place]));
  return {
    indexes: indexes.map((index) => places.get(index) as number),
    list: kept.map((index) => list[index] as string),
  };
}

/** The object of the generated code that stands for a sheet: the columns as they are. */
export function sheetMessage({ rows: _rows, ...columns }: Sheet): auction.Sheet.$Properties {
  return columns as auction.Sheet.$Properties;
}

const ROW_COLUMNS = [
  "currency",
  "durationMinutes",
  "departure",
  "stops",
  "itinerary",
  "seller",
  "body",
] as const;
/** Columns that may be absent. */
const OPTIONAL_COLUMNS = ["mixed"] as const;

/**
 * The sheet, if all columns have one length and all indexes point into their lists. A message that
 * is absent is a sheet without offers.
 *
 * @throws AuctionError `bid-malformed` or `bid-too-large`
 */
export function readSheet(m: auction.Sheet.$Properties | null | undefined): Sheet {
  const rows = m?.price?.length ?? 0;
  if (m == null || rows === 0) {
    for (const column of [...ROW_COLUMNS, ...OPTIONAL_COLUMNS])
      if (m?.[column]?.length)
        fail("bid-malformed", `column ${column} has rows, but price has none`);
    return EMPTY_SHEET;
  }
  if (rows > LIMITS.offersABidMax)
    fail("bid-too-large", `a bid of ${rows} offers; at most ${LIMITS.offersABidMax} are read`);
  for (const column of ROW_COLUMNS) {
    const length = m[column]?.length ?? 0;
    if (length !== rows)
      fail("bid-malformed", `column ${column} has ${length} rows, price has ${rows}`);
  }
  for (const column of OPTIONAL_COLUMNS) {
    const length = m[column]?.length ?? 0;
    if (length !== 0 && length !== rows)
      fail("bid-malformed", `column ${column} has ${length} rows, price has ${rows}`);
  }
  const flag = m.mixed?.find((value) => value > 1);
  if (flag !== undefined) fail("bid-malformed", `column mixed has ${flag}; 0 and 1 are right`);
  for (const list of ["currencies", "sellers"] as const) {
    const length = m[list]?.length ?? 0;
    if (length > rows) fail("bid-malformed", `${length} ${list} for ${rows} offers`);
  }
  const sheet = { rows, ...m } as unknown as Sheet;
  for (let i = 0; i < rows; i++) {
    const price = sheet.price[i] as number;
    if (!Number.isSafeInteger(price) || price < 0)
      fail("bid-malformed", `row ${i}: the price ${price} is not an amount`);
    if (sheet.currencies[sheet.currency[i] as number] === undefined)
      fail("bid-malformed", `row ${i}: currency ${sheet.currency[i]} is not in the list`);
    if (sheet.sellers[sheet.seller[i] as number] === undefined)
      fail("bid-malformed", `row ${i}: seller ${sheet.seller[i]} is not in the list`);
  }
  return {
    rows,
    price: sheet.price,
    currency: sheet.currency,
    durationMinutes: sheet.durationMinutes,
    departure: sheet.departure,
    stops: sheet.stops,
    itinerary: sheet.itinerary,
    seller: sheet.seller,
    body: sheet.body,
    currencies: sheet.currencies,
    sellers: sheet.sellers,
    ...(sheet.mixed !== undefined && sheet.mixed.length > 0 ? { mixed: sheet.mixed } : {}),
  };
}
