/**
 * The offers of one answer, as they come, and the batches of rows that are sent: the best by cost,
 * within their limits whatever came in (A6).
 *
 * BID-1 All bids together carry at most `offersMax` rows, and no row twice (A6).
 * BID-2 No row costs less than a floor that was sent before it: what breaks the promise is dropped,
 *   and a floor that is sent is never more than the cheapest row that is kept back.
 * BID-3 Rows that a better offer may still replace take at most half of `offersMax` before the
 *   end: so the best half of all offers is sent whatever the order they come in, and all of the
 *   best where nothing was sent early.
 * BID-4 No bid is larger than the broker takes in one message when it is made. What does not fit
 *   goes in several; what is left out is the worst of all, or too large by itself, and the final
 *   bid says so. Nothing that is left out breaks a floor.
 * BID-5 An offer that breaks a limit of the search is left out before it is counted, and one that
 *   is wanted at another of its fares has the price of that fare.
 */
import { compareOffers } from "../../common/offers/ranking-order.ts";
import { EMPTY_SHEET, LIMITS } from "../../proto/codec/index.ts";
import type { BidNote, CallForBids } from "../../proto/messages.ts";
import { type BidContent, markedStopped, reasonText } from "./bid-content.ts";
import { CellRows } from "./cell-rows.ts";
import { LeftOutNotes } from "./left-out-notes.ts";
import type { OfferBatch } from "./offer-batch.ts";
import { type OfferColumns, rowsOf } from "./offer-columns.ts";
import { rowOf } from "./offer-row.ts";
import { fitsAlone, fitting, nameOf, type OfferRow, pack, sortRows, surelyFit } from "./rows.ts";

/** Fewer rows than this are not worth a message of their own. */
const FIRST_ROWS_MIN = 10;

const NONE: readonly never[] = [];

/** BID-5 */
const OVER_LIMIT: BidNote = {
  reason: "over-limit",
  count: 1,
  text: "offers that break a limit of the search",
};

const NOTE_CHARS_MAX = 200;
const NOTES_MAX = 8;

/**
 * Collects what a strategy yields for one call, and makes its bids: batches that are sent early,
 * and the content of the final bid. It throws for nothing that a strategy yields.
 */
export class BidBuilder {
  readonly #call: CallForBids;
  readonly #offersMax: number;
  /** Bytes that the broker takes in one message; it may change. */
  readonly #payloadBytesMax: () => number;
  /**
   * The number of rows that are sent at once: as many as the caller shows, and no fewer than are
   * worth a message.
   */
  readonly #firstRows: number;
  #notes: readonly string[] = NONE;
  /** Undefined where the search does not ask for it. */
  readonly leftOut: LeftOutNotes | undefined;
  /** Not sent yet. */
  #rows: OfferRow[] = [];
  /** Whether they are in order, the best first. */
  #inOrder = true;
  /** What a row must beat to be among the best; known once there were too many. */
  #worst: OfferRow | undefined;
  #taken = 0;
  #invalid = 0;
  #underFloor = 0;
  /** Rows that no bid has room for. */
  #tooLarge = 0;
  #firstFault: string | undefined;
  /** The floor that the strategy has promised, and the one that was sent. */
  #promised: number | null = null;
  #sentFloor: number | null = null;
  #sent = 0;
  #sentEarly = 0;
  /** Most answers are one bid: then no name is needed. */
  #sentNames: Set<string> | undefined;
  /** Of a calendar; undefined of any other search. */
  readonly #cells: CellRows | undefined;

  constructor(
    call: CallForBids,
    offersMax: number,
    payloadBytesMax: () => number = () => Number.POSITIVE_INFINITY,
  ) {
    this.#call = call;
    this.#payloadBytesMax = payloadBytesMax;
    this.#offersMax = Math.min(offersMax, LIMITS.offersABidMax);
    this.#firstRows = Math.max(call.search.maxResults, FIRST_ROWS_MIN);
    this.#cells = call.search.calendar === true ? new CellRows(call.search) : undefined;
    this.leftOut = call.search.explain === true ? new LeftOutNotes() : undefined;
  }

