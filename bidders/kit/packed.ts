/**
 * Offers of an answer that another thread has checked, priced and encoded, as they cross to the one
 * that bids. What crosses is copied value by value by the thread that receives it, so it is a few
 * large values, not many small ones. 100 offers of three fares each cost that thread 660 µs to
 * receive as objects and 550 µs more to check, price and encode; as columns both together cost it
 * 11 µs.
 */
import { decodeOffer } from "../../proto/codec/index.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import { rowOf, type Terms } from "./offer-row.ts";
import type { Row } from "./rows.ts";

/** What may be posted to another thread. */
export interface OfferColumns {
  readonly rows: number;
  /** `NUMBERS` of them a row. */
  readonly numbers: Float64Array;
  /** Three lines a row: itinerary, seller, currency. None of them can have a line break. */
  readonly texts: string;
  /** The encoded offers, one after the other. */
  readonly bodies: Uint8Array;
  /** Offers that were none, and what was wrong with the first. */
  readonly invalid: number;
  readonly firstFault: string | null;
}

/** cost, converted, price, durationMinutes, departure, stops, end of the body */
const NUMBERS = 7;

/** Yields after each offer, so that whoever runs it may stop it. */
export function* packOffers(
  offers: Iterable<FlightOffer>,
  terms: Terms,
  nowMs: number,
): Generator<undefined, OfferColumns> {
  const rows: Row[] = [];
  let invalid = 0;
  let firstFault: string | null = null;
  for (const offer of offers) {
    const row = rowOf(offer, terms, nowMs);
    if (typeof row === "string") {
      invalid++;
      firstFault ??= row;
    } else rows.push(row);
    yield;
  }
  return { ...packRows(rows), invalid, firstFault };
}

function packRows(
  rows: readonly Row[],
): Pick<OfferColumns, "rows" | "numbers" | "texts" | "bodies"> {
  const bodies = new Uint8Array(rows.reduce((bytes, row) => bytes + row.body.length, 0));
  const numbers = new Float64Array(NUMBERS * rows.length);
  let end = 0;
  for (const [
    i,
    { cost, converted, price, durationMinutes, departure, stops, body },
  ] of rows.entries()) {
    bodies.set(body, end);
    end += body.length;
    numbers.set([cost, converted, price, durationMinutes, departure, stops, end], NUMBERS * i);
  }
  const texts = rows
    .flatMap(({ itinerary, seller, currency }) => [itinerary, seller, currency])
    .join("\n");
  return { rows: rows.length, numbers, texts, bodies };
}

/** A strategy yields it in the place of the offers in it. */
export class PackedOffers {
  readonly #columns: OfferColumns;

  constructor(columns: OfferColumns) {
    this.#columns = columns;
  }

  /** Offers that were none. */
  get invalid(): number {
    return this.#columns.invalid;
  }

  get firstFault(): string | null {
    return this.#columns.firstFault;
  }

  *rows(): Generator<Row> {
    const { rows, numbers, texts, bodies } = this.#columns;
    const lines = texts.split("\n");
    const number = (row: number, column: number) => numbers[NUMBERS * row + column] as number;
    for (let i = 0; i < rows; i++) {
      yield {
        cost: number(i, 0),
        converted: number(i, 1),
        price: number(i, 2),
        durationMinutes: number(i, 3),
        departure: number(i, 4),
        stops: number(i, 5),
        itinerary: lines[3 * i] as string,
        seller: lines[3 * i + 1] as string,
        currency: lines[3 * i + 2] as string,
        body: bodies.subarray(i === 0 ? 0 : number(i - 1, 6), number(i, 6)),
      };
    }
  }
}

/**
 * What a strategy has yielded, as the offers that it stands for: for those who want to read them.
 */
export function offersOf(yielded: FlightOffer | PackedOffers): FlightOffer[] {
  return yielded instanceof PackedOffers
    ? [...yielded.rows()].map((row) => decodeOffer(row.body))
    : [yielded];
}
