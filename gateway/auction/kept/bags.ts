/**
 * Offers with checked baggage: each at the price of its cheapest fare that has it.
 *
 * BAGS-1 An offer is sold by the fares that include the bags, and its price is that of the cheapest
 *    of them. One without such a fare, or whose offer is no answer to the search, is left out.
 */
import { EMPTY_SHEET, encodeRowBody } from "../../../proto/codec/index.ts";
import type { FlightOffer, SheetColumns } from "../../../proto/messages.ts";
import type { RankingRules } from "../ranking-rules.ts";
import { checkOffer } from "../verify.ts";
import { withBags } from "./bag-fares.ts";
import type { KeptRows } from "./kept-rows.ts";
import { RightOffer, wholeOf } from "./right-offer.ts";

interface BagTerms {
  readonly bidder: string;
  readonly rules: RankingRules;
  /** Where what is made is remembered. */
  readonly kept?: KeptRows | undefined;
}

/** The sheet with each offer as it is sold with bags (BAGS-1). */
export function sheetWithBags(
  sheet: SheetColumns,
  bags: number,
  { bidder, rules, kept }: BagTerms,
): SheetColumns {
  const check = rules.opening?.check ?? checkOffer;
  const rows: number[] = [];
  const offers: FlightOffer[] = [];
  for (let row = 0; row < sheet.rows; row++) {
    const offer = check(sheet, row, rules, bidder);
    if (typeof offer === "string") continue;
    const one =
      offer instanceof RightOffer ? offer.soldWith(bags) : withBags(offer, bags, rules.search);
    if (one === undefined) continue;
    rows.push(row);
    offers.push(one);
  }
  if (rows.length === 0) return EMPTY_SHEET;
  const numbers = (column: ArrayLike<number>) => rows.map((row) => column[row] as number);
  const currencies = [...new Set(offers.map(({ price }) => price.currency))];
  const sold: SheetColumns = {
    rows: rows.length,
    price: offers.map(({ price }) => price.amount),
    currency: offers.map(({ price }) => currencies.indexOf(price.currency)),
    durationMinutes: numbers(sheet.durationMinutes),
    departure: numbers(sheet.departure),
    stops: numbers(sheet.stops),
    itinerary: rows.map((row) => sheet.itinerary.at(row) as string),
    seller: numbers(sheet.seller),
    // Few are compared by their bodies, and none is opened where it is known.
    body: {
      length: rows.length,
      at: (row) => encodeRowBody(wholeOf(offers[row] as FlightOffer)),
    },
    currencies,
    sellers: sheet.sellers,
    ...(sheet.mixed === undefined ? {} : { mixed: numbers(sheet.mixed) }),
  };
  kept?.origins?.add(sold, sheet, rows);
  // An offer that is right is so with some of its fares: they are dearer, and in their order.
  kept?.checked?.know(sold, offers);
  return sold;
}
