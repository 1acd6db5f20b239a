/** What an auction asks of the policy `value`, and tells it afterwards. */
import type { Kilometres } from "../../../common/offers/lowest-fare.ts";
import type { BidderReport, FlightSearch, Objective, Rates } from "../../../proto/messages.ts";
import type { Participant } from "../participant.ts";
import type { WaitingRule } from "./waiting-rule.ts";

/** Of the request of an auction what the policy needs to know. */
export interface WaitingRequest {
  readonly searchId: string;
  readonly auctionId: string;
  readonly search: FlightSearch;
  readonly objective: Objective;
  readonly rates: Rates;
  readonly kilometres: Kilometres;
  /** Monotonic. */
  readonly arrivedAtMs: number;
}

/** An auction with its result. Times are monotonic. */
export interface LearnedAuction {
  readonly request: WaitingRequest;
  readonly participants: readonly Participant[];
  readonly reports: readonly Pick<BidderReport, "bidder" | "outcome">[];
  readonly endedAtMs: number;
  /** Of the best offer that is shown; undefined: there is none. */
  readonly bestCost: number | undefined;
}

export interface WaitingRules {
  /** The rule of this search; null: it has none, or it explores. */
  ruleFor(request: WaitingRequest): WaitingRule | null;
  learn(auction: LearnedAuction): void;
}
