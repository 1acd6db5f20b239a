/** What the ledger reports: late bids, regret, and what others must know of an entry. */
import type { Money } from "../../proto/messages.ts";
import type { Ids, Late } from "./ledger-entry.ts";

/** What a late bid changed, for the log and the metrics. */
export interface LateBidEvent extends Ids {
  readonly instance: string;
  readonly late: Late;
  /** The deadline of the search: later messages do not measure the bidder's speed. */
  readonly deadlineMs: number;
  /** Its prices have a mark-up; absent: they have none. */
  readonly hasMarkUp?: true;
  /** How long after the end of the auction it came. */
  readonly lateByMs: number;
  /** The amount by which this bid raised the auction's regret, in minor units of its currency. */
  readonly regretRise: Money;
  /** The present regret; null when it is not known. */
  readonly regret: Money | null;
}

/** The final regret of a search that showed something; null when it will never be known. */
export interface RegretEvent extends Ids {
  readonly regret: Money | null;
}

export interface LedgerEvents {
  late?(event: LateBidEvent): void;
  regret?(event: RegretEvent): void;
  /** An auction was opened, or a late bid for it was read. */
  changed?(searchId: string): void;
  /** A late message of this auction could not be read or reported, for a fault of this process. */
  fault?(auctionId: string, thrown: unknown): void;
}
