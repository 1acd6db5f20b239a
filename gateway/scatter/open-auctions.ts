/**
 * The auctions that are open, by the token of their reply subject, and which token the next one
 * gets.
 *
 * A broker that has seen a subject knows who may publish to it and who is subscribed. With a new
 * subject for each auction it finds that out for each bid: 24 µs of its processor time an auction
 * with three bidders, two fifths of all that it needs. So a token is used again where that is safe.
 *
 * REPLY-1 A token stands for one open auction at a time.
 * REPLY-2 A token is used again only after an auction for which no message is on its way: all bidders
 *    have finished, nothing was hedged, and the broker has delivered the call. So what comes for the
 *    next auction is not for this one, be it a bid, bytes that are no bid, or the broker's 503. The
 *    token of any other auction is never used again.
 * REPLY-3 A bidder may still send what nobody expects. On a token that was used before, a bid that
 *    names another auction counts for that one, if the ledger knows it, and as a false bid if not.
 *
 * An auction that gets no used token has its own id as its token: so a late message is entered for
 * its auction also where its bytes are no bid.
 */
import { LRUCache } from "lru-cache";
import { OpenMap } from "../../common/runtime/open-map.ts";
import { decodeBid, encodeBid, isBidOf } from "../../proto/codec/index.ts";
import type { Bid } from "../../proto/messages.ts";
import type { BidListener } from "../auction/ports.ts";

/** A6: tokens that wait to be used again. More auctions than this are seldom open at once. */
const FREE_TOKENS_MAX = 1_024;
/** A6: used tokens of auctions that were not finished, for late messages that are no bids. */
const RETIRED_TOKENS_MAX = 4_096;

interface OpenAuction {
  readonly auctionId: string;
  readonly listener: BidListener;
  /** Its token was that of another auction before. */
  readonly isReused: boolean;
}

/** Where messages for auctions go that have ended. */
export interface EndedAuctions {
  isKnown(auctionId: string): boolean;
  enter(auctionId: string, bidder: string, instance: string, bytes: Uint8Array): void;
}

export class OpenAuctions {
  readonly #open = new OpenMap<string, OpenAuction>();
  /** The one that was freed last is used first: the fewer subjects, the better the broker knows them. */
  readonly #free: string[] = [];
  /** Auction ids by token, where the two differ. */
  readonly #retired = new LRUCache<string, string>({ max: RETIRED_TOKENS_MAX });
  readonly #ended: EndedAuctions;

  constructor(ended: EndedAuctions) {
    this.#ended = ended;
  }

  /** Returns the token of the auction's reply subject. */
  open(auctionId: string, listener: BidListener): string {
    const free = this.#free.pop();
    const token = free ?? auctionId;
    this.#open.set(token, { auctionId, listener, isReused: free !== undefined });
    return token;
  }

  /** `isFinished`: no message is on its way for it (REPLY-2). */
  close(token: string, isFinished: boolean): void {
    const auction = this.#open.get(token);
    if (auction === undefined) return;
    this.#open.delete(token);
    if (!isFinished) {
      if (auction.isReused) this.#retired.set(token, auction.auctionId);
    } else if (this.#free.length < FREE_TOKENS_MAX) this.#free.push(token);
  }

  listener(token: string): BidListener | undefined {
    return this.#open.get(token)?.listener;
  }

  listeners(): BidListener[] {
    return [...this.#open.values()].map(({ listener }) => listener);
  }

  /** Passes on what a bidder has sent to a reply subject. */
  deliver(token: string, bidder: string, instance: string, bytes: Uint8Array): void {
    const auction = this.#open.get(token);
    if (auction === undefined)
      this.#ended.enter(this.#endedId(token, bytes), bidder, instance, bytes);
    else if (!auction.isReused || isBidOf(auction.auctionId, bytes))
      auction.listener.bid(bidder, instance, bytes);
    else this.#deliverOther(token, auction, bidder, instance, bytes);
  }

  /** Bytes that are no bid of the auction which has this used token now. */
  #deliverOther(
    token: string,
    { auctionId, listener }: OpenAuction,
    bidder: string,
    instance: string,
    bytes: Uint8Array,
  ): void {
    const bid = readable(bytes);
    // Who cannot read the call knows no other id.
    if (bid?.searchId === token)
      listener.bid(bidder, instance, encodeBid({ ...bid, searchId: auctionId }));
    else if (bid !== undefined && this.#ended.isKnown(bid.searchId))
      this.#ended.enter(bid.searchId, bidder, instance, bytes);
    else listener.bid(bidder, instance, bytes);
  }

  #endedId(token: string, bytes: Uint8Array): string {
    const retired = this.#retired.get(token);
    if (retired !== undefined) return retired;
    return this.#free.includes(token) ? (readable(bytes)?.searchId ?? token) : token;
  }
}

function readable(bytes: Uint8Array): Bid | undefined {
  try {
    return decodeBid(bytes);
  } catch {
    return undefined;
  }
}
