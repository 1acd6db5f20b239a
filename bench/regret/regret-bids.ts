/**
 * Encoded bids by price level: whole, or as two parts, the first of which promises that nothing
 * cheaper than the second follows. One level is half a per cent of the price of the market.
 */
import { encodeBid } from "../../proto/codec/index.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { flightOffers, sheetOf } from "../../test/harness/offers.ts";

const LEVELS_A_FACTOR = 200;
const LEVEL_MIN = 100;
const LEVEL_MAX = 400;
/** As many as a search shows: no offer of the second part can be among them. */
const FIRST_PART = 10;
const FLIGHTS_APART = 400;
const EXPIRES_AT_MS = Date.parse("2027-06-01T00:00:00Z");

type Part = "whole" | "first" | "rest";

export class RegretBids {
  readonly #search: FlightSearch;
  readonly #auctionId: string;
  readonly #offersABid: number;
  readonly #marketPrice: number;
  readonly #bids = new Map<string, Uint8Array>();

  /** @param marketPrice in cents */
  constructor(search: FlightSearch, auctionId: string, offersABid: number, marketPrice: number) {
    this.#offersABid = offersABid;
    this.#marketPrice = marketPrice;
    this.#search = search;
    this.#auctionId = auctionId;
  }

  /** @param bidder its number: each sells other flights */
  whole(bidder: number, factor: number): Uint8Array {
    return this.#bid("whole", bidder, factor);
  }

  first(bidder: number, factor: number): Uint8Array {
    return this.#bid("first", bidder, factor);
  }

  rest(bidder: number, factor: number): Uint8Array {
    return this.#bid("rest", bidder, factor);
  }

  #bid(part: Part, bidder: number, factor: number): Uint8Array {
    const level = Math.min(LEVEL_MAX, Math.max(LEVEL_MIN, Math.round(LEVELS_A_FACTOR * factor)));
    const key = `${part} ${bidder} ${level}`;
    let bytes = this.#bids.get(key);
    if (bytes === undefined) {
      bytes = this.#encoded(part, bidder, level);
      this.#bids.set(key, bytes);
    }
    return bytes;
  }

  #encoded(part: Part, bidder: number, level: number): Uint8Array {
    const amount = Math.round((this.#marketPrice * level) / LEVELS_A_FACTOR) + bidder;
    const number = 100 + bidder * FLIGHTS_APART;
    const offers = flightOffers(this.#search, this.#offersABid, {
      ...{ amount, number, expiresAtMs: EXPIRES_AT_MS },
    });
    const its =
      part === "whole"
        ? offers
        : part === "first"
          ? offers.slice(0, FIRST_PART)
          : offers.slice(FIRST_PART);
    return encodeBid({
      ...{ searchId: this.#auctionId, sequence: part === "rest" ? 1 : 0, status: "offers" },
      ...{ reason: null, sheet: sheetOf(its), final: part !== "first" },
      floor: part === "first" ? (offers[FIRST_PART]?.price.amount ?? null) : null,
    });
  }
}
