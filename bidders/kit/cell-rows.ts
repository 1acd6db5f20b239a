/**
 * The rows of a calendar: of each cell the cheapest that came, and what is promised of those to
 * come.
 *
 * CELLROW-1 Of each cell the cheapest row that came is kept, in the auction's own order. What is of
 *   no cell is left out.
 * CELLROW-2 No row costs less than the floor that was promised for its cell, nor comes after the
 *   promise that none does. A promise is not taken back, whatever is promised later.
 * CELLROW-3 What is sent of a promise is true of all that was not sent yet: for a cell whose
 *   cheapest row is kept back, nothing more is promised than before.
 */
import {
  type CalendarCells,
  cellOf,
  cellOfSlices,
  cellsOf,
  NOTHING_FOLLOWS,
} from "../../common/offers/calendar-cells.ts";
import { compareOffers } from "../../common/offers/ranking-order.ts";
import { decodeRowBody } from "../../proto/codec/index.ts";
import { wallClockDay } from "../../proto/local-time.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import type { OfferRow } from "./rows.ts";

/** What became of a row. */
type CellRowTaken =
  | { readonly as: "best"; readonly replaces: OfferRow | undefined }
  | { readonly as: "no better" }
  | { readonly as: "under floor"; readonly floor: number };

const NO_BETTER: CellRowTaken = { as: "no better" };

/** Of one calendar. */
export class CellRows {
  readonly #cells: CalendarCells;
  readonly #best: (OfferRow | undefined)[];
  readonly #isSent: Uint8Array;
  /** Undefined as long as nothing was promised; and what was sent of it. */
  #promised: number[] | undefined;
  #sentFloors: readonly number[] | undefined;

  constructor(search: FlightSearch) {
    this.#cells = cellsOf(search);
    this.#best = new Array<OfferRow | undefined>(this.#cells.count).fill(undefined);
    this.#isSent = new Uint8Array(this.#cells.count);
  }

  take(row: OfferRow): CellRowTaken {
    const cell = this.#cellOf(row);
    if (cell === -1) return NO_BETTER;
    const best = this.#best[cell];
    // Also one that is yielded again: it was counted before, and breaks no promise.
    if (best !== undefined && compareOffers(row, best) >= 0) return NO_BETTER;
    const floor = this.#promised?.[cell] ?? 0;
    if (floor === NOTHING_FOLLOWS || row.cost < floor) return { as: "under floor", floor };
    this.#best[cell] = row;
    const wasSent = this.#isSent[cell] === 1;
    this.#isSent[cell] = 0;
    return { as: "best", replaces: wasSent ? undefined : best };
  }

  /** What is wrong with the promise of a strategy, in a few words; undefined where it is taken. */
  promise(floors: readonly number[]): string | undefined {
    const { count } = this.#cells;
    if (floors.length !== count)
      return `cell floors left out: ${floors.length}, where ${count} would be right`;
    const wrong = floors.findIndex((floor) => !(floor >= 0 || floor === NOTHING_FOLLOWS));
    if (wrong !== -1)
      return `cell floors left out: that of cell ${wrong} is ${floors[wrong]}; -1, 0 and more are right`;
    const before = this.#promised;
    this.#promised = Array.from(floors, (floor, cell) => higher(before?.[cell] ?? 0, whole(floor)));
    return undefined;
  }

  /** What may be promised once `rows` are sent, see CELLROW-3; undefined as long as nothing is. */
  floorsWith(rows: readonly OfferRow[]): readonly number[] | undefined {
    if (this.#promised === undefined) return undefined;
    const sending = new Set(rows);
    const isKept = (cell: number) => {
      const best = this.#best[cell];
      return best !== undefined && this.#isSent[cell] === 0 && !sending.has(best);
    };
    return this.#promised.map((floor, cell) =>
      isKept(cell) ? (this.#sentFloors?.[cell] ?? 0) : floor,
    );
  }

  /** Whether these say more than what was sent. */
  isNews(floors: readonly number[] | undefined): boolean {
    const sent = this.#sentFloors;
    return floors?.some((floor, cell) => floor !== (sent?.[cell] ?? 0)) === true;
  }

  sent(rows: readonly OfferRow[], floors: readonly number[] | undefined): void {
    const sent = new Set(rows);
    for (let cell = 0; cell < this.#best.length; cell++) {
      const best = this.#best[cell];
      if (best !== undefined && sent.has(best)) this.#isSent[cell] = 1;
    }
    this.#sentFloors = floors ?? this.#sentFloors;
  }

  /** Whether the cheapest row of a cell is neither sent nor among these. */
  isShort(rows: readonly OfferRow[]): boolean {
    const sending = new Set(rows);
    return this.#best.some(
      (best, cell) => best !== undefined && this.#isSent[cell] === 0 && !sending.has(best),
    );
  }

  #cellOf(row: OfferRow): number {
    if (this.#cells.nights === null) return cellOf(this.#cells, wallClockDay(row.departure), 0, 0);
    // Columns do not say when a slice arrives.
    return cellOfSlices(this.#cells, decodeRowBody(row.body, row).slices);
  }
}

function higher(one: number, other: number): number {
  return one === NOTHING_FOLLOWS || other === NOTHING_FOLLOWS
    ? NOTHING_FOLLOWS
    : Math.max(one, other);
}

/** A fraction is rounded down, as that of any floor; an infinite one is the highest there is. */
function whole(floor: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.floor(floor));
}
