/**
 * The rows of bids as candidates for a place in the result, and the total order in which they
 * compete.
 */

import { convert, cost } from "../../common/money/money.ts";
import { compareText, type RankedOffer } from "../../common/offers/ranking-order.ts";
import { sortFew } from "../../common/offers/sort-few.ts";
import type { FlightOffer, SheetColumns } from "../../proto/messages.ts";
import type { RankingRules } from "./ranking-rules.ts";

/** A sheet, and whose it is. */
export interface Source {
  readonly bidder: string;
  readonly sheet: SheetColumns;
  /** Set for a fallback: the age of the bid. */
  readonly staleAgeMs: number | undefined;
}

export interface Candidate extends RankedOffer, Source {
  readonly row: number;
  /** RANK-4: the part of the cost that no column has; 0 while the offer is not opened. */
  readonly inconvenienceCost: number;
  /** That part is counted. */
  readonly isWhole: boolean;
  /**
   * The offer, or what is wrong with it apart from its expiry; undefined until it is opened. Each
   * row is opened once.
   */
  checked: FlightOffer | string | undefined;
  /** Its own part of the offer's id (offer-ids.ts); undefined until it is found valid. */
  ownId: string | undefined;
}

export type PricingRules = Pick<
  RankingRules,
  "objective" | "rates" | "search" | "markUp" | "disabledSellers"
>;

/**
 * @param total its cost
 * @param convertedPrice in the search's currency
 * @param key the itinerary's
 */
export function candidateOf(
  { bidder, sheet, staleAgeMs }: Source,
  row: number,
  total: number,
  convertedPrice: number,
  key = sheet.itinerary.at(row) as string,
): Candidate {
  return {
    bidder,
    sheet,
    staleAgeMs,
    row,
    cost: total,
    isMixed: mixedOf(sheet, row) === 1,
    convertedPrice,
    durationMinutes: sheet.durationMinutes[row] as number,
    departure: sheet.departure[row] as number,
    itinerary: key,
    seller: sellerOf(sheet, row),
    inconvenienceCost: 0,
    isWhole: false,
    checked: undefined,
    ownId: undefined,
  };
}

/**
 * The cost of the offer in a row under the search's objective, by its columns and without a
 * mark-up: what its bidder's floors are promises of. Undefined when it has no price in the search's
 * currency.
 */
export function costOf(
  sheet: SheetColumns,
  row: number,
  { objective, rates }: PricingRules,
): number | undefined {
  const price = convert(sheet.price[row] as number, currencyOf(sheet, row), rates);
  return price === undefined
    ? undefined
    : cost(price, sheet.durationMinutes[row] as number, sheet.stops[row] as number, objective);
}

/** RANK-1 */
export function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    a.cost - b.cost ||
    Number(a.isMixed) - Number(b.isMixed) ||
    a.convertedPrice - b.convertedPrice ||
    compareRows(a, a.row, b, b.row)
  );
}

/** MIXED-1 by the columns: 1 for a mixed offer, else 0. */
export function mixedOf({ mixed }: SheetColumns, row: number): number {
  return mixed === undefined || mixed[row] === 0 ? 0 : 1;
}

/**
 * RANK-1 for rows with one cost and one price in the search's currency, both mixed or both whole.
 * By the columns, not by two candidates that are made for it: in a search by price most costs are
 * equal.
 */
export function compareRows(a: Source, rowA: number, b: Source, rowB: number): number {
  const one = a.sheet;
  const other = b.sheet;
  return (
    (one.durationMinutes[rowA] as number) - (other.durationMinutes[rowB] as number) ||
    (one.departure[rowA] as number) - (other.departure[rowB] as number) ||
    compareText(one.itinerary.at(rowA) as string, other.itinerary.at(rowB) as string) ||
    compareText(sellerOf(one, rowA), sellerOf(other, rowB)) ||
    compareText(a.bidder, b.bidder) ||
    Buffer.compare(one.body.at(rowA) as Uint8Array, other.body.at(rowB) as Uint8Array) ||
    (one.price[rowA] as number) - (other.price[rowB] as number) ||
    compareText(currencyOf(one, rowA), currencyOf(other, rowB)) ||
    (one.stops[rowA] as number) - (other.stops[rowB] as number)
  );
}

function sellerOf(sheet: SheetColumns, row: number): string {
  return sheet.sellers[sheet.seller[row] as number] as string;
}

function currencyOf(sheet: SheetColumns, row: number): string {
  return sheet.currencies[sheet.currency[row] as number] as string;
}

const INSERTED_MAX = 8;

/** Sorts the list of the candidates of one itinerary itself, best first: mostly one or two. */
export function sortCandidates(candidates: Candidate[]): void {
  sortFew(candidates, compareCandidates, INSERTED_MAX);
}

/**
 * The index at which `one` goes into a sorted list, from `from` on: before the first that is not
 * less.
 */
export function insertionIndex<T>(
  sorted: readonly T[],
  one: T,
  order: (a: T, b: T) => number,
  from = 0,
): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order(sorted[middle] as T, one) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
