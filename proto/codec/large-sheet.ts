/**
 * A large sheet, read so that it costs little while it waits for its ranking. Few of its offers are
 * ever shown. Its numbers are in one block of memory, and of keys and bodies only their places in
 * the bytes. A text and a view for each row would be some 300 bytes of small objects: they live
 * until the auction has ended, and to copy them in every collection of garbage takes longer than to
 * read them.
 *
 * It reads what encoders usually write, in the usual order. Of anything else it returns undefined,
 * and the sheet is read as any other (bid-reader.ts).
 */
import { isAscii } from "node:buffer";
import { LIMITS } from "../limits.ts";
import type { Column, SheetColumns } from "../messages.ts";
import type { Cursor } from "./cursor.ts";
import { keyHashAt } from "./key-hash.ts";
import { delimited } from "./tags.ts";

/** Smaller sheets are read faster into plain arrays. */
export const LARGE_SHEET_BYTES = 4 * 1024;

const UINT32_MAX = 0xffff_ffff;

/** The numbers of a sheet, in one block of memory. */
class Numbers {
  readonly price: Float64Array;
  readonly currency: Uint32Array;
  readonly durationMinutes: Uint32Array;
  readonly departure: Uint32Array;
  readonly stops: Uint32Array;
  readonly seller: Uint32Array;
  readonly keyBegin: Uint32Array;
  readonly keyHash: Uint32Array;
  readonly bodyBegin: Uint32Array;
  readonly bodyEnd: Uint32Array;

  constructor(rows: number) {
    const memory = new ArrayBuffer(rows * (8 + 9 * 4));
    const column = (i: number) => new Uint32Array(memory, rows * (8 + 4 * i), rows);
    this.price = new Float64Array(memory, 0, rows);
    this.currency = column(0);
    this.durationMinutes = column(1);
    this.departure = column(2);
    this.stops = column(3);
    this.seller = column(4);
    this.keyBegin = column(5);
    this.keyHash = column(6);
    this.bodyBegin = column(7);
    this.bodyEnd = column(8);
  }
}

/** What a sheet has beside what every row needs. */
interface SheetLists {
  readonly currencies: readonly string[];
  readonly sellers: readonly string[];
  readonly mixed: Uint32Array | undefined;
}

class LargeSheet implements SheetColumns {
  readonly rows: number;
  readonly price: Float64Array;
  readonly currency: Uint32Array;
  readonly durationMinutes: Uint32Array;
  readonly departure: Uint32Array;
  readonly stops: Uint32Array;
  readonly itinerary: Column<string>;
  readonly seller: Uint32Array;
  readonly body: Column<Uint8Array>;
  readonly currencies: readonly string[];
  readonly sellers: readonly string[];
  readonly keyHash: Uint32Array;
  readonly encoded: Uint8Array;
  declare readonly mixed?: Uint32Array;

  constructor(
    bytes: Buffer,
    encoded: Uint8Array,
    numbers: Numbers,
    { currencies, sellers, mixed }: SheetLists,
  ) {
    this.rows = numbers.price.length;
    this.price = numbers.price;
    this.currency = numbers.currency;
    this.durationMinutes = numbers.durationMinutes;
    this.departure = numbers.departure;
    this.stops = numbers.stops;
    this.itinerary = new KeyColumn(bytes, numbers);
    this.seller = numbers.seller;
    this.body = new Bodies(bytes, numbers);
    this.currencies = currencies;
    this.sellers = sellers;
    this.keyHash = numbers.keyHash;
    this.encoded = encoded;
    if (mixed !== undefined) this.mixed = mixed;
  }
}

/** A key is made into a text each time that it is asked for. */
class KeyColumn implements Column<string> {
  readonly #bytes: Buffer;
  readonly #begins: Uint32Array;

  constructor(bytes: Buffer, { keyBegin }: Numbers) {
    this.#bytes = bytes;
    this.#begins = keyBegin;
  }

  get length(): number {
    return this.#begins.length;
  }

  at(row: number): string {
    const begin = this.#begins[row] as number;
    return this.#bytes.toString("latin1", begin, begin + (this.#bytes[begin - 1] as number));
  }
}

class Bodies implements Column<Uint8Array> {
  readonly #bytes: Buffer;
  readonly #begins: Uint32Array;
  readonly #ends: Uint32Array;

  constructor(bytes: Buffer, { bodyBegin, bodyEnd }: Numbers) {
    this.#bytes = bytes;
    this.#begins = bodyBegin;
    this.#ends = bodyEnd;
  }

  get length(): number {
    return this.#begins.length;
  }

  at(row: number): Uint8Array {
    return this.#bytes.subarray(this.#begins[row], this.#ends[row]);
  }
}

/**
 * The sheet from the cursor to its end; undefined, with the cursor where it was, when it is to be
 * read as any other.
 */
