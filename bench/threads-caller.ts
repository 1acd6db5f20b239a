/**
 * The gateway's side of one bidder instance, without a gateway: calls go to that instance alone,
 * and are over with its final bid.
 */
import type { NatsConnection } from "nats";
import { subscribe } from "../common/runtime/connect.ts";
import { decodeBid, encodeCall, encodeCancel } from "../proto/codec/index.ts";
import type { Bid, CallForBids, FlightSearch, Rates } from "../proto/messages.ts";
import {
  CANCEL_SUBJECT,
  directSubject,
  inboxSubject,
  inboxWildcard,
  parseInboxSubject,
} from "../proto/subjects.ts";

const GATEWAY = "bench";

interface PublishedCall {
  readonly searchId: string;
  /** Resolves with the final bid. */
  readonly final: Promise<Bid>;
}

export class BidderCaller {
  readonly #connection: NatsConnection;
  readonly #rates: Rates;
  readonly #budgetMs: number;
  readonly #open = new Map<string, (bid: Bid) => void>();
  #searches = 0;

  /** `fault` receives errors that can only be mistakes of this program. */
  constructor(
    connection: NatsConnection,
    rates: Rates,
    budgetMs: number,
    fault: (error: unknown) => void,
  ) {
    this.#connection = connection;
    this.#rates = rates;
    this.#budgetMs = budgetMs;
    subscribe(connection, inboxWildcard(GATEWAY), {
      take: ({ subject, data }) =>
        this.#take(parseInboxSubject(subject)?.token ?? "", decodeBid(data)),
      fault: (_, error) => fault(error),
    });
  }

  ask(instance: string, search: FlightSearch): PublishedCall {
    this.#searches++;
    const searchId = `s${this.#searches}`;
    const { promise: final, resolve } = Promise.withResolvers<Bid>();
    this.#open.set(searchId, resolve);
    const call: CallForBids = {
      searchId,
      gateway: GATEWAY,
      search,
      budgetMs: this.#budgetMs,
      sentAtMs: performance.timeOrigin + performance.now(),
      objective: { valuePerHour: 2_000, penaltyPerStop: 3_000 },
      rates: this.#rates,
    };
    this.#connection.publish(directSubject("stops", instance), encodeCall(call), {
      reply: inboxSubject(GATEWAY, searchId),
    });
    return { searchId, final };
  }

  cancel(searchId: string): void {
    this.#connection.publish(CANCEL_SUBJECT, encodeCancel(searchId));
  }

  #take(searchId: string, bid: Bid): void {
    if (!bid.final) return;
    this.#open.get(searchId)?.(bid);
    this.#open.delete(searchId);
  }
}
