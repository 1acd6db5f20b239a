/**
 * An offer that was found right, without what it holds: what a list and its facets need of it is
 * remembered, and all else is read from its body. A list has all offers of an auction, and a page
 * has twenty.
 */
import { decodeRowOffer, rowColumns } from "../../../proto/codec/index.ts";
import type { FlightOffer, FlightSearch, Money, SheetColumns } from "../../../proto/messages.ts";
import { leastBags, withBags } from "./bag-fares.ts";
import type { CheckedRows } from "./checked-rows.ts";

/** The last one that was checked: the step that follows may need the whole of it. */
const last: { of: CheckedRows | null; row: number; whole: FlightOffer | null } = {
  of: null,
  row: 0,
  whole: null,
};

/** Of this row, which was just found right. */
export function rememberLast(of: CheckedRows, row: number, whole: FlightOffer): void {
  last.of = of;
  last.row = row;
  last.whole = whole;
}

export class RightOffer implements FlightOffer {
  readonly seller: string;
  readonly expiresAtMs: number;
  readonly #sheet: SheetColumns;
  readonly #row: number;
  readonly #checked: CheckedRows;
  readonly #search: FlightSearch;
  /** It is sold with so many checked bags, at least (BAGS-1); 0: as it was bid. */
  readonly #bags: number;

  constructor(
    sheet: SheetColumns,
    row: number,
    checked: CheckedRows,
    search: FlightSearch,
    bags = 0,
  ) {
    this.seller = sheet.sellers[sheet.seller[row] as number] as string;
    this.expiresAtMs = checked.expiresAtMs[row] as number;
    this.#sheet = sheet;
    this.#row = row;
    this.#checked = checked;
    this.#search = search;
    this.#bags = bags;
  }

  /** See common/offers/inconvenience.ts. */
  get inconvenienceMinutes(): number {
    return this.#checked.inconvenienceMinutes[this.#row] as number;
  }

  /** As `withBags`, of an offer as it was bid. */
  soldWith(bags: number): RightOffer | undefined {
    const least = leastBags(bags, this.#search.limits);
    return this.#checked.priceWithBags(this.#row, least) === undefined
      ? undefined
      : new RightOffer(this.#sheet, this.#row, this.#checked, this.#search, least);
  }

  /** As `pricesWithBags` has it. */
  priceWithBags(bags: number): Money | undefined {
    return this.#checked.priceWithBags(this.#row, Math.max(bags, this.#bags));
  }

  get price(): Money {
    if (this.#bags > 0) return this.#checked.priceWithBags(this.#row, this.#bags) as Money;
    const { price, currency } = rowColumns(this.#sheet, this.#row);
    return { amount: price, currency };
  }

  /** The offer itself. */
  get whole(): FlightOffer {
    const offer =
      last.of === this.#checked && last.row === this.#row
        ? (last.whole as FlightOffer)
        : decodeRowOffer(this.#sheet, this.#row);
    return this.#bags === 0 ? offer : (withBags(offer, this.#bags, this.#search) as FlightOffer);
  }

  get modelled(): boolean {
    return this.whole.modelled;
  }

  get slices(): FlightOffer["slices"] {
    return this.whole.slices;
  }

  get fares(): FlightOffer["fares"] {
    return this.whole.fares;
  }

  get selfTransfers(): FlightOffer["selfTransfers"] {
    return this.whole.selfTransfers;
  }

  get similar(): number {
    return this.whole.similar;
  }
}

/** The offer with all that it holds in it. */
export function wholeOf(offer: FlightOffer): FlightOffer {
  return offer instanceof RightOffer ? offer.whole : offer;
}
