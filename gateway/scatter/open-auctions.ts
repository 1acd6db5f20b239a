/**
 * The auctions that are open, by the token of their reply subject, and which token the next one
 * gets.
 *
 * A broker that has seen a subject knows who may publish to it and who is subscribed. With a new
 * subject for each auction it finds that out for each bid: 24 µs of its processor time an auction
 * with three bidders, two fifths of all that it needs. So a token is used again where that is safe.
 *
 * REPLY-1 A token stands for one open auction at a time, and is not an auction's id.
 * REPLY-2 A token is used again only after an auction of which all known bidders have finished, and
 *    in which nothing was hedged: the broker has delivered the call, so its 503 cannot come any more.
 *    The token of any other auction is never used again.
 * REPLY-3 A bidder that the roster did not know may still owe its bid. So on a token that was used
 *    before, a bid counts for the auction that it names. It is never read for that beyond its first
 *    field, where encoders write the id: the bounds of what is read come later (A6).
 * REPLY-4 Who cannot read a call knows the token only, and names it as the id. Such an answer
 *    counts for the auction that has the token, if it is a failure.
 */
import { LRUCache } from "lru-cache";
import { OpenMap } from "../../common/runtime/open-map.ts";
import { beginsWithId, bidId, decodeBid, encodeBid } from "../../proto/codec/index.ts";
import type { BidListener } from "../auction/ports.ts";

/** A6: tokens that wait to be used again. More auctions than this are seldom open at once. */
const FREE_TOKENS_MAX = 1_024;
/** A6: tokens of auctions that were not finished, for late messages that are not bids. */
const RETIRED_TOKENS_MAX = 8_192;
/** A failure has no offers, and its reason at most 200 characters. */
const FAILURE_BYTES_MAX = 1_024;
/**
 * The length of a random prefix. It keeps what is late for an earlier process of the same name from
 * auctions of this one.
 */
const PREFIX_LENGTH = 6;

interface OpenAuction {
  readonly auctionId: string;
  readonly listener: BidListener;
  /** Its token was that of another auction before. */
  readonly isReused: boolean;
}

/** Receives messages for auctions that have ended, and counts unknown ids. */
export interface EndedAuctions {
  enter(auctionId: string, bidder: string, instance: string, bytes: Uint8Array): void;
}

export class OpenAuctions {
  readonly #open = new OpenMap<string, OpenAuction>();
  /**
   * The one that was freed last is used first: the fewer subjects, the better the broker knows
   * them.
   */
  readonly #free: string[] = [];
  /** Auction ids by token. */
  readonly #retired = new LRUCache<string, string>({ max: RETIRED_TOKENS_MAX });
  readonly #prefix: string;
  #made = 0;

  /** `randomId`: of at least six characters, another one for each process. */
  constructor(randomId: string) {
    this.#prefix = randomId.slice(0, PREFIX_LENGTH);
  }

  /** Returns the token of the auction's reply subject. */
  open(auctionId: string, listener: BidListener): string {
    const free = this.#free.pop();
    const token = free ?? `${this.#prefix}${(this.#made++).toString(36)}`;
    this.#open.set(token, { auctionId, listener, isReused: free !== undefined });
    return token;
  }

  /** `isFinished`: no message is on its way for it (REPLY-2). */
  close(token: string, isFinished: boolean): void {
    const auction = this.#open.get(token);
    if (auction === undefined) return;
    this.#open.delete(token);
    if (!isFinished) this.#retired.set(token, auction.auctionId);
    else if (this.#free.length < FREE_TOKENS_MAX) this.#free.push(token);
  }

  listener(token: string): BidListener | undefined {
    return this.#open.get(token)?.listener;
  }

  listeners(): BidListener[] {
    return [...this.#open.values()].map(({ listener }) => listener);
  }

  /** Passes on what a bidder has sent to a reply subject: to its auction, or to the ended ones. */
  deliver(
    token: string,
    bidder: string,
    instance: string,
    bytes: Uint8Array,
    ended: EndedAuctions,
  ): void {
    const auction = this.#open.get(token);
    if (auction !== undefined && beginsWithId(auction.auctionId, bytes)) {
      auction.listener.bid(bidder, instance, bytes);
      return;
    }
    const id = bidId(bytes);
    if (auction === undefined)
      ended.enter(this.#retired.get(token) ?? id ?? token, bidder, instance, bytes);
    else if (id === token)
      auction.listener.bid(bidder, instance, failureOf(auction.auctionId, token, bytes));
    else if (!auction.isReused || id === undefined) auction.listener.bid(bidder, instance, bytes);
    else ended.enter(id, bidder, instance, bytes);
  }
}

/** The same failure for the auction (REPLY-4); the bytes as they are where they are none. */
function failureOf(auctionId: string, token: string, bytes: Uint8Array): Uint8Array {
  if (bytes.length > FAILURE_BYTES_MAX) return bytes;
  try {
    const bid = decodeBid(bytes);
    return bid.status === "failed" && bid.searchId === token
      ? encodeBid({ ...bid, searchId: auctionId })
      : bytes;
  } catch {
    return bytes;
  }
}
