/**
 * The offers of a kept auction, each opened and checked once: a page needs all of them, since only
 * an offer that is right counts. Of a right one only what every list needs is remembered.
 *
 * CHECKED-1 A row gives what checking it anew gives, also as a row of a part of its sheet.
 */
import { inconvenienceMinutes } from "../../../common/offers/inconvenience.ts";
import { type BrokenLimit, brokenLimit } from "../../../common/offers/search-limits.ts";
import { plainSheet } from "../../../proto/codec/index.ts";
import { flightTimes } from "../../../proto/flight-times.ts";
import type { FlightOffer, FlightSearch, SheetColumns } from "../../../proto/messages.ts";
import type { BidderSheets } from "../rank.ts";
import type { Opening, RankingRules } from "../ranking-rules.ts";
import { checkOffer } from "../verify.ts";
import { CheckedRows } from "./checked-rows.ts";
import { RightOffer, rememberLast } from "./right-offer.ts";

/** Which rows of a sheet of the auction a sheet that is made for one list has. */
interface Part {
  readonly sheet: SheetColumns;
  readonly rows: readonly number[];
}

/** All that is asked is of one auction: a sheet has one bidder, and the search is the same. */
export class CheckedOffers implements Opening {
  /** Of the sheets of the auction. */
  readonly #checked = new Map<SheetColumns, CheckedRows>();
  /** Of sheets that are made for one list: they are forgotten with it. */
  readonly #known = new WeakMap<SheetColumns, readonly FlightOffer[]>();
  readonly #wholes = new WeakMap<SheetColumns, Part>();

  readonly check: Opening["check"] = (sheet, row, rules, bidder) => {
    const checked = this.#checked.get(sheet);
    if (checked !== undefined) return checkedRow(checked, sheet, row, rules, bidder);
    const whole = this.#wholes.get(sheet);
    if (whole !== undefined)
      return this.check(whole.sheet, whole.rows[row] as number, rules, bidder);
    return this.#known.get(sheet)?.[row] ?? checkOffer(sheet, row, rules, bidder);
  };

  constructor(entries: readonly BidderSheets[]) {
    for (const { sheets } of entries)
      for (const sheet of sheets) this.#checked.set(sheet, new CheckedRows(sheet.rows));
  }

  inconvenienceMinutes(offer: FlightOffer, { kilometres }: RankingRules): number {
    return offer instanceof RightOffer
      ? offer.inconvenienceMinutes
      : inconvenienceMinutes(offer.slices, kilometres);
  }

  brokenLimit(
    offer: FlightOffer,
    convertedPrice: number,
    search: FlightSearch,
  ): BrokenLimit | undefined {
    // One that was just checked is not read again for it.
    const whole = offer instanceof RightOffer ? offer.whole : offer;
    return brokenLimit(whole, convertedPrice, search);
  }

  /** A sheet with these rows alone. */
  partOf(sheet: SheetColumns, rows: readonly number[]): SheetColumns {
    const part = plainSheet(sheet, rows);
    this.#wholes.set(part, { sheet, rows });
    return part;
  }

  /** The rows of this sheet are these offers, which are right. */
  know(sheet: SheetColumns, offers: readonly FlightOffer[]): void {
    this.#known.set(sheet, offers);
  }
}

function checkedRow(
  checked: CheckedRows,
  sheet: SheetColumns,
  row: number,
  rules: RankingRules,
  bidder: string,
): RightOffer | string {
  if (!checked.isRight(row)) {
    const known = checked.faultOf(row);
    if (known !== undefined) return known;
    const offer = checkOffer(sheet, row, rules, bidder);
    if (typeof offer === "string") {
      checked.setFault(row, offer);
      return offer;
    }
    const { slices } = offer;
    // TIMES-1: the check has just read them.
    const minutes = inconvenienceMinutes(slices, rules.kilometres, flightTimes.of === slices);
    checked.setRight(row, offer, minutes, rules.search);
    rememberLast(checked, row, offer);
  }
  return new RightOffer(sheet, row, checked, rules.search);
}
