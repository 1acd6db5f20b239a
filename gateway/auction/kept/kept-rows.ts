/** What is remembered of the rows of filtered sheets. */
import { plainSheet } from "../../../proto/codec/index.ts";
import type { SheetColumns } from "../../../proto/messages.ts";
import type { CheckedOffers } from "./checked-offers.ts";
import type { RowOrigins } from "./row-origins.ts";

/** Of one list of one auction. */
export interface KeptRows {
  /** What its rules check with, where they remember it. */
  readonly checked?: CheckedOffers;
  /** Those of the auction: gets those of what is filtered. */
  readonly origins?: RowOrigins;
}

/** A sheet with these rows alone. */
export function partOf(
  sheet: SheetColumns,
  rows: readonly number[],
  { checked, origins }: KeptRows,
): SheetColumns {
  const part = checked === undefined ? plainSheet(sheet, rows) : checked.partOf(sheet, rows);
  origins?.add(part, sheet, rows);
  return part;
}
