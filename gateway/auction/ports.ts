/**
 * What an auction is given: the request, the wire, the stores and an observer. Nothing here knows
 * NATS; `scatter/scatter.ts` implements `Scatter` on it.
 *
 * Tests: `run.test.ts`.
 */

import type { Elapsed } from "../../common/offers/itinerary-rules.ts";
import type { Kilometres } from "../../common/offers/lowest-fare.ts";
import type { Clock } from "../../common/runtime/clock.ts";
import type { AuctionError } from "../../proto/errors.ts";
import type {
  AuctionFeedback,
  BidderReport,
  EndedBy,
  FlightSearch,
  Objective,
  ProgressStep,
  Rates,
  SearchEvent,
  SearchResult,
  SheetColumns,
} from "../../proto/messages.ts";
import type { FallbackStore } from "./fallback-store.ts";
import type { FeedbackPrices } from "./feedback/disclosure.ts";
import type { Ledger } from "./ledger.ts";
import type { MarkUp } from "./mark-up.ts";
import type { OfferIds } from "./offer-ids.ts";
import type { Grace } from "./policy.ts";
import type { PlausibilityLimits } from "./ranking-rules.ts";
import type { ShadowReport } from "./shadow-bids.ts";
import type { ShadowPolicy, ShadowResult } from "./shadow-policy.ts";
import type { WaitingRules } from "./value/waiting-port.ts";

export interface AuctionRequest {
  /**
   * The public id: for the caller, HTTP, NATS results and the ledger. It is never sent to a bidder.
   */
  readonly searchId: string;
  /**
   * The id on the wire: in calls, bids and cancels, and in reply subjects, where the field has its
   * old name `search_id`. It is in no public answer, so that a bidder that knows it cannot read the
   * result with it.
   */
  readonly auctionId: string;
  readonly search: FlightSearch;
  /**
   * What is said to one bidder alone, as JSON, by its name; null where nothing is. It is never
   * logged, kept or shown.
   */
  readonly params: ReadonlyMap<string, string> | null;
  readonly objective: Objective;
  readonly rates: Rates;
  readonly elapsed: Elapsed;
  readonly kilometres: Kilometres;
  readonly plausibility: PlausibilityLimits | null;
  readonly grace: Grace;
  /** False: the auction does not end as settled, as a replay may ask; absent: it may. */
  readonly settles?: boolean | undefined;
  /** False: a bid marked `cut` is a part, as a replay may ask (CUTBID-2); absent: it is an end. */
  readonly cutsEnd?: boolean | undefined;
  /** How long bidders may work on after their budget, for the record; absent: not at all. */
  readonly lateAllowanceMs?: number | undefined;
  /** Absent: the offers of the result get no ids. */
  readonly offerIds?: OfferIds | undefined;
  /** The span of this auction (W3C Trace Context), for the wire; undefined: it is not traced. */
  readonly traceparent?: string | undefined;
  /** Monotonic: when the search arrived. Its deadline counts from here. */
  readonly arrivedAtMs: number;
  /** Fires when the caller has disconnected; null where that cannot be detected. */
  readonly signal: AbortSignal | null;
  /** Bidders that are named as disabled in the result; absent: none. */
  readonly disabled?: readonly string[] | undefined;
  /** Bidders that are named as too far away in the result; absent: none. */
  readonly tooFar?: readonly FarBidder[] | undefined;
  /** Sellers whose offers are left out; absent: none. */
  readonly disabledSellers?: ReadonlySet<string> | undefined;
  /** What its tenant adds to prices; absent: nothing. */
  readonly markUp?: MarkUp | undefined;
  /** The tenant that may read what is kept of it; absent: it has none. */
  readonly owner?: string | undefined;
  /** The arm of an experiment that it belongs to; absent: none. */
  readonly arm?: string | undefined;
  /** Policies that are computed on it too, and not served; absent: none. */
  readonly shadowPolicies?: ShadowPolicies | undefined;
}

/** Policies that are computed on an auction, and not served. */
export interface ShadowPolicies {
  readonly policies: readonly ShadowPolicy[];
  /** Called once, after its result has been sent. */
  computed(results: readonly ShadowResult[], itineraries: SearchResult["itineraries"]): void;
}

/** A bidder that cannot answer within the budget, however fast it is (FAR-1). */
export interface FarBidder {
  readonly bidder: string;
  readonly roundTripMs: number;
  /** Of the auction that leaves it out. */
  readonly budgetMs: number;
}

/**
 * Receives the events of one running auction. All of them come before its result. Must not throw.
 */
export interface AuctionObserver {
  observe(event: SearchEvent): void;
  /** Where it is there: receives each step of the auction too (timeline/progress.ts). */
  progress?(step: ProgressStep): void;
}

