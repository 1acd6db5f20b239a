/**
 * What an auction is given: its order, the wire, and who takes part. No NATS is in it;
 * `scatter/scatter.ts` puts it on the wire.
 */
import type { AuctionError } from "../../proto/errors.ts";
import type {
  BidderReport,
  EndedBy,
  FlightSearch,
  Objective,
  Rates,
  SearchEvent,
} from "../../proto/messages.ts";
import type { StandInPorts } from "./fallback.ts";
import type { Ledger } from "./ledger.ts";
import type { Grace } from "./policy.ts";
import type { Elapsed, Plausibility } from "./ranking-rules.ts";

export interface Order {
  /**
   * The id that the caller gets: for HTTP, NATS results and the ledger's view. It never goes to a
   * bidder.
   */
  readonly searchId: string;
  /**
   * The id on the wire: in subjects, calls, bids and cancels, where the field keeps its old name
   * `search_id`. It is in no public answer, so that a bidder that knows it cannot read the result
   * with it.
   */
  readonly auctionId: string;
  readonly search: FlightSearch;
  readonly objective: Objective;
  readonly rates: Rates;
  readonly elapsed: Elapsed;
  readonly plausibility?: Plausibility | null;
  readonly grace: Grace;
  /** Monotonic: when the search came. What it has waited since is off its deadline. */
  readonly arrivedAt: number;
  /** Fires when the caller has gone. */
  readonly signal: AbortSignal;
  /** Told what happens, as it happens. Must not throw. */
  readonly watch?: (event: SearchEvent) => void;
}

/** Who takes part in an auction, as the roster knows when the call goes out. */
export interface Expectation {
  /** Waited for. */
  readonly expected: readonly string[];
  /** Called, but not waited for: their breakers are open. */
  readonly skipped: readonly string[];
  /** Must have answered before a quorum ends the auction. */
  readonly required: readonly string[];
  /** Required, but not alive. */
  readonly absent: readonly string[];
  /**
   * After how long a bidder's call goes to a second instance; not for bidders that are not in it.
   */
  readonly hedgeAfterMs: ReadonlyMap<string, number>;
}

/**
 * How an auction ended for a bidder. `neutral` is no evidence of its health: the auction was
 * cancelled, or the bidder had too little time.
 */
export type BidderResult = "success" | "failure" | "neutral";

/** An expectation, with the places that its auction holds at the breakers of the bidders. */
export interface Reservation extends Expectation {
  /** Ends the place of one bidder with its result. A place ends once; further calls do nothing. */
  observe(bidder: string, result: BidderResult): void;
  /** Gives back all places that have not ended: this auction has no result. */
  release(): void;
}

/** Where the call goes and the bids come from. */
export interface Scatter {
  /** Who takes part in the auction that begins now. Must be ended by `Call.learn` or released. */
  reserve(search: FlightSearch): Reservation;
  /** Sends the call and listens. @throws AuctionError `no-broker` */
  call(order: Order, expectation: Reservation, budgetMs: number, listener: BidListener): Call;
}

export interface BidListener {
  bid(bidder: string, instance: string, bytes: Uint8Array): void;
  /** No bidder is subscribed to this market, and none is known to be. */
  nobodyListens(): void;
  /**
   * The call reached no bidder, though bidders of this market are known or may be about to return:
   * no result would be true.
   */
  unreachable(error: AuctionError): void;
  /**
   * The instance that this bidder's hedge was sent to is not there. The first call is not affected.
   */
  hedgeLost(bidder: string): void;
  /** The last live instance of this bidder is lost. */
  lost(bidder: string): void;
}

export interface Call {
  /**
   * Sends the call to one more instance of the bidder, if there is one and the allowance permits;
   * its id, or null.
   */
  hedge(bidder: string, holder: string | null, budgetMs: number): string | null;
  /**
   * Tells bidders that are still at work to stop. What they send all the same is heard until
   * `release`.
   */
  end(outstanding: boolean): void;
  /** Stops listening: what comes from now on goes to the ledger by itself. */
  release(): void;
  /** How it ended, for what is learned of the bidders. */
  learn(endedBy: EndedBy, reports: readonly BidderReport[]): void;
}

export interface Ports extends StandInPorts {
  readonly scatter: Scatter;
  readonly ledger: Ledger;
}
