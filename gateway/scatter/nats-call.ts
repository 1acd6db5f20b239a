/** One call for bids over NATS: sent to all bidders of a market, hedged, and ended. */
import type { NatsConnection } from "nats";
import type { Clock } from "../../common/runtime/clock.ts";
import { encodeCall, encodeCancel } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { BidderReport, EndedBy, FlightSearch } from "../../proto/messages.ts";
import {
  CANCEL_SUBJECT,
  callSubject,
  directSubject,
  hedgeInboxSubject,
  inboxSubject,
} from "../../proto/subjects.ts";
import type { AuctionRequest, BidListener, Call, Reservation } from "../auction/ports.ts";
import type { ConnectionHistory } from "./connection-history.ts";
import type { Inbox } from "./inbox.ts";
import { noResponders } from "./no-responders.ts";
import type { Hedge, OutcomeLearning } from "./outcome-learning.ts";
import type { Roster } from "./roster.ts";
import type { StallDetector } from "./stall-detector.ts";

type HedgeEvent = (
  request: Pick<AuctionRequest, "searchId" | "auctionId">,
  bidder: string,
  instance: string,
) => void;

export interface ScatterParts {
  readonly connection: NatsConnection;
  readonly gateway: string;
  readonly inbox: Inbox;
  readonly roster: Roster;
  readonly clock: Clock;
  readonly connected: () => boolean;
  readonly history: ConnectionHistory;
  readonly onHedge: HedgeEvent;
  /** A hedge reached no subscriber. */
  readonly onHedgeLost: HedgeEvent;
}

export interface CallParts extends ScatterParts {
  readonly stalls: StallDetector;
  readonly learning: OutcomeLearning;
  /** Epoch milliseconds when the monotonic clock was 0. */
  readonly epochAtZero: number;
}

export class NatsCall implements Call {
  readonly #request: AuctionRequest;
  readonly #reservation: Reservation;
  readonly #parts: CallParts;
  readonly #market: FlightSearch["slices"][number];
  /** The bidders of the market that were alive when the call was sent. */
  readonly #known: readonly string[];
  readonly #calledAt: number;
  readonly #hedges = new Map<string, Hedge[]>();
  #bidReceived = false;

  constructor(request: AuctionRequest, reservation: Reservation, parts: CallParts) {
    this.#request = request;
    this.#reservation = reservation;
    this.#parts = parts;
    this.#market = request.search.slices[0] as FlightSearch["slices"][number];
    this.#known = [...reservation.expected, ...reservation.skipped];
    this.#calledAt = parts.clock.now();
  }

  /** Listens for bids and sends the call. @throws AuctionError `no-broker` */
  send(budgetMs: number, listener: BidListener): void {
    const { connection, gateway, inbox, roster, stalls } = this.#parts;
    const { auctionId } = this.#request;
    const { origin, destination } = this.#market;
    inbox.listen(auctionId, this.#inboxListener(listener));
    try {
      connection.publish(callSubject(origin, destination), this.#encoded(budgetMs), {
        reply: inboxSubject(gateway, auctionId),
      });
    } catch (thrown) {
      inbox.release(auctionId);
      throw AuctionError.from(thrown, "no-broker");
    }
    for (const bidder of this.#known) roster.client(bidder)?.callSent();
    stalls.auctionOpened();
  }

  hedge(bidder: string, holder: string | null, budgetMs: number): string | null {
    const { connection, gateway, roster, clock, connected, stalls, onHedge } = this.#parts;
    const client = roster.client(bidder);
    const replaces = holder === null && client?.hasUnresponsiveInstance === true;
    // One more call through a stalled broker would not be faster.
    if (!connected() || stalls.stalledNow) return null;
    const instance = client?.takeHedge(holder, this.#market) ?? null;
    if (instance === null) return null;
    connection.publish(directSubject(bidder, instance), this.#encoded(budgetMs), {
      reply: hedgeInboxSubject(gateway, this.#request.auctionId, bidder),
    });
    const hedge = { instance, afterMs: clock.now() - this.#request.arrivedAt, replaces };
    this.#hedges.set(bidder, [...(this.#hedges.get(bidder) ?? []), hedge]);
    onHedge(this.#request, bidder, instance);
    return instance;
  }

  end(outstanding: boolean): void {
    const { connection, connected, stalls } = this.#parts;
    stalls.auctionClosed();
    if (outstanding && connected())
      connection.publish(CANCEL_SUBJECT, encodeCancel(this.#request.auctionId));
  }

  release(): void {
    this.#parts.inbox.release(this.#request.auctionId);
  }

  learn(endedBy: EndedBy, reports: readonly BidderReport[]): void {
    this.#parts.learning.learn({
      reservation: this.#reservation,
      endedBy,
      reports,
      arrivedAt: this.#request.arrivedAt,
      calledAt: this.#calledAt,
      hedges: this.#hedges,
    });
  }

  #inboxListener(listener: BidListener): BidListener {
    const { roster } = this.#parts;
    return {
      ...listener,
      bid: (bidder, instance, bytes) => {
        this.#bidReceived = true;
        roster.client(bidder)?.messageReceived(instance);
        listener.bid(bidder, instance, bytes);
      },
      noSubscribers: () => this.#noResponders(listener),
      hedgeLost: (bidder) => this.#hedgeLost(bidder, listener),
    };
  }

  #noResponders(listener: BidListener): void {
    const { brokerShuttingDown, isFresh } = this.#parts.history;
    const meaning = noResponders({
      bidReceived: this.#bidReceived,
      known: this.#known,
      notReturned: this.#parts.roster.notReturned,
      brokerShuttingDown,
      isFresh,
    });
    if (meaning === "no-bidders") listener.noSubscribers();
    else if (meaning !== "ignore") listener.unreachable(meaning);
  }

  #hedgeLost(bidder: string, listener: BidListener): void {
    // The hedge does not count any more: if its instance answers, it had the first call.
    const hedge = this.#hedges.get(bidder)?.pop();
    if (hedge === undefined) return;
    this.#parts.roster.client(bidder)?.hedgeLost(hedge.instance, !hedge.replaces);
    this.#parts.onHedgeLost(this.#request, bidder, hedge.instance);
    listener.hedgeLost(bidder);
  }

  #encoded(budgetMs: number): Uint8Array {
    const { auctionId, search, objective, rates } = this.#request;
    const { gateway, clock, epochAtZero } = this.#parts;
    return encodeCall({
      searchId: auctionId,
      gateway,
      search,
      budgetMs,
      sentAtMs: epochAtZero + clock.now(),
      objective,
      rates,
    });
  }
}
