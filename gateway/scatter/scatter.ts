/** Scatter over NATS: one publish reaches every bidder of the market; bids come to the inbox; an end is published to all. */
import type { NatsConnection } from "nats";
import { encodeCall, encodeCancel } from "../../proto/codec.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { BidderReport, CallForBids, EndedBy, FlightSearch } from "../../proto/messages.ts";
import { CANCEL_SUBJECT, callSubject, directSubject, hedgeInboxSubject, inboxSubject } from "../../proto/subjects.ts";
import type { Clock } from "../auction/clock.ts";
import type { BidListener, Call, Expectation, Order, Scatter } from "../auction/run.ts";
import type { Inbox } from "./inbox.ts";
import { type ConnectionHistory, noResponders } from "./no-responders.ts";
import type { Roster } from "./roster.ts";

export interface ScatterParts {
  readonly connection: NatsConnection;
  readonly gateway: string;
  readonly inbox: Inbox;
  readonly roster: Roster;
  readonly clock: Clock;
  readonly connected: () => boolean;
  readonly history: ConnectionHistory;
  readonly onHedge: (searchId: string, bidder: string, instance: string) => void;
  /** A hedge reached no subscriber. */
  readonly onHedgeLost: (searchId: string, bidder: string, instance: string) => void;
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
    const { connection, gateway, inbox, roster, clock, connected, history, onHedgeLost } = this.#parts;
    // A client that is reconnecting would keep the call and send it when its budget is long spent: say so now instead (A10).
    if (!connected()) {
      for (const bidder of expectation.trials) roster.client(bidder)?.observe("neutral", true);
      throw new AuctionError("no-broker", "the gateway has no connection to its broker; it keeps trying");
    }
    const { searchId, search } = order;
    const market = search.slices[0] as FlightSearch["slices"][number];
    const reply = inboxSubject(gateway, searchId);
    const calledAt = clock.now();
    const hedges = new Map<string, Hedge[]>();
    let bidHeard = false;
    const known = [...expectation.expected, ...expectation.skipped];
    inbox.listen(searchId, {
      ...listener,
      bid(bidder, instance, bytes) {
        bidHeard = true;
        roster.client(bidder)?.heard(instance);
        listener.bid(bidder, instance, bytes);
      },
      nobodyListens() {
        const { brokerLeaves, isFresh } = history;
        const meaning = noResponders({ bidHeard, known, awaited: roster.awaited, brokerLeaves, isFresh });
        if (meaning === "no-bidders") listener.nobodyListens();
        else if (meaning !== "ignore") {
          for (const bidder of expectation.trials) roster.client(bidder)?.observe("neutral", true);
          listener.unreachable(meaning);
        }
      },
      hedgeLost(bidder) {
        const hedge = hedges.get(bidder)?.at(-1);
        if (hedge === undefined) return;
        roster.client(bidder)?.hedgeLost(hedge.instance, !hedge.replaces);
        onHedgeLost(searchId, bidder, hedge.instance);
        listener.hedgeLost(bidder);
      },
    });
    try {
      connection.publish(callSubject(market.origin, market.destination), encodeCall(this.#call(order, budgetMs)), { reply });
    } catch (thrown) {
      inbox.release(searchId);
      for (const bidder of expectation.trials) roster.client(bidder)?.observe("neutral", true);
      throw AuctionError.from(thrown, "no-broker");
    }
    for (const bidder of known) roster.client(bidder)?.called();

    return {
      hedge: (bidder, holder, left) => {
        const client = roster.client(bidder);
        const replaces = holder === null && client?.someoneUnheard === true;
        const instance = connected() ? (client?.takeHedge(holder, market) ?? null) : null;
        if (instance === null) return null;
        const reply = hedgeInboxSubject(gateway, searchId, bidder);
        connection.publish(directSubject(bidder, instance), encodeCall(this.#call(order, left)), { reply });
        const hedge = { instance, afterMs: clock.now() - order.arrivedAt, replaces };
        hedges.set(bidder, [...(hedges.get(bidder) ?? []), hedge]);
        this.#parts.onHedge(searchId, bidder, instance);
        return instance;
      },
      end(outstanding) {
        if (outstanding && connected()) connection.publish(CANCEL_SUBJECT, encodeCancel(searchId));
      },
      release: () => inbox.release(searchId),
      learn: (endedBy, reports) => this.#learn({ expectation, endedBy, reports, calledAfterMs: calledAt - order.arrivedAt, hedges }),
    };
  }

  #call({ searchId, search, objective, rates }: Order, budgetMs: number): CallForBids {
    const { gateway, clock } = this.#parts;
    return { searchId, gateway, search, budgetMs, sentAtMs: this.#epochAtZero + clock.now(), objective, rates };
  }

  /** What an auction teaches of its bidders. */
  #learn({ expectation, endedBy, reports, calledAfterMs, hedges }: Lesson): void {
    for (const report of reports) {
      const client = this.#parts.roster.client(report.bidder);
      if (client === undefined) continue;
      client.observe(verdictOn(report, endedBy), expectation.trials.includes(report.bidder));
      const { bidder, outcome, instance, latencyMs } = report;
      if ((outcome === "answered" || outcome === "empty") && instance !== null && latencyMs !== null) {
        const hedge = hedges.get(bidder)?.findLast((one) => one.instance === instance);
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
  /** By bidder, in the order in which they went out. */
  readonly hedges: ReadonlyMap<string, readonly Hedge[]>;
}

interface Hedge {
  readonly instance: string;
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
