/**
 * The cells of the rows of a sheet. Of one way the column of the departure says it. Of a return the
 * offer's body does: a key has no arrivals.
 */
import { type CalendarCells, cellOf, cellOfSlices } from "../../../common/offers/calendar-cells.ts";
import { decodeRowOffer } from "../../../proto/codec/index.ts";
import { AuctionError } from "../../../proto/errors.ts";
import { wallClockDay } from "../../../proto/local-time.ts";
import type { SheetColumns } from "../../../proto/messages.ts";

/** The index of a cell; or why the row is of none. */
type RowCell = number | string;

export class RowCells {
  readonly #cells: CalendarCells;
  /** Bodies are read once, also where floors are checked before the ranking. */
  readonly #known = new WeakMap<SheetColumns, RowCell[]>();

  constructor(cells: CalendarCells) {
    this.#cells = cells;
  }

  /** The index of the cell of a row: -1 where it is of none, a text where it cannot be read. */
  of(sheet: SheetColumns, row: number): RowCell {
    if (this.#cells.nights === null) {
      const day = wallClockDay(sheet.departure[row] as number);
      return cellOf(this.#cells, day, 0, 0);
    }
    let rows = this.#known.get(sheet);
    if (rows === undefined) {
      rows = [];
      this.#known.set(sheet, rows);
    }
    rows[row] ??= this.#read(sheet, row);
    return rows[row];
  }

  #read(sheet: SheetColumns, row: number): RowCell {
    try {
      return cellOfSlices(this.#cells, decodeRowOffer(sheet, row).slices);
    } catch (thrown) {
      return AuctionError.from(thrown, "bid-malformed").message;
    }
  }
}
