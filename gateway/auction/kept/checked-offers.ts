/**
 * The offers of a kept auction, each opened and checked once: to open one takes some 3 µs, and a
 * page needs all of them, since only an offer that is right counts.
 *
 * CHECKED-1 A row gives what checking it anew gives, also as a row of a part of its sheet.
 */
import { plainSheet } from "../../../proto/codec/index.ts";
import type { FlightOffer, SheetColumns } from "../../../proto/messages.ts";
import type { BidderSheets } from "../rank.ts";
import type { CheckRow } from "../ranking-rules.ts";
import { checkOffer } from "../verify.ts";

/** All that is asked is of one auction: a sheet has one bidder, and the search is the same. */
export class CheckedOffers {
  /** Of the sheets of the auction. */
  readonly #checked = new Map<SheetColumns, (FlightOffer | string | undefined)[]>();
  /** Of sheets that are made for one list: they are forgotten with it. */
  readonly #known = new WeakMap<SheetColumns, readonly FlightOffer[]>();
  readonly #wholes = new WeakMap<SheetColumns, { sheet: SheetColumns; rows: readonly number[] }>();

  readonly check: CheckRow = (sheet, row, rules, bidder) => {
    const checked = this.#checked.get(sheet);
    if (checked !== undefined) {
      checked[row] ??= checkOffer(sheet, row, rules, bidder);
      return checked[row];
    }
    const whole = this.#wholes.get(sheet);
    if (whole !== undefined)
      return this.check(whole.sheet, whole.rows[row] as number, rules, bidder);
    return this.#known.get(sheet)?.[row] ?? checkOffer(sheet, row, rules, bidder);
  };

  constructor(entries: readonly BidderSheets[]) {
    for (const { sheets } of entries)
      for (const sheet of sheets)
        this.#checked.set(sheet, new Array<FlightOffer | undefined>(sheet.rows).fill(undefined));
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
