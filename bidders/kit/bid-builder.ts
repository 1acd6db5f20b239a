/**
 * The offers of one answer, as they come, and the sheets that are sent: the best by cost, packed,
 * within their limits whatever came in (A6).
 */
import { EMPTY_SHEET, LIMITS } from "../../proto/codec/index.ts";
import type { CallForBids } from "../../proto/messages.ts";
import { type Answer, cutShort, reasonText } from "./answer.ts";
import { rowOf } from "./offer-row.ts";
import { PackedOffers } from "./packed.ts";
import { compare, fitsAlone, fitting, nameOf, pack, type Row } from "./rows.ts";

/** A bid that is not final: rows that were not sent before, and a floor for all that follow. */
export interface Part {
  readonly rows: readonly Row[];
  readonly floor: number | null;
  readonly answer: Answer;
}

/** Fewer rows than this are not worth a message of their own. */
export const FIRST_ROWS_MIN = 10;

const NOTE_CHARS_MAX = 200;
const NOTES_MAX = 8;

/**
 * P1 All parts together carry at most `offersMax` rows, and no row twice (A6).
 * P2 No row costs less than a floor that was told before it: what breaks the promise is dropped,
 *    and a floor that is told is never more than the cheapest row that is kept back.
 * P3 Rows that a better offer may still crowd out take at most half of `offersMax` before the end:
 *    so the best half of all offers is sent whatever the order they come in, and all of the best
 *    where nothing was sent early.
 * P4 No bid is larger than the broker takes in one message when it is made. What does not fit goes
 *    in several; what is left out is the worst of all, or too large by itself, and the final bid
 *    says so. Nothing that is left out breaks a floor.
 */
export class BidBuilder {
  readonly #call: CallForBids;
  readonly #offersMax: number;
  /** Bytes that the broker takes in one message; it may change. */
  readonly #payloadBytesMax: () => number;
  /**
   * As many rows as the caller shows, and no fewer than are worth a message: what is sent at once.
   */
  readonly #firstRows: number;
  readonly #notes: string[] = [];
  /** Not sent yet. */
  #rows: Row[] = [];
  /** What a row must beat to be among the best; known once there were too many. */
  #worst: Row | undefined;
  #taken = 0;
  #invalid = 0;
  #underFloor = 0;
  /** Rows that no bid has room for. */
  #tooLarge = 0;
  #firstFault: string | undefined;
  /** What the strategy has promised, and what the gateway was told. */
  #promised: number | null = null;
  #told: number | null = null;
  #sent = 0;
  #sentEarly = 0;
  readonly #sentNames = new Set<string>();

  constructor(
    call: CallForBids,
    offersMax: number,
    payloadBytesMax: () => number = () => Number.POSITIVE_INFINITY,
  ) {
    this.#call = call;
    this.#payloadBytesMax = payloadBytesMax;
    this.#offersMax = Math.min(offersMax, LIMITS.offersABidMax);
    this.#firstRows = Math.max(call.search.maxResults, FIRST_ROWS_MIN);
  }

  /** Offers that came, good or bad. */
  get taken(): number {
    return this.#taken;
  }

  /** Offers that were no offers, or broke the promise of a floor. */
  get dropped(): number {
    return this.#invalid + this.#underFloor;
  }

  /** Nothing has come, good or bad. */
  get isBare(): boolean {
    return this.#taken === 0;
  }

  /** Rows that went out in parts. */
  get sent(): number {
    return this.#sent;
  }

  /** Takes whatever a strategy yields; what is no offer for this search is dropped and counted. */
  add(value: unknown, nowMs: number): void {
    if (value instanceof PackedOffers) {
      for (const row of value.rows()) this.#add(row);
      if (value.firstFault !== null) this.#refuse(value.invalid, value.firstFault);
      return;
    }
    const row = rowOf(value, this.#call, nowMs);
    if (typeof row === "string") this.#refuse(1, row);
    else this.#add(row);
  }

  #refuse(offers: number, fault: string): void {
    this.#taken += offers;
    this.#invalid += offers;
    this.#firstFault ??= fault;
  }

  #add(row: Row): void {
    this.#taken++;
    if (this.#sentNames.size > 0 && this.#sentNames.has(nameOf(row))) {
      // Yielded again; it was told, and breaks no promise.
    } else if (this.#promised !== null && row.cost < this.#promised) {
      this.#underFloor++;
    } else if (this.#worst === undefined || compare(row, this.#worst) < 0) {
      this.#rows.push(row);
      if (this.#rows.length >= 2 * this.#offersMax) this.#prune();
    }
  }

