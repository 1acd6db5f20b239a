/** What the columns of a sheet say of one row, and the body of the row need not repeat. */
import type { SheetColumns } from "../messages.ts";
import { shortened } from "./shortened.ts";

export interface RowColumns {
  /** Minor units of `currency`. */
  readonly price: number;
  readonly currency: string;
  readonly seller: string;
  /** The itinerary key. */
  readonly itinerary: string;
}

/** The columns of one row that its body need not repeat. */
export function rowColumns(sheet: SheetColumns, row: number): RowColumns {
  return {
    price: sheet.price[row] as number,
    currency: sheet.currencies[sheet.currency[row] as number] as string,
    seller: sheet.sellers[sheet.seller[row] as number] as string,
    itinerary: sheet.itinerary.at(row) as string,
  };
}

const QUOTED_CHARS_MAX = 80;

/** What a bidder wrote, short enough to repeat (A6). */
export function short(value: string | number): string {
  return shortened(String(value), QUOTED_CHARS_MAX);
}