/** Which bidders take part in an auction, as the roster knows them when the call is sent. */
export interface Expectation {
  /** Waited for. */
  readonly expected: readonly string[];
  /** Called, but not waited for: their breakers are open. */
  readonly skipped: readonly string[];
  /** Must have answered before a quorum ends the auction. */
  readonly required: readonly string[];
  /** Required, but not alive. */
  readonly absent: readonly string[];
  /** Called and heard, and no part of the auction (SHADOW-1); absent: none. */
  readonly shadow?: readonly string[] | undefined;
  /** The roster is whole, and shadow bidders alone serve the market (SHADOW-3). */
  readonly isShadowAlone?: boolean | undefined;
  /**
   * The milliseconds after which a bidder's call is hedged; only for bidders that may be hedged.
   */
  readonly hedgeAfterMs: ReadonlyMap<string, number>;
}

/**
 * How an auction ended for a bidder. `neutral` is not evidence of its health: the auction was
 * cancelled, or the bidder had too little time.
 */
export type BidderResult = "success" | "failure" | "neutral";

/** An expectation, with the reservations that its auction holds at the breakers of the bidders. */
export interface Reservation extends Expectation {
  /** Ends the reservation of one bidder with its result. It ends once; further calls do nothing. */
  observe(bidder: string, result: BidderResult): void;
  /** Gives back all reservations that have not ended: this auction has no result. */
  release(): void;
}

/** The port that sends the call and receives the bids. */
export interface Scatter {
  /** Who takes part in the auction that begins now. Must be ended by `Call.learn` or released. */
  reserve(search: FlightSearch): Reservation;
  /** Sends the call and subscribes the listener. @throws AuctionError `no-broker` */
  call(
    request: AuctionRequest,
    reservation: Reservation,
    budgetMs: number,
    listener: BidListener,
  ): Call;
}

export interface BidListener {
  /** `atMs`: when it came, where the wire has read the clock already; absent: now. */
  bid(bidder: string, instance: string, bytes: Uint8Array, atMs?: number): void;
  /** No bidder is subscribed to this market, and none is known to be. */
  noSubscribers(): void;
  /**
   * The call reached no bidder, though bidders of this market are known or may be about to return:
   * no result would be true.
   */
  unreachable(error: AuctionError): void;
  /** The instance to which this bidder's call was hedged is not there. The first call remains. */
  hedgeLost(bidder: string): void;
  /** Nothing more comes of this bidder. Without a reason: its last live instance is lost. */
  lost(bidder: string, reason?: string): void;
}

export interface Call {
  /**
   * Sends the call to one more instance of the bidder, if there is one and the allowance permits.
   * Returns its id, or null. `holder`: the instance that has the first call, where it is known.
   */
  hedge(bidder: string, holder: string | null, budgetMs: number): string | null;
  /** Tells bidders that are still at work to stop. Their messages are received until `release`. */
  end(outstanding: boolean): void;
  /** Unsubscribes the listener: later messages go to the ledger directly. */
  release(): void;
  /** Reports how the auction ended, so that the roster can learn about the bidders. */
  learn(endedBy: EndedBy, reports: readonly BidderReport[]): void;
  /**
   * Records how the auction ended: after its result, and before `release`. Absent where auctions
   * are not recorded. Must not throw.
   */
  recorded?(end: AuctionEnd): void;
}

/** An auction that has its result. */
export interface AuctionEnd {
  readonly request: AuctionRequest;
  readonly result: SearchResult;
  readonly endedBy: EndedBy;
  /** Monotonic. */
  readonly endedAtMs: number;
  /** Bids of earlier searches that are shown; absent: none. */
  readonly fallbacks?: readonly ShownFallback[];
}

/** Bids of an earlier search that are shown in the place of a required bidder's. */
export interface ShownFallback {
  readonly bidder: string;
  readonly sheets: readonly SheetColumns[];
  readonly staleAgeMs: number;
  /** Epoch milliseconds: when its bidder sent them. */
  readonly takenAtMs: number;
}

/** The same for all auctions of a gateway. */
export interface Ports {
  readonly clock: Clock;
  readonly scatter: Scatter;
  readonly ledger: Ledger;
  readonly fallbackStore: FallbackStore;
  /**
   * Does this work once the result is on its way to the caller, who need not wait for it. It
   * handles what the work throws: the result stands.
   */
  readonly afterwards: (work: () => void) => void;
  /** Older bids are not used as a fallback. */
  readonly fallbackAgeMsMax: number;
  /** What was learned of the worth of waiting; absent: the policy `value` stops no auction. */
  readonly waiting?: WaitingRules | undefined;
  /** Absent: no bidder is told what became of its bids. */
  readonly feedback?: FeedbackPort | undefined;
  /** Is told how shadow bidders ended (SHADOW-4); absent: nobody is. */
  readonly onShadows?: ((event: ShadowEvent) => void) | undefined;
}

/** Receives what each bidder is told of an auction, for the bidders that have asked for it. */
export interface FeedbackPort {
  readonly prices: FeedbackPrices;
  /** Whether any bidder has asked for it: else nothing is computed. */
  readonly isWanted: boolean;
  wants(bidder: string): boolean;
  /**
   * Asked before the feedback of an auction is computed. False where it could only be dropped: that
   * is counted.
   */
  hasRoom(bidder: string): boolean;
  ended(bidder: string, feedback: AuctionFeedback): void;
}

export interface ShadowEvent {
  readonly searchId: string;
  readonly auctionId: string;
  readonly bidders: readonly ShadowReport[];
}
