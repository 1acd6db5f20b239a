/**
 * The messages of an auction as plain values: what code on both sides handles. `codec/` turns them
 * into bytes and back.
 *
 * Units, everywhere: money in integer minor units of its ISO 4217 currency (A9); durations in whole
 * minutes; instants in epoch milliseconds; `departure` and `arrival` are wall-clock times local to
 * their airport, `YYYY-MM-DDTHH:mm`.
 *
 * What offers and results consist of is described, field by field, in `schema/offer.ts` and
 * `schema/result.ts`; the types here follow from there. The call, the bid and the search are
 * described here.
 *
 * Tests: `proto/codec/call.test.ts`, `proto/codec/fast-readers.property.test.ts`.
 */
import type { BidStatus, Cabin, Outcome, PriceStatus, Sort } from "./closed-sets.ts";
import type * as offer from "./schema/offer.ts";
import type * as progress from "./schema/progress.ts";
import type * as result from "./schema/result.ts";
import type { ValueOf } from "./schema/schema.ts";
import type * as limits from "./schema/search-limits.ts";

export * from "./closed-sets.ts";

/** An amount in minor units (cents, yen, fils) of an ISO 4217 currency. */
export type Money = ValueOf<typeof offer.money>;
/** One flight. Departure and arrival are local times, `YYYY-MM-DDTHH:mm`. */
export type Segment = ValueOf<typeof offer.segment>;
/** The flights of one slice of the search, in their order. */
export type OfferSlice = ValueOf<typeof offer.offerSlice>;
/** What a change or a refund before departure costs. */
export type Condition = ValueOf<typeof offer.condition>;
/** A seller's own id of an offer. */
export type SellerReference = ValueOf<typeof offer.sellerReference>;
/** One fare of an offer: its price, its brand and what is included. */
export type Fare = ValueOf<typeof offer.fare>;
/** A priced itinerary of one seller, with an expiry. */
export type FlightOffer = ValueOf<typeof offer.flightOffer>;

export type SellerOffer = ValueOf<typeof result.sellerOffer>;
export type Itinerary = ValueOf<typeof result.itinerary>;
export type BidderReport = ValueOf<typeof result.bidderReport>;
export type SearchResult = ValueOf<typeof result.searchResult>;
export type WaitingValue = ValueOf<typeof result.waitingValue>;

/** What a caller may watch while the auction runs. The last event is the result itself. */
export type SearchEvent =
  | { readonly type: "opened"; readonly opened: ValueOf<typeof result.opened> }
  | { readonly type: "bid"; readonly bid: BidderReport }
  | { readonly type: "snapshot"; readonly snapshot: ValueOf<typeof result.snapshot> };

/** One step of an auction that runs, as its timeline will have it. */
export type ProgressStep = ValueOf<typeof progress.progressStep>;
/** One message of a bidder that was in time. */
export type TimelineBid = ValueOf<typeof progress.timelineBid>;
/** The call was also sent to this instance. */
export type TimelineHedge = ValueOf<typeof progress.timelineHedge>;
/** When a quorum ends an auction. */
export type QuorumTimes = ValueOf<typeof progress.timelineQuorum>;
/** The prices of what would be shown from a moment on. */
export type BestPrice = ValueOf<typeof progress.bestPrice>;

/** Of a caller that asks for the steps too, between the other events. */
export interface StepEvent {
  readonly type: "progress";
  readonly progress: ProgressStep;
}

/** Local times of day in minutes, both included; from later than to: it crosses midnight. */
export type TimeWindow = ValueOf<typeof limits.timeWindow>;
/** Days (`YYYY-MM-DD`), both included. */
type DayRange = ValueOf<typeof limits.dayRange>;
/** Both ends included. */
export type NightRange = ValueOf<typeof limits.nightRange>;
/** Which carriers may be flown, as IATA codes. */
export type CarrierChoice = ValueOf<typeof limits.carrierChoice>;
/** What every offer of a search must keep, beyond its ends, dates and travellers. */
export type SearchLimits = ValueOf<typeof limits.searchLimits>;
/** Which bidders are asked, by their names. */
export type BidderChoice = ValueOf<typeof limits.bidderChoice>;

/** What a traveller names as an end of a slice, where that is not an airport alone. */
export type SearchPlace = ValueOf<typeof limits.searchPlace>;

