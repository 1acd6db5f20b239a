/**
 * The best offer of each cell of a calendar, while bids come in.
 *
 * CELLRANK-1 The best of a cell is the first of its offers in the total order (RANK-1) that is
 *    found right. Which bids are in decides, never the order in which they came (A2).
 * CELLRANK-2 Only what would be shown is opened and checked. An offer that is found wrong makes its
 *    bidder `invalid`, one that breaks a limit is left out, and the next best of the cell steps in.
 * CELLRANK-3 An offer of no cell is never shown. Where its day is not one of the calendar's, or
 *    where its body cannot be read, that is a fault of its bidder; nights that are not asked for
 *    are none.
 */
import type { CalendarCells } from "../../../common/offers/calendar-cells.ts";
import { wallClockDay } from "../../../proto/local-time.ts";
import type { SheetColumns } from "../../../proto/messages.ts";
import { type Candidate, compareCandidates, insertionIndex } from "../candidates.ts";
import { OfferFaults } from "../offer-faults.ts";
import { PricedRows } from "../priced-rows.ts";
import type { BidderSheets } from "../rank.ts";
import type { RankingRules } from "../ranking-rules.ts";
import { type Opened, openAll } from "../winners.ts";
import { RowCells } from "./row-cells.ts";

export interface CellRanking {
  /** By the index of the cell; null where nothing right is offered. */
  readonly winners: readonly (Opened | null)[];
  readonly faults: OfferFaults;
}

type RankTerms = Omit<RankingRules, "wallMs">;

export class CellRank {
  readonly rowCells: RowCells;
  readonly #cells: CalendarCells;
  readonly #terms: RankTerms;
  /** Empty except for the moment of its use. */
  readonly #priced = new PricedRows();
  /** The sheets that are sorted into the cells, with the faults of their columns. */
  #sheets = new Map<SheetColumns, OfferFaults>();
  /** The candidates of each cell, best first. */
  #candidates: Candidate[][];

  constructor(cells: CalendarCells, terms: RankTerms) {
    this.rowCells = new RowCells(cells);
    this.#cells = cells;
    this.#terms = terms;
    this.#candidates = this.#emptyCells();
  }

  /** The best offers of all that these bidders have sent. Never throws on what a sheet holds. */
  ranking(entries: readonly BidderSheets[], wallMs: number): CellRanking {
    const faults = new OfferFaults();
    this.#add(entries);
    for (const ofSheet of this.#sheets.values()) faults.add(ofSheet);
    const rules: RankingRules = { ...this.#terms, wallMs };
    const winners = this.#candidates.map((candidates) => best(candidates, rules, faults));
    return { winners, faults };
  }

  #emptyCells(): Candidate[][] {
    return Array.from({ length: this.#cells.count }, () => []);
  }

  #add(entries: readonly BidderSheets[]): void {
    let known = 0;
    for (const { sheets } of entries)
      for (const sheet of sheets) if (this.#sheets.has(sheet)) known++;
    // Sheets were removed: those of the slower of two instances, or of one that sent too much.
    if (known < this.#sheets.size) {
      this.#sheets = new Map();
      this.#candidates = this.#emptyCells();
    }
    for (const { bidder, sheets, staleAgeMs } of entries)
      for (const sheet of sheets)
        if (!this.#sheets.has(sheet)) this.#addSheet({ bidder, sheet, staleAgeMs });
  }

  #addSheet(source: Pick<Candidate, "bidder" | "sheet" | "staleAgeMs">): void {
    const faults = new OfferFaults();
    this.#sheets.set(source.sheet, faults);
    const priced = this.#priced;
    try {
      priced.add(source, this.#terms, faults);
      for (let at = 0; at < priced.count; at++) {
        const cell = this.rowCells.of(source.sheet, priced.sheetRow[at] as number);
        if (typeof cell === "number" && cell >= 0) this.#insert(cell, priced.candidate(at));
        else if (source.staleAgeMs === undefined)
          this.#addFault(source, priced.sheetRow[at] as number, cell, faults);
      }
    } finally {
      priced.clear();
    }
  }

  /** CELLRANK-3 */
  #addFault(
    { bidder, sheet }: Pick<Candidate, "bidder" | "sheet">,
    row: number,
    cell: number | string,
    faults: OfferFaults,
  ): void {
    if (typeof cell === "string") {
      faults.columnMismatch(bidder, cell);
      return;
    }
    const day = wallClockDay(sheet.departure[row] as number);
    if (this.#cells.days.includes(day)) faults.columnLeftOut(bidder, "stayNights");
    else faults.columnMismatch(bidder, "an offer that departs on a day which is not asked for");
  }

  #insert(cell: number, candidate: Candidate): void {
    const sorted = this.#candidates[cell] as Candidate[];
    sorted.splice(insertionIndex(sorted, candidate, compareCandidates), 0, candidate);
  }
}

/** CELLRANK-1, CELLRANK-2 */
function best(
  candidates: readonly Candidate[],
  rules: RankingRules,
  faults: OfferFaults,
): Opened | null {
  for (const candidate of candidates) {
    const [winner] = openAll([candidate], rules, faults).valid;
    if (winner !== undefined) return winner;
  }
  return null;
}