export function readLargeSheet(cursor: Cursor): SheetColumns | undefined {
  const from = cursor.pos;
  const sheet = readColumns(cursor);
  if (sheet === undefined) {
    cursor.pos = from;
    cursor.usual = true;
  }
  return sheet;
}

function readColumns(cursor: Cursor): SheetColumns | undefined {
  const { bytes, pos, end } = cursor;
  const rows = rowsOf(cursor);
  if (rows === 0 || rows > LIMITS.offersABidMax) return undefined;
  const numbers = new Numbers(rows);
  const { price, currency, durationMinutes, departure, stops, seller } = numbers;
  const isRead =
    readNumbers(cursor, 1, price, Number.MAX_SAFE_INTEGER) &&
    readNumbers(cursor, 2, currency, UINT32_MAX) &&
    readNumbers(cursor, 3, durationMinutes, UINT32_MAX) &&
    readNumbers(cursor, 4, departure, UINT32_MAX) &&
    readNumbers(cursor, 5, stops, UINT32_MAX) &&
    findKeys(cursor, numbers) &&
    readNumbers(cursor, 7, seller, UINT32_MAX) &&
    findBodies(cursor, numbers);
  if (!isRead) return undefined;
  const currencies = readTexts(cursor, 9);
  const sellers = readTexts(cursor, 10);
  const mixed = cursor.pos < end ? new Uint32Array(rows) : undefined;
  if (mixed !== undefined && !readNumbers(cursor, 11, mixed, UINT32_MAX)) return undefined;
  return cursor.usual &&
    cursor.pos === end &&
    currencies.length <= rows &&
    sellers.length <= rows &&
    allBelow(currency, currencies.length) &&
    allBelow(seller, sellers.length) &&
    (mixed === undefined || allBelow(mixed, 2))
    ? new LargeSheet(bytes, bytes.subarray(pos, end), numbers, { currencies, sellers, mixed })
    : undefined;
}

/** How many numbers the first column has; the cursor stays where it is. */
function rowsOf(cursor: Cursor): number {
  const from = cursor.pos;
  if (cursor.tag() !== delimited(1)) return 0;
  const length = cursor.length();
  const { bytes, pos } = cursor;
  let rows = 0;
  for (let at = pos; at < pos + length; at++) if ((bytes[at] as number) < 128) rows++;
  cursor.pos = from;
  return rows;
}

/** Packed numbers, one for each row. False when it is anything else. */
function readNumbers(
  cursor: Cursor,
  field: number,
  into: Float64Array | Uint32Array,
  max: number,
): boolean {
  if (cursor.tag() !== delimited(field)) return false;
  const length = cursor.length();
  const { bytes, pos } = cursor;
  const end = pos + length;
  const rows = into.length;
  let at = pos;
  for (let row = 0; row < rows; row++) {
    const from = at;
    let byte = at < end ? (bytes[at++] as number) : 128;
    let value = byte & 127;
    for (let shift = 7; byte > 127 && shift < 28 && at < end; shift += 7) {
      byte = bytes[at++] as number;
      value |= (byte & 127) << shift;
    }
    if (byte > 127) {
      // It has more than four bytes, or is not there.
      cursor.pos = from;
      value = cursor.varint();
      if (value > max) return false;
      at = cursor.pos;
    }
    into[row] = value;
  }
  cursor.pos = at;
  return cursor.usual && at === end;
}

/** Keys of up to 127 ASCII characters, one for each row. False when they are anything else. */
function findKeys(cursor: Cursor, { keyBegin, keyHash }: Numbers): boolean {
  const { bytes, pos, end } = cursor;
  const rows = keyBegin.length;
  let at = pos;
  for (let row = 0; row < rows; row++) {
    if (at + 2 > end || bytes[at] !== delimited(6)) return false;
    const length = bytes[at + 1] as number;
    const begin = at + 2;
    if (length > 127 || begin + length > end) return false;
    keyBegin[row] = begin;
    keyHash[row] = keyHashAt(bytes, begin, length);
    at = begin + length;
  }
  cursor.pos = at;
  return isAscii(bytes.subarray(pos, at));
}

function findBodies(cursor: Cursor, { bodyBegin, bodyEnd }: Numbers): boolean {
  const rows = bodyBegin.length;
  for (let row = 0; row < rows; row++) {
    if (cursor.tag() !== delimited(8)) return false;
    const length = cursor.length();
    bodyBegin[row] = cursor.pos;
    cursor.pos += length;
    bodyEnd[row] = cursor.pos;
  }
  return cursor.usual;
}

/** The texts of this field, as long as there are any. */
function readTexts(cursor: Cursor, field: number): string[] {
  const texts: string[] = [];
  while (cursor.pos < cursor.end && cursor.bytes[cursor.pos] === delimited(field)) {
    cursor.pos++;
    texts.push(cursor.text());
  }
  return texts;
}

function allBelow(indexes: Uint32Array, length: number): boolean {
  for (let i = 0; i < indexes.length; i++) if ((indexes[i] as number) >= length) return false;
  return true;
}
