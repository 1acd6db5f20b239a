/**
 * The inbox of a gateway: one subscription for all its auctions, and a map from auction to listener.
 * Bids for an auction that has ended go to the ledger. The sender of a bid is the one that its
 * subject names: the broker guarantees it (A4).
 */
import type { Msg, NatsConnection, Subscription } from "nats";
import { subscribe } from "../../common/runtime/connect.ts";
import { OpenMap } from "../../common/runtime/open-map.ts";
import { inboxWildcard, parseInboxSubject } from "../../proto/subjects.ts";
import type { BidListener } from "../auction/ports.ts";

const NO_RESPONDERS = 503;

export interface InboxHooks {
  /** A bid for an auction that is not open. */
  ended(auctionId: string, bidder: string, instance: string, bytes: Uint8Array): void;
  fault(subject: string, error: unknown): void;
}

export class Inbox {
  readonly #connection: NatsConnection;
  readonly #subject: string;
  readonly #hooks: InboxHooks;
  readonly #open = new OpenMap<string, BidListener>();
  #subscription: Subscription | undefined;

  constructor(connection: NatsConnection, gateway: string, hooks: InboxHooks) {
    this.#connection = connection;
    this.#subject = inboxWildcard(gateway);
    this.#hooks = hooks;
  }

  /** Subscribes. Must be called before the first auction. */
  start(): void {
    this.#subscription = subscribe(this.#connection, this.#subject, {
      take: (message) => this.#receive(message),
      fault: this.#hooks.fault,
    });
  }

  listen(auctionId: string, listener: BidListener): void {
    this.#open.set(auctionId, listener);
  }

  release(auctionId: string): void {
    this.#open.delete(auctionId);
  }

  /** Informs every open auction that the last instance of a bidder is lost. */
  lost(bidder: string): void {
    for (const listener of this.#open.values()) listener.lost(bidder);
  }

  stop(): void {
    this.#subscription?.unsubscribe();
  }

  #receive(message: Msg): void {
    const to = parseInboxSubject(message.subject);
    if (to === undefined) return;
    const listener = this.#open.get(to.searchId);
    if (to.kind !== undefined && to.instance !== undefined) {
      if (listener === undefined)
        this.#hooks.ended(to.searchId, to.kind, to.instance, message.data);
      else listener.bid(to.kind, to.instance, message.data);
    } else if (message.headers?.code === NO_RESPONDERS) {
      // Only the broker can publish to a bare inbox. Its subject says which call reached no
      // subscriber.
      if (to.hedgeOf === undefined) listener?.noSubscribers();
      else listener?.hedgeLost(to.hedgeOf);
    }
  }
}