/** The ends of one slice of a search, as IATA codes, and its date (`YYYY-MM-DD`) at the origin. */
export interface SearchSlice {
  /** IATA airport code. */
  readonly origin: string;
  /** IATA airport code. */
  readonly destination: string;
  /** `YYYY-MM-DD`, local to the origin. */
  readonly departureDate: string;
  /** All airports that the end stands for, `origin` first; absent: that one alone. */
  readonly origins?: readonly string[];
  /** The same of the other end. */
  readonly destinations?: readonly string[];
  /** What was named as the origin, where `origins` is its meaning. */
  readonly originPlace?: SearchPlace;
  /** The same of the other end. */
  readonly destinationPlace?: SearchPlace;
  /** All days that are right, `departureDate` among them; absent: that one alone. */
  readonly departureDates?: DayRange;
  /** By the clock of the origin; absent: all day. */
  readonly departure?: TimeWindow;
  /** By the clock of the destination; absent: all day. */
  readonly arrival?: TimeWindow;
}

/** How many travellers of each age group. */
export interface Passengers {
  readonly adults: number;
  readonly children: number;
  /** Infants have no seat of their own; there is at most one for each adult. */
  readonly infants: number;
  /**
   * Years, of the children and infants, the oldest first: as many as both together. Absent: not
   * known.
   */
  readonly ages?: readonly number[];
}

/**
 * Distinct bidders that must have answered: a number, a share of the expected ones (`"60%"`), or
 * null for all that are expected.
 */
export type Quorum = number | `${number}%` | null;

/** When the auction of a search may stop. */
export interface Policy {
  /** Milliseconds from acceptance to the result. */
  readonly deadlineMs: number;
  readonly quorum: Quorum;
  /** Kinds of bidders without which a quorum is not reached. */
  readonly required: readonly string[];
  /**
   * It also stops when waiting is not worth `dollarsPerSecond`, by what was learned of the bidders.
   * Absent: it does not. Both are there, or none.
   */
  readonly kind?: "value";
  /** Whole cents: what a second of waiting may cost. */
  readonly dollarsPerSecond?: number;
  /** A result that is partial is refused, and its caller gets a problem. Absent: it is shown. */
  readonly partial?: "refuse";
}

/**
 * A search with every default filled in, as the gateway accepted it. On the wire:
 * `FlightSearchRequest`.
 */
export interface FlightSearch {
  /** Slices are in the order of travel: one for one way, two for a return. */
  readonly slices: readonly SearchSlice[];
  readonly passengers: Passengers;
  readonly cabin: Cabin;
  /** ISO 4217: of every price and cost in the result. */
  readonly currency: string;
  readonly sort: Sort;
  /** Connections a slice. */
  readonly maxStops: number;
  /** Itineraries in the result. */
  readonly maxResults: number;
  /** May connections of two tickets be sold, where the traveller checks in again in between? */
  readonly selfTransfer: boolean;
  /** Show near-identical connections too, instead of collapsing them into the best of them. */
  readonly similar: boolean;
  readonly policy: Policy;
  /** Absent: none. */
  readonly limits?: SearchLimits;
  /** Who is asked; absent: all. */
  readonly bidders?: BidderChoice;
  /** The point of sale, as ISO 3166-1 alpha-2; absent: not stated. */
  readonly market?: string;
  /** The traveller's language, as a tag of BCP 47; absent: not stated. */
  readonly locale?: string;
  /** Names beside the codes of the result, and estimates of emissions. Absent: neither. */
  readonly details?: true;
  /** The cheapest offers of each cell (common/offers/calendar-cells.ts). Absent: it is a search. */
  readonly calendar?: true;
  /** Bidders say what they left out by rule; it changes no offer. Absent: they do not. */
  readonly explain?: true;
}

/**
 * `cost = price + valuePerHour × hours + penaltyPerStop × stops`, all in minor units of the
 * search's currency.
 */
export interface Objective {
  /** Minor units an hour of travel. */
  readonly valuePerHour: number;
  /** Minor units a connection. */
  readonly penaltyPerStop: number;
  /**
   * Whether minutes of inconvenience (`common/offers/inconvenience.ts`) cost as much as those of
   * travel, beside the cost of the columns. Absent: they do not.
   */
  readonly countsInconvenience?: boolean;
}

