/**
 * The bids of an auction, as its account keeps them (account.ts): each sheet in the bytes in which
 * it came, copied once. All pages, facets and reasons of a kept auction are computed from them.
 *
 * KEPT-1 What is kept gives back each sheet that was ranked, with its bidder and the age of a
 *    fallback, and each offer that was dropped for a broken floor.
 * KEPT-2 Of bids that take more than `KEPT_BIDS_BYTES_MAX` only the offers that were shown are
 *    kept, and the account says so (A6).
 */
import { decodeSheetColumns, encodeSheet, plainSheet } from "../../proto/codec/index.ts";
import type { SheetColumns } from "../../proto/messages.ts";
import type { AccountReader, AccountWriter } from "./account-bytes.ts";
import type { BidderSheets } from "./rank.ts";
import type { Opened } from "./winners.ts";

/**
 * A6: the most bytes of the bids of one auction: some 3,000 offers, or 128 such auctions in a
 * ledger of the usual size.
 */
export const KEPT_BIDS_BYTES_MAX = 512 * 1024;

/** The sheets of an auction that has ended. */
export interface EndedBids {
  /** Those that were ranked. */
  readonly entries: readonly BidderSheets[];
  /** The offers that were dropped, since they cost less than their bidder's own floor. */
  readonly belowFloor: readonly BidderSheets[];
}

export interface KeptBids extends EndedBids {
  /** False: only the offers that were shown are kept (KEPT-2). */
  readonly isWhole: boolean;
}

/** The place of an offer among the kept sheets. */
interface Place {
  readonly sheet: number;
  readonly row: number;
}

/** Stands for no age. */
const NONE = -1;
/** Of more sheets than this, a map finds the place of one. */
const LISTED_MAX = 8;

/** Writes the bids of one auction after the other: `begin`, `write`, `placeOf`, `copyTo`, `end`. */
export class BidsWriter {
  #bids: EndedBids = NO_BIDS;
  #isWhole = true;
  readonly #sheets: SheetColumns[] = [];
  readonly #bytes: Uint8Array[] = [];
  #length = 0;
  #indexes: Map<SheetColumns, number> | null = null;
  /** The rows that are kept of a sheet, ascending; null: all. */
  #rows: Map<SheetColumns, number[]> | null = null;

  /** `shown`: the offers of which places will be asked for. */
  begin(bids: EndedBids, shown: readonly (readonly Opened[])[]): void {
    this.#bids = bids;
    this.#isWhole = true;
    this.#addAll(bids.entries, encodeSheet);
    this.#addAll(bids.belowFloor, encodeSheet);
    if (this.#length <= KEPT_BIDS_BYTES_MAX) return;
    this.end();
    const rows = rowsOf(shown);
    const entries = bids.entries.map((entry) => ({
      ...entry,
      sheets: entry.sheets.filter((sheet) => rows.has(sheet)),
    }));
    this.#bids = { entries, belowFloor: [] };
    this.#isWhole = false;
    this.#rows = rows;
    this.#addAll(entries, (sheet) => encodeSheet(plainSheet(sheet, rows.get(sheet))));
  }

  /** The number of bytes that `copyTo` writes. */
  get length(): number {
    return this.#length;
  }

  /** What the bytes of the sheets are: who sent them, and how long they are. */
  write(writer: AccountWriter): void {
    writer.byte(this.#isWhole ? 1 : 0);
    const next = this.#writeEntries(writer, this.#bids.entries, 0);
    this.#writeEntries(writer, this.#bids.belowFloor, next);
  }

  placeOf(sheet: SheetColumns, row: number): Place {
    return {
      sheet: this.#indexOf(sheet),
      row: this.#rows === null ? row : (this.#rows.get(sheet)?.indexOf(row) ?? NONE),
    };
  }

  /** Copies the bytes of all sheets to `target`, from the index `at` on. */
  copyTo(target: Buffer, at: number): void {
    let next = at;
    for (let i = 0; i < this.#bytes.length; i++) {
      const bytes = this.#bytes[i] as Uint8Array;
      target.set(bytes, next);
      next += bytes.length;
    }
  }

  /** Drops the bids: they would stay in memory until the next auction. */
  end(): void {
    this.#bids = NO_BIDS;
    this.#sheets.length = 0;
    this.#bytes.length = 0;
    this.#length = 0;
    this.#indexes = null;
    this.#rows = null;
  }

  #addAll(entries: readonly BidderSheets[], encode: (sheet: SheetColumns) => Uint8Array): void {
    for (let i = 0; i < entries.length; i++) {
      const { sheets } = entries[i] as BidderSheets;
      for (let j = 0; j < sheets.length; j++) {
        const sheet = sheets[j] as SheetColumns;
        const bytes = encode(sheet);
        this.#sheets.push(sheet);
        this.#bytes.push(bytes);
        this.#length += bytes.length;
      }
    }
  }

  #writeEntries(writer: AccountWriter, entries: readonly BidderSheets[], from: number): number {
    let next = from;
    writer.count(entries.length);
    for (let i = 0; i < entries.length; i++) {
      const { bidder, sheets, staleAgeMs = NONE } = entries[i] as BidderSheets;
      writer.text(bidder);
      writer.number(staleAgeMs);
      writer.count(sheets.length);
      for (let j = 0; j < sheets.length; j++) writer.count(this.#bytes[next++]?.length ?? 0);
    }
    return next;
  }

  #indexOf(sheet: SheetColumns): number {
    if (this.#sheets.length <= LISTED_MAX) return this.#sheets.indexOf(sheet);
    this.#indexes ??= new Map(this.#sheets.map((one, i) => [one, i]));
    return this.#indexes.get(sheet) ?? NONE;
  }
}

const NO_BIDS: EndedBids = { entries: [], belowFloor: [] };

/** The rows of these offers by their sheets, ascending. */
function rowsOf(shown: readonly (readonly Opened[])[]): Map<SheetColumns, number[]> {
  const rows = new Map<SheetColumns, number[]>();
  for (const sellers of shown) {
    for (const { candidate } of sellers) {
      const known = rows.get(candidate.sheet);
      if (known === undefined) rows.set(candidate.sheet, [candidate.row]);
      else known.push(candidate.row);
    }
  }
  for (const list of rows.values()) list.sort((a, b) => a - b);
  return rows;
}

/** A sheet that is decoded when it is asked for. */
interface UnreadSheet {
  readonly begin: number;
  readonly end: number;
}

/**
 * What `BidsWriter` has written; the bytes of the sheets are at the end of those of the account.
 */
export class BidsReader {
  readonly #bytes: Buffer;
  readonly #isWhole: boolean;
  readonly #entries: readonly UnreadEntry[];
  readonly #belowFloor: readonly UnreadEntry[];
  readonly #unread: UnreadSheet[] = [];
  readonly #sheets: (SheetColumns | undefined)[] = [];

