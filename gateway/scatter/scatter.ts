/** Scatter over NATS: one publish reaches every bidder of the market; bids come to the inbox; an end is published to all. */
import type { NatsConnection } from "nats";
import { encodeCall, encodeCancel } from "../../proto/codec.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { CANCEL_SUBJECT, callSubject, inboxSubject } from "../../proto/subjects.ts";
import type { Clock } from "../auction/clock.ts";
import type { BidListener, Call, Order, Scatter } from "../auction/run.ts";
import type { Inbox } from "./inbox.ts";
import type { Roster } from "./roster.ts";

export class NatsScatter implements Scatter {
  readonly #connection: NatsConnection;
  readonly #gateway: string;
  readonly #inbox: Inbox;
  readonly #roster: Roster;
  readonly #clock: Clock;
  readonly #connected: () => boolean;
  /** Send times run with the steady clock: bidders look at their differences, which a step of the wall clock would spoil. */
  readonly #epochAtZero: number;

  constructor(ports: {
    connection: NatsConnection;
    gateway: string;
    inbox: Inbox;
    roster: Roster;
    clock: Clock;
    connected: () => boolean;
  }) {
    this.#connection = ports.connection;
    this.#gateway = ports.gateway;
    this.#inbox = ports.inbox;
    this.#roster = ports.roster;
    this.#clock = ports.clock;
    this.#connected = ports.connected;
    this.#epochAtZero = ports.clock.wall() - ports.clock.now();
  }

  expectation(search: FlightSearch) {
    return this.#roster.expectation(search);
  }

  call(order: Order, budgetMs: number, listener: BidListener): Call {
    // A client that is reconnecting would keep the call and send it when its budget is long spent: say so now instead (A10).
    if (!this.#connected()) throw new AuctionError("no-broker", "the gateway has no connection to its broker; it keeps trying");
    const { searchId, search, objective, rates } = order;
    const market = search.slices[0] as FlightSearch["slices"][number];
    const sentAtMs = this.#epochAtZero + this.#clock.now();
    const call = encodeCall({ searchId, gateway: this.#gateway, search, budgetMs, sentAtMs, objective, rates });
    const calledAt = this.#clock.now();
    this.#inbox.listen(searchId, {
      ...listener,
      bid: (bidder, instance, bytes) => {
        this.#roster.client(bidder)?.answered(instance, this.#clock.now() - calledAt);
        listener.bid(bidder, instance, bytes);
      },
    });
    try {
      this.#connection.publish(callSubject(market.origin, market.destination), call, { reply: inboxSubject(this.#gateway, searchId) });
    } catch (thrown) {
      this.#inbox.release(searchId);
      throw AuctionError.from(thrown, "no-broker");
    }
    return { end: (outstanding) => this.#end(searchId, outstanding) };
  }

  #end(searchId: string, outstanding: boolean): void {
    this.#inbox.release(searchId);
    if (outstanding && this.#connected()) this.#connection.publish(CANCEL_SUBJECT, encodeCancel(searchId));
  }
}
