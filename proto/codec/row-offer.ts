/**
 * The offer in a row of a sheet: its body, completed by what the row's columns say of it. A body
 * need not repeat seller, price, currency and itinerary key.
 *
 * CODEC-4 What a body repeats of its row's columns agrees with them, or the row is refused.
 */
import { itineraryKey } from "../itinerary.ts";
import type { FlightOffer, Sheet } from "../messages.ts";
import { fail } from "./guard.ts";
import { decodeOffer, encodeOffer } from "./offer.ts";

/** What the columns of a row say of its offer. */
export interface RowColumns {
  /** Minor units of `currency`. */
  readonly price: number;
  readonly currency: string;
  readonly seller: string;
  /** The itinerary key. */
  readonly itinerary: string;
}

/** The columns of one row that its body need not repeat. */
export function rowColumns(sheet: Sheet, row: number): RowColumns {
  return {
    price: sheet.price[row] as number,
    currency: sheet.currencies[sheet.currency[row] as number] as string,
    seller: sheet.sellers[sheet.seller[row] as number] as string,
    itinerary: sheet.itinerary[row] as string,
  };
}

/** The bytes of an offer for a row, whatever their number: the bidder keeps the limits. */
export function encodeRowBody(offer: FlightOffer): Uint8Array {
  return encodeOffer(offer);
}

/** The offer in a row of a sheet (CODEC-4). @throws AuctionError `bid-malformed` or `bid-too-large` */
export function decodeRowOffer(sheet: Sheet, row: number): FlightOffer {
  return decodeRowBody(sheet.body[row] as Uint8Array, rowColumns(sheet, row));
}

/** The same of a body that is kept beside its columns in another form than a sheet. */
export function decodeRowBody(body: Uint8Array, columns: RowColumns): FlightOffer {
  const offer = decodeOffer(body);
  checkRepeated("price", columns.price, offer.price.amount);
  checkRepeated("currency", columns.currency, offer.price.currency);
  checkRepeated("seller", columns.seller, offer.seller);
  checkRepeated("itinerary", columns.itinerary, itineraryKey(offer.slices));
  return offer;
}

function checkRepeated<T extends string | number>(column: string, listed: T, repeated: T): void {
  if (listed !== repeated)
    fail(
      "bid-malformed",
      `an offer listed with ${column} ${short(listed)} has ${short(repeated)} in its body`,
    );
}

const QUOTED_CHARS_MAX = 80;

/** What a bidder wrote, short enough to repeat (A6). */
function short(value: string | number): string {
  const text = String(value);
  return text.length <= QUOTED_CHARS_MAX
    ? text.toWellFormed()
    : `${text.slice(0, QUOTED_CHARS_MAX - 1).toWellFormed()}…`;
}
