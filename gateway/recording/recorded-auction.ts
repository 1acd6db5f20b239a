/**
 * One auction as it happened: what it was given, what came from the wire and when, and what it
 * ended with. `replay` runs the rules of the auction on it again; nothing else is needed for that.
 *
 * RECORDED-1 A record gives back each auction as it was written.
 * RECORDED-2 It has no ids of offers, since whoever has one may ask for the offer; nothing that was
 *    said to one bidder alone (`params`); no key and no tenant; and of the travellers neither their
 *    ages nor their language.
 * RECORDED-3 Nothing of a shadow bidder is in it: the result is the one without it (SHADOW-1).
 */
import type {
  BidderReport,
  EndedBy,
  FlightSearch,
  Objective,
  Rates,
} from "../../proto/messages.ts";
import type { AppliedRule } from "../auction/mark-up.ts";
import type { Grace } from "../auction/policy.ts";
import type { FarBidder } from "../auction/ports.ts";
import type { PlausibilityLimits } from "../auction/ranking-rules.ts";

/** What happened on the wire of one auction. Times: microseconds since its search arrived. */
export type RecordedEvent =
  | {
      readonly kind: "bid";
      readonly atUs: number;
      readonly bidder: string;
      readonly instance: string;
      /** The message as it came, whatever it is. */
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: "hedged";
      readonly atUs: number;
      readonly bidder: string;
      readonly instance: string;
    }
  | { readonly kind: "hedge-lost"; readonly atUs: number; readonly bidder: string }
  | {
      readonly kind: "lost";
      readonly atUs: number;
      readonly bidder: string;
      readonly reason: string | null;
    }
  | { readonly kind: "no-subscribers"; readonly atUs: number }
  | { readonly kind: "cancelled"; readonly atUs: number };

/** Who was called, as the roster knew them. */
export interface RecordedExpectation {
  readonly expected: readonly string[];
  readonly skipped: readonly string[];
  readonly required: readonly string[];
  readonly absent: readonly string[];
  /** Milliseconds after the call; only of bidders that might be hedged. */
  readonly hedgeAfterMs: readonly (readonly [bidder: string, ms: number])[];
}

/** The bids of an earlier search that were shown in the place of a required bidder's. */
export interface RecordedFallback {
  readonly bidder: string;
  /** The age that was shown with them. */
  readonly ageMs: number;
  /** As fallback stores keep them (proto/codec/fallback-record.ts). */
  readonly record: Uint8Array;
}

export interface RecordedAuction {
  /** The public id of the search: the one in logs, traces and the API. */
  readonly searchId: string;
  /** The id on the wire, which the bids have: without it no bid can be read (AuctionRequest). */
  readonly auctionId: string;
  /** Which gateway ran it. */
  readonly gateway: string;
  /** Unix milliseconds: when the search arrived. */
  readonly wallMs: number;
  readonly search: FlightSearch;
  readonly objective: Objective;
  readonly rates: Rates;
  readonly grace: Grace;
  readonly plausibility: PlausibilityLimits | null;
  readonly markUp: readonly AppliedRule[];
  readonly disabledSellers: readonly string[];
  readonly disabled: readonly string[];
  readonly tooFar: readonly FarBidder[];
  /** The arm of an experiment that it belongs to; null: none. */
  readonly arm: string | null;
  readonly expectation: RecordedExpectation;
  readonly calledAtUs: number;
  /** In the order in which they happened, those after the end too. */
  readonly events: readonly RecordedEvent[];
  readonly endedBy: EndedBy;
  readonly endedAtUs: number;
  /** Until when late bids were recorded. */
  readonly heardUntilUs: number;
  /** Bidders that were out when it ended were not told to stop, so that they answered in full. */
  readonly lateWanted: boolean;
  /**
   * It was drawn when it began, and is recorded whatever its end. Another one is there because it
   * was partial or slow: such auctions say nothing of the others.
   */
  readonly sampled: boolean;
  /** In the order in which they were ranked. A record of an older version has none. */
  readonly fallbacks: readonly RecordedFallback[];
  readonly bidders: readonly BidderReport[];
  /** The result as it was sent, encoded without ids of offers; null where it is not kept. */
  readonly result: Uint8Array | null;
}