  /** @param begin the index of the first byte of the sheets */
  constructor(reader: AccountReader, bytes: Buffer, begin: number) {
    this.#bytes = bytes;
    this.#isWhole = reader.byte() === 1;
    this.#entries = this.#readEntries(reader, begin);
    this.#belowFloor = this.#readEntries(reader, this.#unread.at(-1)?.end ?? begin);
  }

  /** The sheets are views: they are valid as long as the account. */
  bids(): KeptBids {
    return {
      isWhole: this.#isWhole,
      entries: this.#entries.map((entry) => this.#read(entry)),
      belowFloor: this.#belowFloor.map((entry) => this.#read(entry)),
    };
  }

  /** Whose sheet of this index it is. */
  entryOf(sheet: number): Pick<UnreadEntry, "bidder" | "staleAgeMs"> {
    return this.#entries.findLast(({ first }) => first <= sheet) as UnreadEntry;
  }

  sheet(index: number): SheetColumns {
    let sheet = this.#sheets[index];
    if (sheet === undefined) {
      const { begin, end } = this.#unread[index] as UnreadSheet;
      sheet = decodeSheetColumns(this.#bytes.subarray(begin, end));
      this.#sheets[index] = sheet;
    }
    return sheet;
  }

  #read({ bidder, staleAgeMs, first, count }: UnreadEntry): BidderSheets {
    const sheets = Array.from({ length: count }, (_, i) => this.sheet(first + i));
    return staleAgeMs === undefined ? { bidder, sheets } : { bidder, sheets, staleAgeMs };
  }

  #readEntries(reader: AccountReader, begin: number): UnreadEntry[] {
    let at = begin;
    return Array.from({ length: reader.count() }, () => {
      const bidder = reader.text();
      const age = reader.number();
      const count = reader.count();
      const first = this.#unread.length;
      for (let i = 0; i < count; i++) {
        const end = at + reader.count();
        this.#unread.push({ begin: at, end });
        at = end;
      }
      return { bidder, first, count, staleAgeMs: age === NONE ? undefined : age };
    });
  }
}

/** The sheets of one bidder, by their indexes. */
interface UnreadEntry {
  readonly bidder: string;
  readonly staleAgeMs: number | undefined;
  readonly first: number;
  readonly count: number;
}
