/** From which rows of the kept bids the rows of filtered sheets are: a filter makes new sheets. */
import type { SheetColumns } from "../../../proto/messages.ts";
import type { EndedBids } from "../account-bids.ts";
import type { RowPlace } from "../offer-ids.ts";

interface Origin {
  /** Its index among the sheets that were ranked. */
  readonly sheet: number;
  /** The row that each row is; undefined: itself. */
  readonly rows: readonly number[] | undefined;
}

/** Of one auction, and of what is filtered of it. */
export class RowOrigins {
  readonly #origins = new Map<SheetColumns, Origin>();

  constructor({ entries }: Pick<EndedBids, "entries">) {
    for (const { sheets } of entries)
      for (const sheet of sheets)
        this.#origins.set(sheet, { sheet: this.#origins.size, rows: undefined });
  }

  /** `made` has these rows of another sheet, in their order. */
  add(made: SheetColumns, of: SheetColumns, rows: readonly number[]): void {
    const origin = this.#origins.get(of);
    if (origin === undefined || rows.length === 0) return;
    const its = origin.rows === undefined ? rows : rows.map((row) => origin.rows?.[row] as number);
    this.#origins.set(made, { sheet: origin.sheet, rows: its });
  }

  /** Undefined for a sheet of another auction. */
  of(sheet: SheetColumns, row: number): RowPlace | undefined {
    const origin = this.#origins.get(sheet);
    return origin && { sheet: origin.sheet, row: origin.rows?.[row] ?? row };
  }
}
