/**
 * The offers of a batch that another thread has checked, priced and encoded, as columns: the form
 * in which they cross to the thread that bids. What crosses is copied value by value by the thread
 * that receives it, so it is a few large values, not many small ones. 100 offers of three fares
 * each cost that thread 660 µs to receive as objects and 550 µs more to check, price and encode; as
 * columns both together cost it 11 µs.
 */
import { types } from "node:util";
import { decodeRowBody } from "../../proto/codec/index.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import type { OfferBatch } from "./offer-batch.ts";
import { type OfferTerms, rowOf } from "./offer-row.ts";
import type { OfferRow } from "./rows.ts";

/** They may be posted to another thread. */
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

/** cost, convertedPrice, price, durationMinutes, departure, stops, end of the body, mixed */
const NUMBERS = 8;

/**
 * Checks, prices and packs the offers. Yields after each offer, so that its runner may stop it.
 * @param nowMs the wall clock, epoch milliseconds
 * @returns the columns of the offers without a fault, and how many have one
 */
export function* packOffers(
  offers: Iterable<FlightOffer>,
  terms: OfferTerms,
  nowMs: number,
): Generator<undefined, OfferColumns> {
  const rows: OfferRow[] = [];
  let invalid = 0;
  let firstFault: string | null = null;
  for (const offer of offers) {
    const row = rowOf(offer, terms, nowMs);
    if (typeof row === "string") {
      invalid++;
      firstFault ??= row;
    } else if (row !== null) rows.push(row);
    yield;
  }
  return { ...packRows(rows), invalid, firstFault };
}

function packRows(
  rows: readonly OfferRow[],
): Pick<OfferColumns, "rows" | "numbers" | "texts" | "bodies"> {
  const bodies = new Uint8Array(rows.reduce((bytes, row) => bytes + row.body.length, 0));
  const numbers = new Float64Array(NUMBERS * rows.length);
  let end = 0;
  for (const [
    i,
    { cost, isMixed, convertedPrice, price, durationMinutes, departure, stops, body },
  ] of rows.entries()) {
    bodies.set(body, end);
    end += body.length;
    const mixed = isMixed ? 1 : 0;
    numbers.set(
      [cost, convertedPrice, price, durationMinutes, departure, stops, end, mixed],
      NUMBERS * i,
    );
  }
  const texts = rows
    .flatMap(({ itinerary, seller, currency }) => [itinerary, seller, currency])
    .join("\n");
  return { rows: rows.length, numbers, texts, bodies };
}

/**
 * Packs each batch. Yields undefined where the search does, and after each offer.
 * @param nowMs the wall clock, epoch milliseconds: an offer that has expired is left out
 */
export function* packBatches(
  batches: Iterable<OfferBatch<readonly FlightOffer[]> | undefined>,
  terms: OfferTerms,
  nowMs: number,
): Generator<OfferBatch<OfferColumns> | undefined, void> {
  for (const batch of batches)
    yield batch && { ...batch, offers: yield* packOffers(batch.offers, terms, nowMs) };
}

/** The rows that were packed, in their order; each body is a view into `bodies`. */
export function rowsOf({ rows, numbers, texts, bodies }: OfferColumns): OfferRow[] {
  const lines = texts.split("\n");
  const all = new Array<OfferRow>(rows);
  let begin = 0;
  for (let i = 0, n = 0, line = 0; i < rows; i++, n += NUMBERS, line += 3) {
    const end = numbers[n + 6] as number;
    all[i] = {
      cost: numbers[n] as number,
      isMixed: numbers[n + 7] === 1,
      convertedPrice: numbers[n + 1] as number,
      price: numbers[n + 2] as number,
      currency: lines[line + 2] as string,
      durationMinutes: numbers[n + 3] as number,
      departure: numbers[n + 4] as number,
      stops: numbers[n + 5] as number,
      itinerary: lines[line] as string,
      seller: lines[line + 1] as string,
      body: bodies.subarray(begin, end),
    };
    begin = end;
  }
  return all;
}

/**
 * The batch that a strategy has yielded instead of an offer; undefined where it has yielded
 * anything else. A batch is known by its columns, because what crosses threads keeps no class.
 * Never throws, whatever was yielded.
 */
export function batchIn(yielded: unknown): OfferBatch<OfferColumns> | undefined {
  try {
    const batch = yielded as OfferBatch<OfferColumns>;
    return areColumns(batch.offers) && Array.isArray(batch.notes) ? batch : undefined;
  } catch {
    return undefined;
  }
}

/** Whether these are columns. A strategy may send anything: a NaN count ends no loop (A6). */
function areColumns(offers: OfferColumns | undefined): boolean {
  if (offers === undefined) return false;
  const { rows, numbers, texts, bodies, invalid, firstFault } = offers;
  return (
    types.isFloat64Array(numbers) &&
    numbers.length === NUMBERS * rows &&
    typeof texts === "string" &&
    types.isUint8Array(bodies) &&
    Number.isSafeInteger(invalid) &&
    invalid >= 0 &&
    (firstFault === null || typeof firstFault === "string")
  );
}

/**
 * What a strategy has yielded, as the offers that it stands for: for those who want to read them.
 * @throws AuctionError `bid-malformed` when a body in the batch cannot be decoded
 */
export function offersOf(yielded: FlightOffer | OfferBatch<OfferColumns>): FlightOffer[] {
  const batch = batchIn(yielded);
  return batch === undefined
    ? [yielded as FlightOffer]
    : rowsOf(batch.offers).map((row) => decodeRowBody(row.body, row));
}
