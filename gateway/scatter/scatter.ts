/**
 * Scatter over NATS: one publish reaches every bidder of the market; bids come to the inbox; an end
 * is published to all.
 */
import type { NatsConnection } from "nats";
import type { Clock } from "../../common/runtime/clock.ts";
import { encodeCall, encodeCancel } from "../../proto/codec.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { CallForBids, FlightSearch } from "../../proto/messages.ts";
import {
  CANCEL_SUBJECT,
  callSubject,
  directSubject,
  hedgeInboxSubject,
  inboxSubject,
} from "../../proto/subjects.ts";
import type { BidListener, Call, Expectation, Order, Scatter } from "../auction/ports.ts";
import type { Inbox } from "./inbox.ts";
import { type ConnectionHistory, noResponders } from "./no-responders.ts";
import { type Hedge, type LateAnswer, Lessons } from "./outcome-learning.ts";
import type { Roster } from "./roster.ts";
import { BrokerWatch } from "./stall-detector.ts";

export interface ScatterParts {
  readonly connection: NatsConnection;
  readonly gateway: string;
  readonly inbox: Inbox;
  readonly roster: Roster;
  readonly clock: Clock;
  readonly connected: () => boolean;
  readonly history: ConnectionHistory;
  readonly onHedge: (
    order: Pick<Order, "searchId" | "auctionId">,
    bidder: string,
    instance: string,
  ) => void;
  /** A hedge reached no subscriber. */
  readonly onHedgeLost: (
    order: Pick<Order, "searchId" | "auctionId">,
    bidder: string,
    instance: string,
  ) => void;
}

export class NatsScatter implements Scatter {
  readonly #parts: ScatterParts;
  /**
   * Send times run with the steady clock: bidders look at their differences, which a step of the
   * wall clock would spoil.
   */
  readonly #epochAtZero: number;
  readonly #watch: BrokerWatch;
  readonly #lessons: Lessons;

  constructor(parts: ScatterParts) {
    this.#parts = parts;
    this.#epochAtZero = parts.clock.wall() - parts.clock.now();
    const { connection, clock, roster } = parts;
    const isOver = () => connection.isClosed() || connection.isDraining();
    this.#watch = new BrokerWatch(clock, () => (isOver() ? undefined : connection.flush()));
    this.#lessons = new Lessons(
      (bidder) => roster.client(bidder),
      (since, judged) => this.#watch.judge(since, judged),
    );
  }

  expectation(search: FlightSearch): Expectation {
    return this.#parts.roster.expectation(search);
  }

  call(order: Order, expectation: Expectation, budgetMs: number, listener: BidListener): Call {
    const { connection, gateway, inbox, roster, clock, connected, history, onHedgeLost } =
      this.#parts;
    // A client that is reconnecting would keep the call and send it when its budget is long spent:
    // say so now instead (A10).
    if (!connected()) {
      for (const bidder of expectation.trials) roster.client(bidder)?.observe("neutral", true);
      throw new AuctionError(
        "no-broker",
        "the gateway has no connection to its broker; it keeps trying",
      );
    }
    const { auctionId, search } = order;
    const market = search.slices[0] as FlightSearch["slices"][number];
    const reply = inboxSubject(gateway, auctionId);
    const calledAt = clock.now();
    const hedges = new Map<string, Hedge[]>();
    let bidHeard = false;
    const known = [...expectation.expected, ...expectation.skipped];
    inbox.listen(auctionId, {
      ...listener,
      bid(bidder, instance, bytes) {
        bidHeard = true;
        roster.client(bidder)?.heard(instance);
        listener.bid(bidder, instance, bytes);
      },
      nobodyListens() {
        const { brokerLeaves, isFresh } = history;
        const meaning = noResponders({
          bidHeard,
          known,
          awaited: roster.awaited,
          brokerLeaves,
          isFresh,
        });
        if (meaning === "no-bidders") listener.nobodyListens();
        else if (meaning !== "ignore") {
          for (const bidder of expectation.trials) roster.client(bidder)?.observe("neutral", true);
          listener.unreachable(meaning);
        }
      },
      hedgeLost(bidder) {
        // It is no hedge any more: if its instance answers, that holds the first call.
        const hedge = hedges.get(bidder)?.pop();
        if (hedge === undefined) return;
        roster.client(bidder)?.hedgeLost(hedge.instance, !hedge.replaces);
        onHedgeLost(order, bidder, hedge.instance);
        listener.hedgeLost(bidder);
      },
    });
    try {
      connection.publish(
        callSubject(market.origin, market.destination),
        encodeCall(this.#call(order, budgetMs)),
        { reply },
      );
    } catch (thrown) {
      inbox.release(auctionId);
      for (const bidder of expectation.trials) roster.client(bidder)?.observe("neutral", true);
      throw AuctionError.from(thrown, "no-broker");
    }
    for (const bidder of known) roster.client(bidder)?.called();
    const watch = this.#watch;
    watch.opened();

    return {
      hedge: (bidder, holder, left) => {
        const client = roster.client(bidder);
        const replaces = holder === null && client?.someoneUnheard === true;
        // A stall of the broker's is not worked around by one more call through it.
        const instance =
          connected() && !watch.stalledNow ? (client?.takeHedge(holder, market) ?? null) : null;
        if (instance === null) return null;
        const reply = hedgeInboxSubject(gateway, auctionId, bidder);
        connection.publish(directSubject(bidder, instance), encodeCall(this.#call(order, left)), {
          reply,
        });
        const hedge = { instance, afterMs: clock.now() - order.arrivedAt, replaces };
        hedges.set(bidder, [...(hedges.get(bidder) ?? []), hedge]);
        this.#parts.onHedge(order, bidder, instance);
        return instance;
      },
      end(outstanding) {
        watch.closed();
        if (outstanding && connected()) connection.publish(CANCEL_SUBJECT, encodeCancel(auctionId));
      },
      release: () => inbox.release(auctionId),
      learn: (endedBy, reports) =>
        this.#lessons.learn({
          expectation,
          endedBy,
          reports,
          arrivedAt: order.arrivedAt,
          calledAt,
          hedges,
        }),
    };
  }

  /**
   * A bid that came after its auction had ended is history too: without it the learned latencies
   * would be those of the punctual.
   */
  learnLate(answer: LateAnswer): void {
    this.#lessons.learnLate(answer);
  }

  #call({ auctionId, search, objective, rates }: Order, budgetMs: number): CallForBids {
    const { gateway, clock } = this.#parts;
    return {
      searchId: auctionId,
      gateway,
      search,
      budgetMs,
      sentAtMs: this.#epochAtZero + clock.now(),
      objective,
      rates,
    };
  }
}
