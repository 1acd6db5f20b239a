/**
 * Encoded bids by price level. To encode the offers of thousands of bidders anew in each auction
 * would cost more than the auction, and would measure nothing of it.
 */
import { encodeBid } from "../../proto/codec/index.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { flightOffers, sheetOf } from "../../test/harness/offers.ts";
import { AUCTION_ID } from "./access.ts";

/** One level is one per cent of the price of the market. */
const LEVEL_MIN = 60;
const LEVEL_MAX = 160;
const MARKET_PRICE = 50_000;
/** Bids of one level differ in their flights: so many sets of flights there are. */
const FLIGHT_SETS = 16;
const FLIGHTS_APART = 400;

interface PooledBid {
  readonly bytes: Uint8Array;
  /** The cheapest offer of it, in minor units. */
  readonly leastPrice: number;
}

export class BidPool {
  readonly #search: FlightSearch;
  readonly #offersABid: number;
  /** Keyed by level and set of flights; filled as they are asked for. */
  readonly #bids = new Map<number, PooledBid>();

  constructor(search: FlightSearch, offersABid: number) {
    this.#search = search;
    this.#offersABid = offersABid;
  }

  /** `bidder`: a number; bidders sixteen apart sell the same flights. */
  bid(bidder: number, priceFactor: number): PooledBid {
    const level = Math.min(LEVEL_MAX, Math.max(LEVEL_MIN, Math.round(100 * priceFactor)));
    const set = bidder % FLIGHT_SETS;
    const key = level * FLIGHT_SETS + set;
    let bid = this.#bids.get(key);
    if (bid === undefined) {
      bid = this.#encoded(level, set);
      this.#bids.set(key, bid);
    }
    return bid;
  }

  #encoded(level: number, set: number): PooledBid {
    // The set is in the price too, so that two bidders rarely ask for the same.
    const amount = Math.round((MARKET_PRICE * level) / 100) + set;
    const number = 100 + set * FLIGHTS_APART;
    const sheet = sheetOf(flightOffers(this.#search, this.#offersABid, { amount, number }));
    const bytes = encodeBid({
      searchId: AUCTION_ID,
      sequence: 0,
      final: true,
      status: "offers",
      reason: null,
      sheet,
      floor: null,
    });
    return { bytes, leastPrice: amount };
  }
}
