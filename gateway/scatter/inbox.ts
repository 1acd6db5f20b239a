/**
 * The one inbox of a gateway: a single subscription for all its auctions, and a map from auction to
 * listener. What comes for an auction that has ended goes to the ledger. Who a bid is from is read
 * off its subject, which the broker vouches for (A4).
 */
import type { Msg, NatsConnection, Subscription } from "nats";
import { subscribe } from "../../common/runtime/connect.ts";
import { inboxWildcard, parseInboxSubject } from "../../proto/subjects.ts";
import type { BidListener } from "../auction/ports.ts";

const NO_RESPONDERS = 503;

export interface InboxHooks {
  /** A bid for an auction that is not open (any more). */
  ended(auctionId: string, bidder: string, instance: string, bytes: Uint8Array): void;
  fault(subject: string, error: unknown): void;
}

export class Inbox {
  readonly #listeners = new Map<string, BidListener>();
  readonly #subscription: Subscription;
  readonly #onEnded: InboxHooks["ended"];

  constructor(connection: NatsConnection, gateway: string, hooks: InboxHooks) {
    this.#onEnded = hooks.ended;
    this.#subscription = subscribe(connection, inboxWildcard(gateway), {
      take: (message) => this.#take(message),
      fault: hooks.fault,
    });
  }

  listen(auctionId: string, listener: BidListener): void {
    this.#listeners.set(auctionId, listener);
  }

  release(auctionId: string): void {
    this.#listeners.delete(auctionId);
  }

  /** Tells every open auction that a bidder's last instance is lost. */
  lost(bidder: string): void {
    for (const listener of this.#listeners.values()) listener.lost(bidder);
  }

  close(): void {
    this.#subscription.unsubscribe();
  }

  #take(message: Msg): void {
    const to = parseInboxSubject(message.subject);
    if (to === undefined) return;
    const listener = this.#listeners.get(to.searchId);
    if (to.kind !== undefined && to.instance !== undefined) {
      if (listener === undefined) this.#onEnded(to.searchId, to.kind, to.instance, message.data);
      else listener.bid(to.kind, to.instance, message.data);
    } else if (message.headers?.code === NO_RESPONDERS) {
      // Only the broker may publish to a bare inbox, so its subject says which call reached no
      // subscriber.
      if (to.hedgeOf === undefined) listener?.noSubscribers();
      else listener?.hedgeLost(to.hedgeOf);
    }
  }
}
