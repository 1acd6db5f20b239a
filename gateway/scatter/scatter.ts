/** Scatter over NATS: one publish reaches every bidder of the market; bids come to the inbox; an end is published to all. */
import type { NatsConnection } from "nats";
import { encodeCall, encodeCancel } from "../../proto/codec.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { BidderReport, CallForBids, EndedBy, FlightSearch } from "../../proto/messages.ts";
import { CANCEL_SUBJECT, callSubject, directSubject, inboxSubject } from "../../proto/subjects.ts";
import type { Clock } from "../auction/clock.ts";
import type { BidListener, Call, Expectation, Order, Scatter } from "../auction/run.ts";
import type { Inbox } from "./inbox.ts";
import type { Roster } from "./roster.ts";

export interface ScatterParts {
  readonly connection: NatsConnection;
  readonly gateway: string;
  readonly inbox: Inbox;
  readonly roster: Roster;
  readonly clock: Clock;
  readonly connected: () => boolean;
  readonly onHedge: (order: Pick<Order, "searchId" | "auctionId">, bidder: string, instance: string) => void;
}

export class NatsScatter implements Scatter {
  readonly #parts: ScatterParts;
  /** Send times run with the steady clock: bidders look at their differences, which a step of the wall clock would spoil. */
  readonly #epochAtZero: number;

  constructor(parts: ScatterParts) {
    this.#parts = parts;
    this.#epochAtZero = parts.clock.wall() - parts.clock.now();
  }

  expectation(search: FlightSearch): Expectation {
    return this.#parts.roster.expectation(search);
  }

  call(order: Order, expectation: Expectation, budgetMs: number, listener: BidListener): Call {
    const { connection, gateway, inbox, roster, clock, connected } = this.#parts;
    // A client that is reconnecting would keep the call and send it when its budget is long spent: say so now instead (A10).
    if (!connected()) {
      for (const bidder of expectation.trials) roster.client(bidder)?.observe("neutral", true);
      throw new AuctionError("no-broker", "the gateway has no connection to its broker; it keeps trying");
    }
    const { auctionId, search } = order;
    const market = search.slices[0] as FlightSearch["slices"][number];
    const reply = inboxSubject(gateway, auctionId);
    const calledAt = clock.now();
    const hedges = new Map<string, Hedge>();
    inbox.listen(auctionId, {
      ...listener,
      bid(bidder, instance, bytes) {
        roster.client(bidder)?.heard(instance);
        listener.bid(bidder, instance, bytes);
      },
    });
    try {
      connection.publish(callSubject(market.origin, market.destination), encodeCall(this.#call(order, budgetMs)), { reply });
    } catch (thrown) {
      inbox.release(auctionId);
      for (const bidder of expectation.trials) roster.client(bidder)?.observe("neutral", true);
      throw AuctionError.from(thrown, "no-broker");
    }
    for (const bidder of [...expectation.expected, ...expectation.skipped]) roster.client(bidder)?.called();

    return {
      hedge: (bidder, holder, left) => {
        const client = roster.client(bidder);
        const replaces = holder === null && client?.someoneUnheard === true;
        const instance = connected() ? (client?.takeHedge(holder, market) ?? null) : null;
        if (instance === null) return null;
        connection.publish(directSubject(bidder, instance), encodeCall(this.#call(order, left)), { reply });
        hedges.set(`${bidder} ${instance}`, { afterMs: clock.now() - order.arrivedAt, replaces });
        this.#parts.onHedge(order, bidder, instance);
        return instance;
      },
      end(outstanding) {
        if (outstanding && connected()) connection.publish(CANCEL_SUBJECT, encodeCancel(auctionId));
      },
      release: () => inbox.release(auctionId),
      learn: (endedBy, reports) => this.#learn({ expectation, endedBy, reports, calledAfterMs: calledAt - order.arrivedAt, hedges }),
    };
  }

  #call({ auctionId, search, objective, rates }: Order, budgetMs: number): CallForBids {
    const { gateway, clock } = this.#parts;
    return { searchId: auctionId, gateway, search, budgetMs, sentAtMs: this.#epochAtZero + clock.now(), objective, rates };
  }

  /** What an auction teaches of its bidders. */
  #learn({ expectation, endedBy, reports, calledAfterMs, hedges }: Lesson): void {
    for (const report of reports) {
      const client = this.#parts.roster.client(report.bidder);
      if (client === undefined) continue;
      client.observe(verdictOn(report, endedBy), expectation.trials.includes(report.bidder));
      const { bidder, outcome, instance, latencyMs } = report;
      if ((outcome === "answered" || outcome === "empty") && instance !== null && latencyMs !== null) {
        const hedge = hedges.get(`${bidder} ${instance}`);
        const tookMs = latencyMs - (hedge?.afterMs ?? calledAfterMs);
        // How long a call lay with somebody who is not heard says nothing of how long answers take: it would put off the next hedge.
        client.answered(instance, tookMs, hedge?.replaces ? tookMs : latencyMs - calledAfterMs);
      }
    }
  }
}

interface Lesson {
  readonly expectation: Expectation;
  readonly endedBy: EndedBy;
  readonly reports: readonly BidderReport[];
  /** Milliseconds that the search had waited before the call went out. */
  readonly calledAfterMs: number;
  /** By bidder and instance. */
  readonly hedges: ReadonlyMap<string, Hedge>;
}

interface Hedge {
  /** When, after the search's arrival, it went out. */
  readonly afterMs: number;
  /** In place of a call that lies with somebody who is not heard. */
  readonly replaces: boolean;
}

/** Silence counts against a bidder only when it had its whole time; a bidder that declines is honest, and proves nothing. */
function verdictOn({ outcome }: BidderReport, endedBy: EndedBy): "success" | "failure" | "neutral" {
  switch (outcome) {
    case "answered":
    case "empty":
      return "success";
    case "failed":
    case "invalid":
      return "failure";
    case "silent":
    case "late":
      return endedBy === "deadline" ? "failure" : "neutral";
    default:
      return "neutral";
  }
}