/** The exchange rates of one search. */
export interface Rates {
  /** `YYYY-MM-DD`: the day that the rates are of. */
  readonly date: string;
  /**
   * Keyed by ISO 4217 code: what one minor unit of that currency is worth in minor units of the
   * search's currency.
   */
  readonly perUnit: ReadonlyMap<string, number>;
}

/** A call without its rates. */
interface CallTerms {
  /** The auction's id on the wire; callers are given another. */
  readonly searchId: string;
  /** The gateway instance that calls. */
  readonly gateway: string;
  readonly search: FlightSearch;
  /** Milliseconds that were left when the call was sent. */
  readonly budgetMs: number;
  /** Epoch milliseconds by the gateway's clock: for queueing delay, never for absolute time. */
  readonly sentAtMs: number;
  readonly objective: Objective;
  /**
   * The kinds of bidders that send a notice: for each of them a second instance could take the
   * call. Absent: all do.
   */
  readonly notices?: readonly string[];
  /**
   * What the caller says to this bidder alone: a JSON object. Only in a call to one instance. It is
   * never logged. Absent: nothing.
   */
  readonly params?: string;
  /**
   * Milliseconds after its budget for which a bidder may work on, for the record alone. Absent: it
   * may not.
   */
  readonly lateAllowanceMs?: number;
}

/** What the gateway asks of every bidder. */
export interface CallForBids extends CallTerms {
  readonly rates: Rates;
}

/**
 * A call that refers to a table of rates: the bidder has it, and makes the rates of the call from
 * it.
 */
export interface CallByReference extends CallTerms {
  readonly rates?: undefined;
  /** The identity of the table (common/money/rates-id.ts). */
  readonly ratesId: string;
}

/** A call as it is sent. */
export type SentCall = CallForBids | CallByReference;

/** A column of values that are made when they are asked for. An array is one too. */
export interface Column<Value> {
  readonly length: number;
  at(row: number): Value | undefined;
}

/**
 * Offers as columns, one row an offer: all columns but `currencies` and `sellers` are `rows` long.
 * This is how offers are ranked; a large sheet has no plain arrays (codec/large-sheet.ts).
 */
export interface SheetColumns {
  /** How many offers. */
  readonly rows: number;
  /** Minor units of the row's currency, for all passengers together. */
  readonly price: ArrayLike<number>;
  /** Index into `currencies`. */
  readonly currency: ArrayLike<number>;
  /** Sum over slices. */
  readonly durationMinutes: ArrayLike<number>;
  /** First departure as local wall clock, in minutes since 1970-01-01T00:00. */
  readonly departure: ArrayLike<number>;
  /** Connections, sum over slices. */
  readonly stops: ArrayLike<number>;
  /** Itinerary key, as `itinerary.ts` makes it. */
  readonly itinerary: Column<string>;
  /** Index into `sellers`. */
  readonly seller: ArrayLike<number>;
  /** An encoded FlightOffer. It is decoded only if the offer wins. */
  readonly body: Column<Uint8Array>;
  /**
   * 1 where a segment is in a lower cabin than the search asks for, else 0; absent: 0 in all rows.
   */
  readonly mixed?: ArrayLike<number>;
  /** ISO 4217 codes. */
  readonly currencies: readonly string[];
  readonly sellers: readonly string[];
  /** The hashes of the itinerary keys (codec/key-hash.ts), when they are known. */
  readonly keyHash?: ArrayLike<number>;
  /** The bytes of the whole sheet, as it came, when they are known. */
  readonly encoded?: Uint8Array | undefined;
}

/** The same in plain arrays: as a sheet is made and sent. */
export interface Sheet extends SheetColumns {
  readonly price: readonly number[];
  readonly currency: readonly number[];
  readonly durationMinutes: readonly number[];
  readonly departure: readonly number[];
  readonly stops: readonly number[];
  readonly itinerary: readonly string[];
  readonly seller: readonly number[];
  readonly body: readonly Uint8Array[];
  readonly mixed?: readonly number[];
}

/** What a bidder left out of its offers by one rule. */
export interface BidNote {
  /** A code: lower-case words with hyphens between them, such as `sold-out`. */
  readonly reason: string;
  /** How many times. */
  readonly count: number;
  /** What that means, for the reader. */
  readonly text: string;
}

