/**
 * The rows of bids as candidates for a place in the result, and the total order in which they
 * compete.
 */

import { convert, cost } from "../../common/money/money.ts";
import { shortened } from "../../common/text/shortened.ts";
import type { FlightOffer, Rates, Sheet } from "../../proto/messages.ts";
import type { OfferFaults } from "./offer-faults.ts";
import type { RankingRules } from "./ranking-rules.ts";

export interface Candidate {
  readonly bidder: string;
  readonly sheet: Sheet;
  readonly row: number;
  readonly cost: number;
  /** Minor units of the search's currency. */
  readonly price: number;
  readonly durationMinutes: number;
  readonly departure: number;
  readonly key: string;
  readonly seller: string;
  /** Bidder and seller: one itinerary shows each such pair once. */
  readonly bidderAndSeller: string;
  readonly staleAgeMs: number | undefined;
  /**
   * The offer, or what is wrong with it apart from its expiry; undefined until it is opened. Each
   * row is opened once.
   */
  checked: FlightOffer | string | undefined;
}

export type PricingRules = Pick<RankingRules, "objective" | "rates">;

/** Adds the rows of one sheet that have a price; the others are added to `faults`. */
export function addCandidates(
  all: Candidate[],
  {
    bidder,
    staleAgeMs,
    sheet,
  }: { readonly bidder: string; readonly staleAgeMs?: number | undefined; readonly sheet: Sheet },
  { objective, rates }: PricingRules,
  faults: Pick<OfferFaults, "mismatch" | "unpriced">,
): void {
  for (let row = 0; row < sheet.rows; row++) {
    const price = priceOf(sheet, row, rates);
    if (price === undefined) {
      const currency = sheet.currencies[sheet.currency[row] as number] as string;
      faults.unpriced(
        bidder,
        `an offer in '${shortened(currency, 8)}', for which there is no rate`,
      );
      continue;
    }
    const durationMinutes = sheet.durationMinutes[row] as number;
    const total = cost(price, durationMinutes, sheet.stops[row] as number, objective);
    if (!Number.isSafeInteger(total)) {
      faults.mismatch(
        bidder,
        `an offer of ${durationMinutes} minutes and ${sheet.stops[row]} stops`,
      );
      continue;
    }
    const seller = sheet.sellers[sheet.seller[row] as number] as string;
    all.push({
      bidder,
      sheet,
      row,
      cost: total,
      price,
      durationMinutes,
      departure: sheet.departure[row] as number,
      key: sheet.itinerary[row] as string,
      seller,
      bidderAndSeller: `${bidder} ${seller}`,
      staleAgeMs,
      checked: undefined,
    });
  }
}

function priceOf(sheet: Sheet, row: number, rates: Rates): number | undefined {
  return convert(
    sheet.price[row] as number,
    sheet.currencies[sheet.currency[row] as number] as string,
    rates,
  );
}

/**
 * The cost of the offer in a row under the search's objective, by its columns; undefined when it has
 * no price in the search's currency.
 */
export function costOf(
  sheet: Sheet,
  row: number,
  { objective, rates }: PricingRules,
): number | undefined {
  const price = priceOf(sheet, row, rates);
  return price === undefined
    ? undefined
    : cost(price, sheet.durationMinutes[row] as number, sheet.stops[row] as number, objective);
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The total order (RANK-1). The bodies are compared last: two offers that are equal in it are the
 * same offer, sent twice.
 */
export function compare(a: Candidate, b: Candidate): number {
  return (
    a.cost - b.cost ||
    a.price - b.price ||
    a.durationMinutes - b.durationMinutes ||
    a.departure - b.departure ||
    text(a.key, b.key) ||
    text(a.seller, b.seller) ||
    text(a.bidder, b.bidder) ||
    Buffer.compare(a.sheet.body[a.row] as Uint8Array, b.sheet.body[b.row] as Uint8Array)
  );
}

/** The place of `one` in a sorted list, from `from` on: before the first that is not less. */
export function placeOf<T>(
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
