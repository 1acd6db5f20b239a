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
  /** How each bidder ended: its outcome first, as in `answered 12 ms`. */
  readonly bidders: Readonly<Record<string, string>>;
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

export const overlaps = (one: Span, other: Span): boolean =>
  one.fromMs <= other.toMs && one.toMs >= other.fromMs;

/** Those that are there again, each as often as it is there again. */
export function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.has(id) || !seen.add(id));
}

/** The first call of an auction on the wire, to a market or to one instance: it has opened. */
export interface CallRecord {
  readonly auctionId: string;
  /** The gateway that asks for bids. */
  readonly gateway: string;
  readonly atMs: number;
}

/** A bid as it passed on the wire; each one once, however many observers saw it. */
export interface BidRecord extends CallRecord {
  readonly kind: string;
  readonly instance: string;
  readonly sequence: number;
  readonly final: boolean;
  /** How many offers it carries. */
  readonly rows: number;
}

/** What a gateway's metric says at the end, which should be 0. */
export interface LeftOpen {
  readonly gateway: string;
  readonly metric: string;
  /** NaN where the gateway does not say. */
  readonly count: number;
}

/** A part that is broken: killed, frozen or cut off. Gateways that are rolled are not. */
export interface BrokenSpan extends Span {
  readonly part: "broker" | "gateway";
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
  /** When an observer was cut off from its broker: it may have missed what passed there. */
  readonly cuts: readonly Span[];
  /** When a broker or a gateway was killed, frozen or cut off, until all was whole again. */
  readonly broken: readonly BrokenSpan[];
  /** The first call of each auction that was seen on the wire. */
  readonly calls: ReadonlyMap<string, CallRecord>;
  /** Every bid that was seen, in the order of time. */
  readonly wire: readonly BidRecord[];
  /** What gateways had under way when every caller had its answer; empty where it was nothing. */
  readonly leftOpen: readonly LeftOpen[];
  /** From the kill to the end of what it had under way. */
  readonly killedGateways: readonly (Span & { readonly gateway: string })[];
  /** From when no gateway knew the kind any more, until it was let in again. */
  readonly revoked: readonly (Span & { readonly kind: string })[];
  readonly kept: readonly KeptRecord[];
}
