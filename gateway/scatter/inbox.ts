/**
 * The inbox of a gateway: one subscription for all its auctions. Each has a reply subject below it,
 * and bids for an auction that has ended go to the ledger. The sender of a bid is the one that its
 * subject names: the broker guarantees it (A4).
 */
import type { Msg, NatsConnection, Subscription } from "nats";
import { subscribe } from "../../common/runtime/connect.ts";
import {
  type InboxAddress,
  inboxWildcard,
  isPriceToken,
  NO_RESPONDERS,
  parseInboxSubject,
} from "../../proto/subjects.ts";
import type { BidListener } from "../auction/ports.ts";
import { randomId } from "../runtime/random-id.ts";
import { type EndedAuctions, OpenAuctions } from "./open-auctions.ts";

interface InboxHooks extends EndedAuctions {
  fault(subject: string, error: unknown): void;
}

/** Receives the answer to one price request. */
export interface PriceListener {
  /** The kind that was asked: what any other sends to the request's inbox is ignored (A4). */
  readonly bidder: string;
  answer(instance: string, bytes: Uint8Array): void;
  /** No instance of the kind is subscribed. */
  noSubscribers(): void;
  /** The last live instance of the kind is lost. */
  lost(): void;
}

export class Inbox {
  readonly #connection: NatsConnection;
  readonly #subject: string;
  readonly #auctions: OpenAuctions;
  /** Keyed by token. Bounded by those who ask: price-requests.ts. */
  readonly #prices = new Map<string, PriceListener>();
  #subscription: Subscription | undefined;

  constructor(connection: NatsConnection, gateway: string) {
    this.#connection = connection;
    this.#subject = inboxWildcard(gateway);
    this.#auctions = new OpenAuctions(randomId());
  }

  /**
   * Subscribes. Must be called before the first auction. `hooks` get what comes for auctions that
   * have ended, and the faults of this process.
   */
  start(hooks: InboxHooks): void {
    this.#subscription = subscribe(this.#connection, this.#subject, {
      take: (message) => this.#receive(message, hooks),
      fault: hooks.fault,
    });
  }

  /** Returns the token of the auction's reply subject. */
  listen(auctionId: string, listener: BidListener): string {
    return this.#auctions.open(auctionId, listener);
  }

  /** `isFinished`: no message is on its way for it. */
  release(token: string, isFinished: boolean): void {
    this.#auctions.close(token, isFinished);
  }

  /** `token`: of a price request (`priceToken`). */
  listenForPrice(token: string, listener: PriceListener): void {
    this.#prices.set(token, listener);
  }

  releasePrice(token: string): void {
    this.#prices.delete(token);
  }

  /** Informs every open auction and price request that the last instance of a bidder is lost. */
  lost(bidder: string): void {
    for (const listener of [...this.#prices.values()])
      if (listener.bidder === bidder) listener.lost();
    for (const listener of this.#auctions.listeners()) listener.lost(bidder);
  }

  stop(): void {
    this.#subscription?.unsubscribe();
  }

  #receive(message: Msg, ended: EndedAuctions): void {
    const to = parseInboxSubject(message.subject);
    if (to === undefined) return;
    if (isPriceToken(to.token)) this.#receivePrice(to, message);
    else if (to.kind !== undefined && to.instance !== undefined)
      this.#auctions.deliver(to.token, to.kind, to.instance, message.data, ended);
    else if (message.headers?.code === NO_RESPONDERS) {
      const listener = this.#auctions.listener(to.token);
      // Only the broker can publish to a bare inbox. Its subject says which call reached no
      // subscriber.
      if (to.hedgeOf === undefined) listener?.noSubscribers();
      else listener?.hedgeLost(to.hedgeOf);
    }
  }

  #receivePrice({ token, kind, instance }: InboxAddress, { headers, data }: Msg): void {
    const listener = this.#prices.get(token);
    if (kind === undefined || instance === undefined) {
      if (headers?.code === NO_RESPONDERS) listener?.noSubscribers();
    } else if (listener?.bidder === kind) listener.answer(instance, data);
  }
}
