/**
 * The table of rates that a bidder has, like the gateway's: a call that refers to it need not carry
 * its rates (RATESID-1), which would be most of its bytes.
 *
 * OWNRATES-1 No strategy gets a call without rates. A call that refers to another table is declined
 *    at once: it came before the gateway knew that this instance has joined. It is marked `stopped`,
 *    because there might have been offers. It is not `failed`: the bidder is in order, and would
 *    lose its place in the next auctions by it.
 * OWNRATES-2 In all else a call that refers to its rates is the call as it was sent.
 */
import type { RateTable } from "../../common/money/rates.ts";
import { ratesIdOf } from "../../common/money/rates-id.ts";
import type { CallForBids, Rates, SentCall } from "../../proto/messages.ts";
import { type BidContent, declined, markedStopped } from "./bid-content.ts";

const NO_RATES: Rates = { date: "", perUnit: new Map() };

/** The table of rates of this bidder, for calls that name it and do not carry it. */
export class OwnRates {
  readonly id: string;
  readonly #table: RateTable;

  constructor(table: RateTable) {
    this.id = ratesIdOf(table);
    this.#table = table;
  }

  /** The rates to which the call refers; undefined when this table does not give them. */
  of(ratesId: string, currency: string): Rates | undefined {
    return ratesId === this.id && this.#table.has(currency)
      ? this.#table.into(currency)
      : undefined;
  }
}

/** The call with its rates; undefined when it refers to rates that are not there. */
export function withRates(call: SentCall, own: OwnRates | undefined): CallForBids | undefined {
  if (call.rates !== undefined) return call;
  const rates = own?.of(call.ratesId, call.search.currency);
  return rates === undefined ? undefined : pricedCall(call, rates);
}

/** Field by field: to copy the object takes 0.05 µs more, and this is done for each call. */
function pricedCall(call: SentCall, rates: Rates): CallForBids {
  const { searchId, gateway, search, budgetMs, sentAtMs, objective, notices } = call;
  const { params, lateAllowanceMs } = call;
  const priced =
    notices === undefined
      ? { searchId, gateway, search, budgetMs, sentAtMs, objective, rates }
      : { searchId, gateway, search, budgetMs, sentAtMs, objective, rates, notices };
  const withParams = params === undefined ? priced : { ...priced, params };
  return lateAllowanceMs === undefined ? withParams : { ...withParams, lateAllowanceMs };
}

/** The call, as one that is answered without a search: with no rate at all. */
export function withoutRates(call: SentCall): CallForBids {
  return pricedCall(call, NO_RATES);
}

/** The answer to a call that refers to another table: declined, and marked as stopped. */
export function otherRates(own: OwnRates | undefined): BidContent {
  const has = own === undefined ? "has no table of rates" : `has the rates ${own.id}`;
  return markedStopped(
    declined(`other rates: the call refers to a table, and this instance ${has}`),
  );
}
