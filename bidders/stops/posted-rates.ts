/**
 * The exchange rates of a search as they are posted to a thread. A Map of 170 rates takes longer to
 * clone than to search some markets, and most searches have the rates of the one before. So they
 * are posted as two columns, and a thread makes a table of them once: what it keeps by a table of
 * rates (`kept-price-lines.ts`) is then kept from one search to the next.
 *
 * POSTEDRATES-1 What a thread gets is equal to what was posted, and the same object for the same
 *   rates.
 */
import { LRUCache } from "lru-cache";
import type { Rates } from "../../proto/messages.ts";

export interface PostedRates {
  /** The same for the same table, of one process. */
  readonly id: number;
  readonly date: string;
  /** ISO 4217 codes, separated by spaces, and the rate of each. */
  readonly currencies: string;
  readonly perUnit: Float64Array;
}

/** Currencies of searches at a time (A6). A table that is used again is made again. */
const RATES_MAX = 64;

const posted = new WeakMap<Rates, PostedRates>();
let lastId = 0;

export function postedRates(rates: Rates): PostedRates {
  let its = posted.get(rates);
  if (its === undefined) {
    its = {
      id: ++lastId,
      date: rates.date,
      currencies: [...rates.perUnit.keys()].join(" "),
      perUnit: Float64Array.from(rates.perUnit.values()),
    };
    posted.set(rates, its);
  }
  return its;
}

/** What one thread has received. */
export class ReceivedRates {
  readonly #kept = new LRUCache<number, Rates>({ max: RATES_MAX });

  of({ id, date, currencies, perUnit }: PostedRates): Rates {
    let rates = this.#kept.get(id);
    if (rates === undefined) {
      const codes = currencies === "" ? [] : currencies.split(" ");
      rates = { date, perUnit: new Map(codes.map((code, at) => [code, perUnit[at] as number])) };
      this.#kept.set(id, rates);
    }
    return rates;
  }
}