  /** Offers that came, good or bad. */
  get taken(): number {
    return this.#taken;
  }

  /** Offers that were not offers, or broke the promise of a floor. */
  get dropped(): number {
    return this.#invalid + this.#underFloor;
  }

  /** Nothing has come, good or bad. */
  get isBare(): boolean {
    return this.#taken === 0;
  }

  /** Rows that were sent before the end. */
  get rowsSent(): number {
    return this.#sent;
  }

  /** Takes the offers of a batch, and its notes. Its floor is sent by `batch`. */
  addBatch({ offers, notes, final, cellFloors, leftOut }: OfferBatch<OfferColumns>): void {
    const rows = rowsOf(offers);
    for (let i = 0; i < rows.length; i++) this.#add(rows[i] as OfferRow);
    const { invalid, firstFault } = offers;
    if (firstFault !== null) this.#refuse(invalid, firstFault);
    for (const note of notes) this.note(note);
    // Those of another batch are sent with it.
    if (final && cellFloors !== undefined) this.#promiseCells(cellFloors);
    if (this.leftOut !== undefined && leftOut !== undefined) leftOut.forEach(this.leftOut.add);
  }

  /**
   * Takes whatever a strategy yields as one offer. What is not an offer for this search is dropped
   * and counted; what breaks a limit of the search is left out. Never throws.
   */
  add(value: unknown, nowMs: number): void {
    const row = rowOf(value, this.#call, nowMs);
    if (row === null) {
      this.leftOut?.add(OVER_LIMIT);
      return;
    }
    if (typeof row === "string") this.#refuse(1, row);
    else this.#add(row);
  }

  #refuse(offers: number, fault: string): void {
    this.#taken += offers;
    this.#invalid += offers;
    this.#firstFault ??= fault;
  }

  #add(row: OfferRow): void {
    this.#taken++;
    if (this.#cells !== undefined) this.#addToCell(row, this.#cells);
    else if (this.#sentNames?.has(nameOf(row))) {
      // Yielded again: it was sent before, and breaks no promise.
    } else if (this.#promised !== null && row.cost < this.#promised) {
      this.#underFloor++;
    } else if (this.#worst === undefined || compareOffers(row, this.#worst) < 0) {
      const { length } = this.#rows;
      // Never at an index below 0: V8 reads it as the name of a property, which takes 0.1 µs.
      if (length > 0 && this.#inOrder)
        this.#inOrder = compareOffers(this.#rows[length - 1] as OfferRow, row) <= 0;
      this.#rows.push(row);
      if (this.#rows.length >= 2 * this.#offersMax) this.#prune();
    }
  }

  #addToCell(row: OfferRow, cells: CellRows): void {
    const taken = cells.take(row);
    if (taken.as === "under floor") this.#underFloor++;
    else if (taken.as === "best") {
      if (taken.replaces !== undefined)
        this.#rows = this.#rows.filter((one) => one !== taken.replaces);
      this.#rows.push(row);
      this.#inOrder = false;
    }
  }

  #promiseCells(floors: readonly number[]): void {
    const wrong = this.#cells?.promise(floors);
    if (wrong !== undefined) this.note(wrong);
  }

