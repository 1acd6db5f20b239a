/** What is written down while a cluster is tested: each request with its answer, and each bid. */
import type { SearchResult } from "../../proto/messages.ts";

export type ShownResult = SearchResult;

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
  /** The gateway's URL; absent over NATS, where any gateway takes the search. */
  readonly at?: string;
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
  /** The gateway that wrote it, and when, by the wall clock. */
  readonly gateway: string;
  readonly time: number;
}

/** What another gateway says of a search after the one that ran it was killed. */
export interface KeptRecord {
  /** As its caller had it. */
  readonly result: SearchResult;
  readonly status: number;
  /** Undefined where there was none. */
  readonly view: SearchResult | undefined;
  /** Of its first offer; undefined where it has none. */
  readonly offerStatus: number | undefined;
}

/** Wall clock, in milliseconds. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A bid as it passed on the wire. */
export interface BidRecord {
  readonly auctionId: string;
  /** The gateway that it was sent to. */
  readonly gateway: string;
  readonly kind: string;
  readonly atMs: number;
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
  readonly killed: readonly Span[];
  /** Every bid that was seen, in the order of time. */
  readonly wire: readonly BidRecord[];
  /** From the kill to the end of what it had under way. */
  readonly killedGateways: readonly (Span & { readonly gateway: string })[];
  /** From when no gateway knew the kind any more, until it was let in again. */
  readonly revoked: readonly (Span & { readonly kind: string })[];
  readonly kept: readonly KeptRecord[];
}