/** One reply of a bidder. Which bidder sent it is in its subject, never in here (A4). */
export interface Bid<Columns extends SheetColumns = Sheet> {
  /** The auction's id on the wire. */
  readonly searchId: string;
  /** 0, 1, 2 … within the bids of one bidder in one auction. */
  readonly sequence: number;
  /** The last bid of this bidder in this auction. */
  readonly final: boolean;
  readonly status: BidStatus;
  /** `declined`: why. `failed`: the code. Otherwise a note for the reader, or null. */
  readonly reason: string | null;
  readonly sheet: Columns;
  /**
   * Not final: nothing that follows costs less than this, in minor units of the search's currency;
   * null where nothing is promised.
   */
  readonly floor: number | null;
  /**
   * Final: the bidder was stopped, by a cancel or by its budget, before its search was complete. It
   * might have had more offers.
   */
  readonly stopped?: true;
  /**
   * Of a calendar: one for each cell, in their order. 0: nothing is promised; more: nothing that
   * follows in the cell costs less than this; -1: nothing follows in it. Absent: nothing is
   * promised but `floor`. An answer without any is that of a bidder that knows no calendars.
   */
  readonly cellFloors?: readonly number[];
  /** Final, and only where the search has `explain`: what was left out by rule. */
  readonly notes?: readonly BidNote[];
  /**
   * Microseconds that the call has waited before the search for it began, or until this bid where
   * none has. Absent: the bidder does not say.
   */
  readonly queuedUs?: number;
  /** Microseconds that the search has taken until this bid; absent where none has begun. */
  readonly workedUs?: number;
  /**
   * Not final: the budget is over, and this is what the final bid would be if the call had no late
   * allowance. What follows is for the record alone.
   */
  readonly cut?: true;
}

/** What a gateway asks a bidder about one of its offers. */
export interface PriceRequest {
  /** The search of the offer; its `searchId` is this request's own id. */
  readonly call: CallForBids;
  /** One row: the offer as its bidder has sent it. */
  readonly offer: Sheet;
}

/** What a bidder says of one of its offers. */
export interface PriceAnswer {
  /** The id of the request. */
  readonly searchId: string;
  readonly status: PriceStatus;
  /** `failed`: the code. Otherwise a note for the reader, or null. */
  readonly reason: string | null;
  /** One row with the status `offer`, and none with any other. */
  readonly offer: Sheet;
  /** The offer has the lowest fare alone: its seller was not asked for the others. */
  readonly lowestFareOnly?: true;
}

/** What became of the bids of one kind of bidder, as its instances hear it. */
export interface Feedback {
  /** The gateway that says it. */
  readonly gateway: string;
  readonly auctions: readonly AuctionFeedback[];
  readonly late: readonly LateFeedback[];
  /** What was left out since the message before. */
  readonly dropped: number;
}

/** How one auction ended for the kind. */
export interface AuctionFeedback {
  /** The auction's id on the wire. */
  readonly auctionId: string;
  /** The instance whose answer counts; null: nothing has come. */
  readonly instance: string | null;
  readonly outcome: Outcome;
  readonly reason: string | null;
  /** Offers that have come from it. */
  readonly offers: number;
  /** Itineraries that were shown, of all bidders. */
  readonly places: number;
  /** Those of them that it sells. */
  readonly shown: number;
  /** Those of them of which it is the first seller. */
  readonly won: number;
  /** The place of the first of them, from 1 on; null: it is in none. */
  readonly rank: number | null;
  /** Its best offer by the search's objective, in the search's currency; null: none can be sold. */
  readonly best: Money | null;
  /**
   * At this price or below, that offer would have been the first of all. Null: it is the first, no
   * price would do, or prices are withheld.
   */
  readonly priceToWin: Money | null;
  /** Milliseconds from the search's arrival to its last bid. */
  readonly latencyMs: number | null;
  /** The budget of its call. */
  readonly budgetMs: number;
  /** Another instance that had the call, and whose answer was not needed. */
  readonly hedgedAway: string | null;
  /** It is a shadow bidder: this is what would have been shown. */
  readonly shadow: boolean;
  /** Its own sellers, of those whose offers were shown. */
  readonly sellers: readonly SellerFeedback[];
}

export interface SellerFeedback {
  readonly seller: string;
  readonly shown: number;
  readonly won: number;
}

/** A bid that came after its auction had ended. */
export interface LateFeedback {
  readonly auctionId: string;
  readonly instance: string;
  readonly lateByMs: number;
  /** Of all its late bids so far. */
  readonly offers: number;
  /** By how much it has raised regret; null: prices are withheld. */
  readonly cost: Money | null;
}
