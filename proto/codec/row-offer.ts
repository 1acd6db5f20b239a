/**
 * The offer in a row of a sheet: its body, completed by what the row's columns say of it.
 *
 * ROWOFFER-1 What a body repeats of its row's columns agrees with them, or the row is refused.
 */
import { auction } from "../generated/messages.js";
import { itineraryKey } from "../itinerary.ts";
import { LIMITS } from "../limits.ts";
import type { FlightOffer, SheetColumns } from "../messages.ts";
import { completedOffer } from "./compact-offer.ts";
import { readCompactOffer } from "./compact-reader.ts";
import { BID_CODES, decodeAs, fail } from "./guard.ts";
import { decodeOffer } from "./offer.ts";
import { type RowColumns, rowColumns, short } from "./row-columns.ts";

/**
 * The offer in a row of a sheet (ROWOFFER-1). @throws AuctionError `bid-malformed` or
 * `bid-too-large`
 */
export function decodeRowOffer(sheet: SheetColumns, row: number): FlightOffer {
  return decodeRowBody(sheet.body.at(row) as Uint8Array, rowColumns(sheet, row));
}

/** The same of a body that is kept beside its columns in another form than a sheet. */
export function decodeRowBody(body: Uint8Array, columns: RowColumns): FlightOffer {
  return readCompactOffer(body, columns) ?? decodeAnyBody(body, columns);
}

/** Any body, also that of a bidder that repeats everything: a whole FlightOffer. */
export function decodeAnyBody(body: Uint8Array, columns: RowColumns): FlightOffer {
  const m = decodeAs(auction.CompactOffer, body, LIMITS.offerBytesMax, "an offer", BID_CODES);
  const isWhole = m.slices.length > 0;
  const offer = isWhole ? decodeOffer(body) : completedOffer(m, columns);
  checkRepeated("price", columns.price, offer.price.amount);
  checkRepeated("currency", columns.currency, offer.price.currency);
  checkRepeated("seller", columns.seller, offer.seller);
  if (isWhole) checkRepeated("itinerary", columns.itinerary, itineraryKey(offer.slices));
  return offer;
}

function checkRepeated<T extends string | number>(column: string, listed: T, repeated: T): void {
  if (listed !== repeated)
    fail(
      "bid-malformed",
      `an offer listed with ${column} ${short(listed)} has ${short(repeated)} in its body`,
    );
}