  note(text: string): void {
    const note = reasonText(String(text), NOTE_CHARS_MAX);
    if (this.#notes.length < NOTES_MAX && !this.#notes.includes(note)) this.#notes.push(note);
  }

  /**
   * What a strategy may say before its end (see SearchContext.part); undefined when that is nothing
   * new. The rows stay here until `send` has told that they went out.
   */
  part(floor: number | null): Part | undefined {
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
    const early = Math.max(
      0,
      Math.min(this.#firstRows, Math.floor(this.#offersMax / 2) - this.#sentEarly),
    );
    const { rows } = fitting(this.#rows.slice(0, certain + early), this.#bytesMax);
    const part = this.#partOf(rows, this.#promised);
    return rows.length === 0 && part.floor === this.#told ? undefined : part;
  }

  /**
   * When the strategy has come to its end with more than the caller shows: the best of it first,
   * with what the rest costs at least.
   */
  first(): Part | undefined {
    this.#prepare();
    if (this.#rows.length <= this.#firstRows) return undefined;
    return this.#partOf(
      fitting(this.#rows.slice(0, this.#firstRows), this.#bytesMax).rows,
      Number.POSITIVE_INFINITY,
    );
  }

  /**
   * When no more will come, and the broker takes less in one message than a bid may have: as much
   * as one message has room for, while more is left. Undefined when the final bid has room for the
   * rest.
   */
  overflow(): Part | undefined {
    this.#prepare();
    const answer = fitting(this.#rows, LIMITS.bidBytesMax).rows;
    const { rows } = fitting(answer, this.#bytesMax);
    return rows.length === 0 || rows.length === answer.length
      ? undefined
      : this.#partOf(rows, Number.POSITIVE_INFINITY);
  }

  /** The part went out. */
  send({ rows, floor }: Part): void {
    this.#told = floor;
    for (const row of rows) {
      this.#sentNames.add(nameOf(row));
      if (this.#promised === null || row.cost >= this.#promised) this.#sentEarly++;
    }
    this.#sent += rows.length;
    this.#rows = this.#rows.slice(rows.length).filter((row) => !this.#sentNames.has(nameOf(row)));
    this.#prune();
  }

  /**
   * The answer as it stands: what was not sent yet. `stoppedBy` says what cut the strategy short,
   * or is null when it came to its end.
   */
  finish(stoppedBy: string | null = null): Answer {
    const answer = this.#finish(stoppedBy);
    return stoppedBy === null ? answer : cutShort(answer);
  }

  #finish(stoppedBy: string | null): Answer {
    this.#prepare();
    const bytesMax = this.#bytesMax;
    const { rows, unsent } = fitting(this.#rows, bytesMax);
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
    const parts = [
      stoppedBy === null ? null : `${stoppedBy}; these offers came before`,
      this.#invalid === 0
        ? null
        : `invalid-offers: ${this.#invalid} dropped; the first: ${this.#firstFault}`,
      underFloor,
      tooLarge,
      unsent === 0 ? null : `${unsent} of the dearest left out: ${bound}`,
    ];
    return {
      status: rows.length > 0 ? "offers" : "empty",
      reason: this.#reason(parts),
      sheet: pack(rows),
    };
  }

  /**
   * The first rows, and the floor of what comes after them: what is kept back costs as much, and
   * what is promised, and never less than was told.
   */
  #partOf(rows: readonly Row[], promised: number | null): Part {
    const left = this.#rows[rows.length]?.cost ?? Number.POSITIVE_INFINITY;
    const floor =
      promised === null
        ? this.#told
        : Math.max(this.#told ?? Number.NEGATIVE_INFINITY, Math.min(promised, left));
    return {
      rows,
      floor,
      answer: { status: rows.length > 0 ? "offers" : "empty", reason: null, sheet: pack(rows) },
    };
  }

  get #bytesMax(): number {
    return Math.min(LIMITS.bidBytesMax, this.#payloadBytesMax());
  }

  /** What may be sent now, in order. */
  #prepare(): void {
    this.#prune();
    const bytesMax = this.#bytesMax;
    const sendable = this.#rows.filter((row) => fitsAlone(row, bytesMax));
    this.#tooLarge += this.#rows.length - sendable.length;
    this.#rows = sendable;
  }

  #reason(parts: readonly (string | null)[]): string | null {
    const text = [...parts.filter((part) => part !== null), ...this.#notes].join("; ");
    return text === "" ? null : reasonText(text);
  }

  /** What is kept: the best, in order, as many as may still be sent. */
  #prune(): void {
    this.#rows.sort(compare);
    const room = this.#offersMax - this.#sent;
    if (this.#rows.length < room) return;
    this.#rows = this.#rows.slice(0, room);
    this.#worst = this.#rows.at(-1) ?? this.#worst;
  }
}
