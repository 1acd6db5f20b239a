/** What is written down while a cluster is tested: each request with its answer, and each bid. */
import type { SearchResult } from "../../proto/messages.ts";

export type Door = "http" | "nats";

/** How a request ended for its caller. */
export type Answer =
  | { readonly kind: "result"; readonly result: SearchResult }
  /** A clear error: the gateway's own, or the client library's. */
  | { readonly kind: "error"; readonly code: string }
  /** The connection was refused, or ended, before an answer: the caller knows at once. */
  | { readonly kind: "disconnected"; readonly why: string }
  /** Nothing came for as long as any caller waits: a silent loss. */
  | { readonly kind: "silent" };

export interface RequestRecord {
  readonly door: Door;
  /** Wall clock, in milliseconds. */
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
  readonly answer: Answer;
}

/** An auction as a gateway's log has it. */
export interface AuctionLine {
  readonly searchId: string;
  readonly auctionId: string;
  readonly door: Door;
  readonly endedBy: string;
  readonly partial: boolean;
}

/** What is compared between an offer that was bid and one that was shown. */
interface OfferFacts {
  readonly bidder: string;
  readonly seller: string;
  readonly itinerary: string;
  /** In the seller's currency, minor units. */
  readonly amount: number;
  readonly currency: string;
}

export const offerKey = ({ bidder, seller, itinerary, amount, currency }: OfferFacts): string =>
  [bidder, seller, itinerary, amount, currency].join(" ");

export interface Books {
  readonly requests: readonly RequestRecord[];
  readonly lines: readonly AuctionLine[];
  /** The keys of all offers that were seen on the wire, by auction. */
  readonly bids: ReadonlyMap<string, ReadonlySet<string>>;
  /** When a broker was killed: what was on its way to the observers may be lost with it. */
  readonly killed: readonly { readonly fromMs: number; readonly toMs: number }[];
}
