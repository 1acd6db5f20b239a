/**
 * The offers of one answer, as they come, and in the end the sheet that is sent: the best by cost, packed, within its limits
 * whatever came in (A6).
 */
import { EMPTY_SHEET, encodeOffer, LIMITS } from "../../proto/codec.ts";
import { connections, itineraryKey, travelMinutes, wallClockMinutes } from "../../proto/itinerary.ts";
import type { CallForBids, FlightOffer, Sheet } from "../../proto/messages.ts";
import { convert, cost } from "../../proto/money.ts";
import { type Answer, shortened } from "./answer.ts";
import { offerFault } from "./offer-check.ts";

interface Row {
  readonly cost: number;
  /** In the search's currency: it ranks. */
  readonly converted: number;
  /** As the seller named it: it is sent. */
  readonly price: number;
  readonly currency: string;
  readonly durationMinutes: number;
  readonly departure: number;
  readonly stops: number;
  readonly itinerary: string;
  readonly seller: string;
  readonly body: Uint8Array;
}

/** Everything of a bid but its rows: ids, reason, the message's own framing. */
const FRAME_BYTES = 4096;
/** A row's numbers as varints, and the tags and lengths of its two byte strings: no row needs more. */
const ROW_BYTES = 48;
/** A seller's or currency's entry beside its text. */
const NAME_BYTES = 8;

const NOTE_CHARS_MAX = 200;
const NOTES_MAX = 8;

export class BidBuilder {
  readonly #call: CallForBids;
  readonly #offersMax: number;
  readonly #notes: string[] = [];
  #rows: Row[] = [];
  /** What a row must beat to be among the best; known once there were too many. */
  #worst: Row | undefined;
  #taken = 0;
  #dropped = 0;
  #firstFault: string | undefined;

  constructor(call: CallForBids, offersMax: number) {
    this.#call = call;
    this.#offersMax = Math.min(offersMax, LIMITS.offersABidMax);
  }

  /** Offers that came, good or bad. */
  get taken(): number {
    return this.#taken;
  }

  /** Offers that were no offers. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Takes whatever a strategy yields; what is no offer for this search is dropped and counted. */
  add(value: unknown, nowMs: number): void {
    this.#taken++;
    let row: Row | string;
    try {
      row = offerFault(value, this.#call.search, nowMs) ?? this.#row(value as FlightOffer);
    } catch (thrown) {
      row = `it cannot be read: ${String(thrown)}`;
    }
    if (typeof row === "string") {
      this.#dropped++;
      this.#firstFault ??= row;
      return;
    }
    if (this.#worst !== undefined && compare(row, this.#worst) >= 0) return;
    this.#rows.push(row);
    if (this.#rows.length >= 2 * this.#offersMax) this.#prune();
  }

  note(text: string): void {
    const note = shortened(String(text), NOTE_CHARS_MAX);
    if (this.#notes.length < NOTES_MAX && !this.#notes.includes(note)) this.#notes.push(note);
  }

  /** The answer as it stands. `stoppedBy` says what cut the strategy short, or is null when it came to its end. */
  finish(stoppedBy: string | null = null): Answer {
    this.#prune();
    const { rows, unsent } = fitting(this.#rows);
    if (rows.length === 0 && this.#dropped > 0 && this.#dropped === this.#taken) {
      const reason = `invalid-offers: all ${this.#dropped} were dropped; the first: ${this.#firstFault}`;
      return { status: "failed", reason: this.#reason([reason, stoppedBy]), sheet: EMPTY_SHEET };
    }
    if (rows.length === 0)
      return { status: stoppedBy === null ? "empty" : "failed", reason: this.#reason([stoppedBy]), sheet: EMPTY_SHEET };
    const parts = [
      stoppedBy === null ? null : `${stoppedBy}; these offers came before`,
      this.#dropped === 0 ? null : `invalid-offers: ${this.#dropped} dropped; the first: ${this.#firstFault}`,
      unsent === 0 ? null : `${unsent} of the dearest left out: a bid holds ${LIMITS.bidBytesMax} bytes`,
    ];
    return { status: "offers", reason: this.#reason(parts), sheet: pack(rows) };
  }

  #reason(parts: readonly (string | null)[]): string | null {
    const text = [...parts.filter((part) => part !== null), ...this.#notes].join("; ");
    return text === "" ? null : shortened(text);
  }

  #row(offer: FlightOffer): Row | string {
    const { search, rates, objective } = this.#call;
    const price = convert(offer.price.amount, offer.price.currency, rates);
    if (price === undefined) return `${offer.price.amount} ${offer.price.currency} cannot be had in ${search.currency}`;
    const durationMinutes = travelMinutes(offer.slices);
    const stops = connections(offer.slices);
    const total = cost(price, durationMinutes, stops, objective);
    if (!Number.isSafeInteger(total)) return `its cost ${total} is no safe integer`;
    // Packed at once: the strategy may use its object again.
    const body = encodeOffer(offer);
    if (body.length > LIMITS.offerBytesMax) return `its ${body.length} bytes are over the ${LIMITS.offerBytesMax} that an offer may have`;
    return {
      cost: total,
      converted: price,
      price: offer.price.amount,
      currency: offer.price.currency,
      durationMinutes,
      departure: wallClockMinutes(offer.slices[0]?.segments[0]?.departure ?? ""),
      stops,
      itinerary: itineraryKey(offer.slices),
      seller: offer.seller,
      body,
    };
  }

  #prune(): void {
    this.#rows.sort(compare);
    if (this.#rows.length < this.#offersMax) return;
    this.#rows = this.#rows.slice(0, this.#offersMax);
    this.#worst = this.#rows.at(-1);
  }
}

/** design.md's total order, so that what is kept does not depend on the order in which it came. */
function compare(a: Row, b: Row): number {
  return (
    a.cost - b.cost ||
    a.converted - b.converted ||
    a.durationMinutes - b.durationMinutes ||
    a.departure - b.departure ||
    compareText(a.itinerary, b.itinerary) ||
    compareText(a.seller, b.seller)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** As many of the rows, best first, as a bid has room for. */
function fitting(rows: readonly Row[]): { rows: readonly Row[]; unsent: number } {
  const names = new Set<string>();
  let bytes = FRAME_BYTES;
  for (const [i, row] of rows.entries()) {
    bytes += ROW_BYTES + Buffer.byteLength(row.itinerary) + row.body.length;
    for (const name of [`seller ${row.seller}`, `currency ${row.currency}`]) {
      if (!names.has(name)) bytes += NAME_BYTES + Buffer.byteLength(name);
      names.add(name);
    }
    if (bytes > LIMITS.bidBytesMax) return { rows: rows.slice(0, i), unsent: rows.length - i };
  }
  return { rows, unsent: 0 };
}

function pack(rows: readonly Row[]): Sheet {
  const currencies = [...new Set(rows.map((row) => row.currency))];
  const sellers = [...new Set(rows.map((row) => row.seller))];
  return {
    rows: rows.length,
    price: rows.map((row) => row.price),
    currency: rows.map((row) => currencies.indexOf(row.currency)),
    durationMinutes: rows.map((row) => row.durationMinutes),
    departure: rows.map((row) => row.departure),
    stops: rows.map((row) => row.stops),
    itinerary: rows.map((row) => row.itinerary),
    seller: rows.map((row) => sellers.indexOf(row.seller)),
    body: rows.map((row) => row.body),
    currencies,
    sellers,
  };
}
