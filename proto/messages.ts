/**
 * The messages of an auction as plain values: what code on both sides handles. `codec.ts` turns
 * them into bytes and back.
 *
 * Units, everywhere: money in integer minor units of its ISO 4217 currency (A9); durations in whole
 * minutes; instants in epoch milliseconds; `departure` and `arrival` are wall-clock times local to
 * their airport, `YYYY-MM-DDTHH:mm`.
 *
 * Each closed set stands in the order of its enum in the .proto files: position 0 here is number 1
 * there.
 */

export const CABINS = ["economy", "premium_economy", "business", "first"] as const;
export type Cabin = (typeof CABINS)[number];

export const SORTS = ["best", "price", "duration"] as const;
export type Sort = (typeof SORTS)[number];

/** Fare families by what they are, whatever each seller calls them. */
export const BRANDS = ["light", "standard", "flex"] as const;
export type Brand = (typeof BRANDS)[number];

export const BID_STATUSES = ["offers", "empty", "declined", "failed"] as const;
export type BidStatus = (typeof BID_STATUSES)[number];

/** How one expected bidder ended (A3: exactly one of these each). */
export const OUTCOMES = [
  "answered",
  "empty",
  "declined",
  "invalid",
  "failed",
  "silent",
  "late",
  "skipped",
  "absent",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why an auction stopped. */
export const ENDED_BY = [
  "complete",
  "settled",
  "quorum",
  "deadline",
  "cancelled",
  "no-bidders",
] as const;
export type EndedBy = (typeof ENDED_BY)[number];

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export interface SearchSlice {
  readonly origin: string;
  readonly destination: string;
  readonly departureDate: string;
}

export interface Passengers {
  readonly adults: number;
  readonly children: number;
  readonly infants: number;
}

/**
 * Distinct bidders that must have answered: a number, a share of those that could (`"60%"`), or
 * null for all that are expected.
 */
export type Quorum = number | `${number}%` | null;

export interface Policy {
  readonly deadlineMs: number;
  readonly quorum: Quorum;
  readonly required: readonly string[];
}

/**
 * A search with every default filled in, as the gateway accepted it. On the wire:
 * `FlightSearchRequest`.
 */
export interface FlightSearch {
  readonly slices: readonly SearchSlice[];
  readonly passengers: Passengers;
  readonly cabin: Cabin;
  readonly currency: string;
  readonly sort: Sort;
  /** Per slice. */
  readonly maxStops: number;
  readonly maxResults: number;
  /** May connections of two tickets be sold, where the traveller checks in anew in between? */
  readonly selfTransfer: boolean;
  /** Show near-identical connections too, instead of collapsing them into the best of them. */
  readonly similar: boolean;
  readonly policy: Policy;
}

/**
 * `cost = price + valuePerHour × hours + penaltyPerStop × stops`, all in minor units of the
 * search's currency.
 */
export interface Objective {
  readonly valuePerHour: number;
  readonly penaltyPerStop: number;
}

/** What one minor unit of each currency is worth in minor units of the search's currency. */
export interface Rates {
  readonly date: string;
  readonly perUnit: ReadonlyMap<string, number>;
}

export interface CallForBids {
  readonly searchId: string;
  readonly gateway: string;
  readonly search: FlightSearch;
  readonly budgetMs: number;
  readonly sentAtMs: number;
  readonly objective: Objective;
  readonly rates: Rates;
}

export interface Segment {
  readonly carrier: string;
  /** With the carrier: `BA117`. */
  readonly flightNumber: string;
  readonly origin: string;
  readonly destination: string;
  readonly departure: string;
  readonly arrival: string;
  readonly durationMinutes: number;
  /** Aircraft type; empty when not known. */
  readonly aircraft: string;
}

export interface OfferSlice {
  /** First departure to last arrival, waiting included. */
  readonly durationMinutes: number;
  readonly segments: readonly Segment[];
}

/** What a change or a refund before departure takes. */
export interface Condition {
  readonly allowed: boolean;
  /** For the whole party. Null: not said; an amount of 0: free. */
  readonly fee: Money | null;
}

/** One way to buy the same seats: a fare family with its conditions. */
export interface Fare {
  /** Null: the seller's own name says all. */
  readonly brand: Brand | null;
  /** The seller's name for it: `Economy Light`. */
  readonly name: string;
  /** For the whole party, in the offer's currency. */
  readonly price: Money;
  /** One letter a segment, separated by commas (`O,V`); empty when not said. */
  readonly bookingClass: string;
  /** Pieces a traveller; null: not said. */
  readonly cabinBags: number | null;
  readonly checkedBags: number | null;
  /** Before departure; null: not said. */
  readonly change: Condition | null;
  readonly refund: Condition | null;
}

/** The body of one offer: an itinerary from one seller, priced for all passengers together. */
export interface FlightOffer {
  readonly seller: string;
  readonly price: Money;
  readonly expiresAtMs: number;
  /** The price comes from a fare model, not from a seller. */
  readonly modelled: boolean;
  readonly slices: readonly OfferSlice[];
  /**
   * Cheapest first; the first is the one that `price` is for. Empty when the seller says nothing of
   * fares.
   */
  readonly fares: readonly Fare[];
  /**
   * Airports where the traveller changes from one ticket to another: collects bags, checks in anew,
   * and nobody waits.
   */
  readonly selfTransfers: readonly string[];
  /** Near-identical itineraries that were collapsed into this one. */
  readonly similar: number;
}

/**
 * Offers as columns, one row an offer: all columns but `currencies` and `sellers` are `rows` long.
 * `currency` and `seller` are indexes into those two. `body` is an encoded FlightOffer, not opened
 * here.
 */
export interface Sheet {
  readonly rows: number;
  readonly price: readonly number[];
  readonly currency: readonly number[];
  readonly durationMinutes: readonly number[];
  /** First departure as local wall clock, in minutes since 1970-01-01T00:00. */
  readonly departure: readonly number[];
  readonly stops: readonly number[];
  readonly itinerary: readonly string[];
  readonly seller: readonly number[];
  readonly body: readonly Uint8Array[];
  readonly currencies: readonly string[];
  readonly sellers: readonly string[];
}

/** One reply of a bidder. Who sent it is in the subject it came on, never in here (A4). */
export interface Bid {
  readonly searchId: string;
  readonly sequence: number;
  readonly final: boolean;
  readonly status: BidStatus;
  /** `declined`: why. `failed`: the code. Otherwise anything the reader should know, or null. */
  readonly reason: string | null;
  readonly sheet: Sheet;
  /** Not final: nothing that follows costs less than this; null where nothing is promised. */
  readonly floor: number | null;
  /**
   * Final: the bidder was stopped, by a cancel or by its budget, before it had looked at
   * everything. It may have had more.
   */
  readonly stopped?: true;
}

export interface SellerOffer {
  readonly bidder: string;
  readonly seller: string;
  /** In the search's currency. */
  readonly price: Money;
  /** As the seller named it. */
  readonly originalPrice: Money;
  /** ISO 8601 UTC. */
  readonly expiresAt: string;
  readonly modelled: boolean;
  /** Not of this auction: the bidder's last good bid for the same search stands in for it. */
  readonly stale: boolean;
  /** Only where it is stale: how long ago that bid was taken. */
  readonly staleAgeMs?: number;
  /**
   * As in the offer, with prices and fees in the search's currency; a fee that has no rate is null.
   */
  readonly fares: readonly Fare[];
  /** Only where there are any. */
  readonly selfTransfers?: readonly string[];
}

export interface Itinerary {
  readonly key: string;
  readonly cost: number;
  readonly price: Money;
  readonly durationMinutes: number;
  readonly stops: number;
  readonly slices: readonly OfferSlice[];
  /**
   * Near-identical itineraries that were collapsed into this one: the most that any of its sellers
   * counted.
   */
  readonly similar: number;
  /** Cheapest first. */
  readonly sellers: readonly SellerOffer[];
}

export interface BidderReport {
  readonly bidder: string;
  readonly outcome: Outcome;
  readonly instance: string | null;
  readonly latencyMs: number | null;
  readonly offers: number;
  readonly reason: string | null;
  readonly hedged: boolean;
}

export interface SearchResult {
  readonly searchId: string;
  readonly endedBy: EndedBy;
  /** True when an expected bidder is missing from the result. */
  readonly partial: boolean;
  readonly elapsedMs: number;
  readonly deadlineMs: number;
  readonly itineraries: readonly Itinerary[];
  readonly bidders: readonly BidderReport[];
}

/** What a caller may watch while the auction runs. The last event is the result itself. */
export type SearchEvent =
  | {
      readonly type: "opened";
      readonly opened: {
        readonly searchId: string;
        readonly deadlineMs: number;
        readonly expected: readonly string[];
      };
    }
  | { readonly type: "bid"; readonly bid: BidderReport }
  | {
      readonly type: "snapshot";
      readonly snapshot: { readonly itineraries: readonly Itinerary[] };
    };
