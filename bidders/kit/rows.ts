/** The rows of a bid's sheet: their order, how many fit, and how they are packed. */
import type { RankedOffer } from "../../common/offers/ranking-order.ts";
import type { Sheet } from "../../proto/messages.ts";

export interface Row extends RankedOffer {
  /** As the seller named it: it is sent. */
  readonly price: number;
  readonly currency: string;
  readonly stops: number;
  readonly body: Uint8Array;
}

/** Everything of a bid but its rows: ids, reason, the message's own framing. */
const FRAME_BYTES = 4096;
/**
 * A row's numbers as varints, and the tags and lengths of its two byte strings: no row needs more.
 */
const ROW_BYTES = 48;
/** A seller's or currency's entry beside its text. */
const NAME_BYTES = 8;

/** What makes two rows the same offer. */
export function nameOf(row: Row): string {
  return `${row.itinerary} ${row.seller} ${row.price} ${row.currency}`;
}

/** As many of the rows, best first, as a bid of so many bytes has room for. */
export function fitting(
  rows: readonly Row[],
  bytesMax: number,
): { rows: readonly Row[]; unsent: number } {
  const names = new Set<string>();
  let bytes = FRAME_BYTES;
  for (const [i, row] of rows.entries()) {
    bytes += bytesOf(row, names);
    if (bytes > bytesMax) return { rows: rows.slice(0, i), unsent: rows.length - i };
  }
  return { rows, unsent: 0 };
}

/** Whether a bid of so many bytes has room for this row alone. */
export function fitsAlone(row: Row, bytesMax: number): boolean {
  return FRAME_BYTES + bytesOf(row, new Set()) <= bytesMax;
}

/** At most; with the texts that are not among `names` yet, which it adds. */
function bytesOf(row: Row, names: Set<string>): number {
  let bytes = ROW_BYTES + Buffer.byteLength(row.itinerary) + row.body.length;
  for (const name of [`seller ${row.seller}`, `currency ${row.currency}`]) {
    if (!names.has(name)) bytes += NAME_BYTES + Buffer.byteLength(name);
    names.add(name);
  }
  return bytes;
}

export function pack(rows: readonly Row[]): Sheet {
  const currencies = [...new Set(rows.map((row) => row.currency))];
  const sellers = [...new Set(rows.map((row) => row.seller))];
  return {
    rows: rows.length,
    price: rows.map((row) => row.price),
    currency: rows.map((row) => currencies.indexOf(row.currency)),
    durationMinutes: rows.map((row) => row.durationMinutes),
    departure: rows.map((row) => row.departure),
    stops: rows.map((row) => row.stops),
    itinerary: rows.map((row) => row.itinerary),
    seller: rows.map((row) => sellers.indexOf(row.seller)),
    body: rows.map((row) => row.body),
    currencies,
    sellers,
  };
}