  /**
   * See SearchContext.note. Beyond NOTES_MAX notes, and of one that is there already, nothing is
   * kept.
   */
  note(text: string): void {
    const note = reasonText(String(text), NOTE_CHARS_MAX);
    if (this.#notes.length < NOTES_MAX && !this.#notes.includes(note))
      this.#notes = [...this.#notes, note];
  }

  /**
   * What is sent before the strategy's end (see SearchContext.sendBatch); undefined when nothing is
   * new. The rows stay here until `sent` is called with them.
   */
  batch(
    floor: number | null,
    cellFloors?: readonly number[],
  ): OfferBatch<readonly OfferRow[]> | undefined {
    if (cellFloors !== undefined) this.#promiseCells(cellFloors);
    if (floor !== null && !Number.isNaN(floor)) {
      const whole = Math.max(
        Number.MIN_SAFE_INTEGER,
        Math.min(Number.MAX_SAFE_INTEGER, Math.floor(floor)),
      );
      this.#promised = Math.max(this.#promised ?? whole, whole);
    }
    this.#prepare();
    const promised = this.#promised ?? Number.NEGATIVE_INFINITY;
    const certain = this.#rows.filter((row) => row.cost < promised).length;
    const half = Math.floor(this.#offersMax / 2) - this.#sentEarly;
    // Of a calendar each row is the first of its cell.
    const early = Math.max(0, this.#cells === undefined ? Math.min(this.#firstRows, half) : half);
    const { rows } = fitting(this.#rows.slice(0, certain + early), this.#bytesMax);
    const batch = this.#batchOf(rows, this.#promised);
    return rows.length === 0 && batch.floor === this.#sentFloor && !this.#hasCellNews(batch)
      ? undefined
      : batch;
  }

  /**
   * When the strategy has come to its end with more than the caller shows: the best of it first,
   * with what the rest costs at least.
   */
  first(): OfferBatch<readonly OfferRow[]> | undefined {
    if (this.#rows.length <= this.#firstRows || this.#cells !== undefined) return undefined;
    this.#prepare();
    if (this.#rows.length <= this.#firstRows) return undefined;
    return this.#batchOf(
      fitting(this.#rows.slice(0, this.#firstRows), this.#bytesMax).rows,
      Number.POSITIVE_INFINITY,
    );
  }

  /**
   * When the answer is to be sent, and the broker takes less in one message than a bid may have: as
   * much as one message has room for, while more is left. Undefined when the final bid has room for
   * the rest. `isWhole`: no more will come, so that what is left gives the floor.
   */
  overflow(isWhole = true): OfferBatch<readonly OfferRow[]> | undefined {
    if (surelyFit(this.#rows, this.#bytesMax)) return undefined;
    this.#prepare();
    const answer = fitting(this.#rows, LIMITS.bidBytesMax).rows;
    const { rows } = fitting(answer, this.#bytesMax);
    return rows.length === 0 || rows.length === answer.length
      ? undefined
      : this.#batchOf(rows, isWhole ? Number.POSITIVE_INFINITY : this.#promised);
  }

  /** The batch was sent: its rows are not sent again. */
  sent({ offers, floor, cellFloors }: OfferBatch<readonly OfferRow[]>): void {
    this.#sentFloor = floor;
    this.#cells?.sent(offers, cellFloors);
    this.#sentNames ??= new Set();
    const names = this.#sentNames;
    for (const row of offers) {
      names.add(nameOf(row));
      if (this.#promised === null || row.cost >= this.#promised) this.#sentEarly++;
    }
    this.#sent += offers.length;
    this.#rows = this.#rows.slice(offers.length).filter((row) => !names.has(nameOf(row)));
    this.#prune();
  }

  /**
   * The answer as it stands: what was not sent yet. `stoppedBy` says what cut the strategy short,
   * or is null when it came to its end.
   */
  finish(stoppedBy: string | null = null): BidContent {
    const answer = this.#finish(stoppedBy);
    const whole =
      this.#cells !== undefined
        ? this.#finishCells(answer, this.#cells, stoppedBy)
        : stoppedBy === null
          ? answer
          : markedStopped(answer);
    const notes = this.leftOut?.notes ?? NONE;
    return notes.length === 0 ? whole : { ...whole, notes };
  }

  /** Where a cell's cheapest row has no room, more is left than was promised. */
  #finishCells(answer: BidContent, cells: CellRows, stoppedBy: string | null): BidContent {
    const rows = this.#rows.slice(0, answer.sheet.rows);
    const cellFloors = cells.floorsWith(rows);
    const whole = cellFloors === undefined ? answer : { ...answer, cellFloors };
    const isShort = cells.isShort(rows);
    return stoppedBy === null && !isShort ? whole : markedStopped(whole);
  }

  #finish(stoppedBy: string | null): BidContent {
    this.#prepare();
    const bytesMax = this.#bytesMax;
    const { rows, unsent } = fitting(this.#rows, bytesMax);
    if (rows.length > 0 && unsent === 0 && stoppedBy === null && this.#hasNothingToSay)
      return { status: "offers", reason: null, sheet: pack(rows) };
    const any = rows.length > 0 || this.#sent > 0;
    const underFloor =
      this.#underFloor === 0
        ? null
        : `${this.#underFloor} dropped that cost less than the floor ${this.#promised} that was promised`;
    if (!any && this.dropped > 0 && this.dropped === this.#taken) {
      const invalid =
        this.#invalid === 0
          ? null
          : `invalid-offers: all ${this.#invalid} were dropped; the first: ${this.#firstFault}`;
      return {
        status: "failed",
        reason: this.#reason([invalid, underFloor, stoppedBy]),
        sheet: EMPTY_SHEET,
      };
    }
    const bound =
      bytesMax < LIMITS.bidBytesMax
        ? `the broker takes ${bytesMax} bytes in one message`
        : `a bid holds ${bytesMax} bytes`;
    const tooLarge =
      this.#tooLarge === 0 ? null : `${this.#tooLarge} left out that are too large: ${bound}`;
    if (!any && tooLarge !== null) {
      return {
        status: "failed",
        reason: this.#reason([`bid-too-large: ${tooLarge}`, stoppedBy]),
        sheet: EMPTY_SHEET,
      };
    }
    if (!any)
      return {
        status: stoppedBy === null ? "empty" : "failed",
        reason: this.#reason([stoppedBy]),
        sheet: EMPTY_SHEET,
      };
    const remarks = [
      stoppedBy === null ? null : `${stoppedBy}; these offers came before`,
      this.#invalid === 0
        ? null
        : `invalid-offers: ${this.#invalid} dropped; the first: ${this.#firstFault}`,
      underFloor,
      tooLarge,
      unsent === 0 ? null : `${unsent} of the most expensive left out: ${bound}`,
    ];
    return {
      status: rows.length > 0 ? "offers" : "empty",
      reason: this.#reason(remarks),
      sheet: pack(rows),
    };
  }

  /**
   * The first rows, and the floor of what comes after them: what is kept back costs as much, and
   * what is promised, and never less than was sent.
   */
  #batchOf(rows: readonly OfferRow[], promised: number | null): OfferBatch<readonly OfferRow[]> {
    const left = this.#rows[rows.length]?.cost ?? Number.POSITIVE_INFINITY;
    const floor =
      promised === null
        ? this.#sentFloor
        : Math.max(this.#sentFloor ?? Number.NEGATIVE_INFINITY, Math.min(promised, left));
    const batch = { offers: rows, floor, final: false, notes: [] };
    const cellFloors = this.#cells?.floorsWith(rows);
    return cellFloors === undefined ? batch : { ...batch, cellFloors };
  }

  #hasCellNews({ cellFloors }: OfferBatch<readonly OfferRow[]>): boolean {
    return this.#cells?.isNews(cellFloors) === true;
  }

  /** Every offer was taken, and nothing was noted: the answer of nearly all calls. */
  get #hasNothingToSay(): boolean {
    return this.dropped === 0 && this.#tooLarge === 0 && this.#notes.length === 0;
  }

  get #bytesMax(): number {
    return Math.min(LIMITS.bidBytesMax, this.#payloadBytesMax());
  }

  /** What may be sent now, in order. */
  #prepare(): void {
    this.#prune();
    const bytesMax = this.#bytesMax;
    if (surelyFit(this.#rows, bytesMax)) return;
    const sendable = this.#rows.filter((row) => fitsAlone(row, bytesMax));
    this.#tooLarge += this.#rows.length - sendable.length;
    this.#rows = sendable;
  }

  #reason(remarks: readonly (string | null)[]): string | null {
    const text = [...remarks.filter((remark) => remark !== null), ...this.#notes].join("; ");
    return text === "" ? null : reasonText(text);
  }

  /** What is kept: the best, in order, as many as may still be sent. */
  #prune(): void {
    if (!this.#inOrder) {
      sortRows(this.#rows);
      this.#inOrder = true;
    }
    const room = this.#offersMax - this.#sent;
    if (this.#rows.length < room) return;
    this.#rows = this.#rows.slice(0, room);
    this.#worst = this.#rows.at(-1) ?? this.#worst;
  }
}
