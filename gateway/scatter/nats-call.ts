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
import { marketsOf } from "./market-bidders.ts";
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

/** A6: instances of one bidder that are called directly for one auction, one after the other. */
const DIRECT_CALLS_MAX = 3;

/** It is between the inbox and the auction's own listener, and passes on what concerns it. */
export class NatsCall implements Call, BidListener {
  readonly #request: AuctionRequest;
  readonly #reservation: Reservation;
  readonly #parts: CallParts;
  readonly #listener: BidListener;
  readonly #calledAtMs: number;
  /** Null before the first hedge. */
  #hedges: Map<string, Hedge[]> | null = null;
  /** Keyed by bidder: the instances that were called directly (MARKET-2). Null without any. */
  #direct: Map<string, Set<string>> | null = null;
  #bidReceived = false;
  /** The token of its reply subject. Empty before the call is sent. */
  #token = "";
  /** Of the bidders, when the call was sent. */
  #budgetMs = 0;
  /** All that this call leads to is in: its token may be used again (REPLY-2). */
  #isFinished = false;

  constructor(
    request: AuctionRequest,
    reservation: Reservation,
    listener: BidListener,
    parts: CallParts,
  ) {
    this.#request = request;
    this.#reservation = reservation;
    this.#listener = listener;
    this.#parts = parts;
    this.#calledAtMs = parts.clock.now();
  }

  /** Listens for bids and sends the call. @throws AuctionError `no-broker` */
  send(budgetMs: number): void {
    const { connection, gateway, inbox, roster, stalls } = this.#parts;
    const { auctionId, search } = this.#request;
    const { origin, destination } = this.#market;
    this.#budgetMs = budgetMs;
    const call = this.#encoded(budgetMs, roster.ratesIdFor(search));
    this.#token = inbox.listen(auctionId, this);
    try {
      connection.publish(callSubject(origin, destination), call, {
        reply: inboxSubject(gateway, this.#token),
      });
    } catch (thrown) {
      inbox.release(this.#token, false);
      throw AuctionError.from(thrown, "no-broker");
    }
    for (const { bidder } of roster.directFor(search)) this.#callDirectly(bidder, budgetMs);
    const { expected, skipped } = this.#reservation;
    for (const bidder of expected) roster.client(bidder)?.callSent();
    for (const bidder of skipped) roster.client(bidder)?.callSent();
    stalls.auctionOpened();
  }

  /** Calls one instance of a bidder alone. False where none is left. */
  #callDirectly(bidder: string, budgetMs: number): boolean {
    const { connection, gateway, roster } = this.#parts;
    this.#direct ??= new Map();
    const tried = this.#direct.get(bidder) ?? new Set();
    this.#direct.set(bidder, tried);
    const markets = marketsOf(this.#market);
    const instance =
      tried.size < DIRECT_CALLS_MAX
        ? (roster.client(bidder)?.takeDirect(markets, tried) ?? null)
        : null;
    if (instance === null) return false;
    tried.add(instance);
    const call = this.#encoded(budgetMs, roster.ratesIdAt(bidder, instance));
    connection.publish(directSubject(bidder, instance), call, {
      reply: hedgeInboxSubject(gateway, this.#token, bidder),
    });
    return true;
  }

  hedge(bidder: string, holder: string | null, budgetMs: number): string | null {
    const { connection, gateway, roster, clock, connected, stalls, onHedge } = this.#parts;
    const client = roster.client(bidder);
    const replaces = holder === null && client?.hasUnresponsiveInstance === true;
    // One more call through a stalled broker would not be faster.
    if (!connected() || stalls.stalledNow) return null;
    const instance = client?.takeHedge(holder, this.#market) ?? null;
    if (instance === null) return null;
    const call = this.#encoded(budgetMs, roster.ratesIdAt(bidder, instance));
    connection.publish(directSubject(bidder, instance), call, {
      reply: hedgeInboxSubject(gateway, this.#token, bidder),
    });
    const hedge = { instance, afterMs: clock.now() - this.#request.arrivedAtMs, replaces };
    this.#hedges ??= new Map();
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
    this.#parts.inbox.release(this.#token, this.#isFinished);
  }

  learn(endedBy: EndedBy, reports: readonly BidderReport[]): void {
    this.#isFinished =
      endedBy === "complete" && this.#hedges === null && reports.every(hasFinished);
    this.#parts.learning.learn({
      reservation: this.#reservation,
      endedBy,
      reports,
      arrivedAtMs: this.#request.arrivedAtMs,
      calledAtMs: this.#calledAtMs,
      hedges: this.#hedges,
    });
  }

  // -------------------------------------------------------------------------
  // from the inbox

  bid(bidder: string, instance: string, bytes: Uint8Array): void {
    this.#bidReceived = true;
    this.#parts.roster.client(bidder)?.messageReceived(instance);
    this.#listener.bid(bidder, instance, bytes);
  }

  noSubscribers(): void {
    const { brokerShuttingDown, isFresh } = this.#parts.history;
    const { expected, skipped } = this.#reservation;
    const known = [...expected, ...skipped].filter((bidder) => !this.#direct?.has(bidder));
    // No one serves the first market: the others were called directly.
    if (this.#direct !== null && known.length === 0) return;
    const meaning = noResponders({
      bidReceived: this.#bidReceived,
      known,
      notReturned: this.#parts.roster.notReturned,
      brokerShuttingDown,
      isFresh,
    });
    if (meaning === "no-bidders") this.#listener.noSubscribers();
    else if (meaning !== "ignore") this.#listener.unreachable(meaning);
  }

  unreachable(error: AuctionError): void {
    this.#listener.unreachable(error);
  }

  hedgeLost(bidder: string): void {
    // The hedge does not count any more: if its instance answers, it had the first call.
    const hedge = this.#hedges?.get(bidder)?.pop();
    if (hedge === undefined) {
      this.#directLost(bidder);
      return;
    }
    this.#parts.roster.client(bidder)?.hedgeLost(hedge.instance, !hedge.replaces);
    this.#parts.onHedgeLost(this.#request, bidder, hedge.instance);
    this.#listener.hedgeLost(bidder);
  }

  /** The instance that was called directly is not there: another one is called, or none is left. */
  #directLost(bidder: string): void {
    const tried = this.#direct?.get(bidder);
    if (tried === undefined) return;
    const { roster, connected } = this.#parts;
    for (const instance of tried) roster.client(bidder)?.hedgeLost(instance, false);
    const budgetMs = this.#budgetMs - (this.#parts.clock.now() - this.#calledAtMs);
    if (connected() && budgetMs > 0 && this.#callDirectly(bidder, budgetMs)) return;
    this.#listener.lost(bidder);
  }

  lost(bidder: string): void {
    this.#listener.lost(bidder);
  }

  get #market(): FlightSearch["slices"][number] {
    return this.#request.search.slices[0] as FlightSearch["slices"][number];
  }

  /** The call refers to the rates where `ratesId` is given; otherwise it carries them. */
  #encoded(budgetMs: number, ratesId: string | undefined): Uint8Array {
    const { auctionId, search, objective, rates } = this.#request;
    const { gateway, clock, epochAtZero } = this.#parts;
    const searchId = auctionId;
    const sentAtMs = epochAtZero + clock.now();
    // A notice says which instance has the call: it is of use only to hedge it.
    const notices = this.#hedgeable;
    return encodeCall(
      ratesId === undefined
        ? { searchId, gateway, search, budgetMs, sentAtMs, objective, notices, rates }
        : { searchId, gateway, search, budgetMs, sentAtMs, objective, notices, ratesId },
    );
  }

  /** The bidders whose call may be hedged. */
  get #hedgeable(): readonly string[] {
    const { hedgeAfterMs } = this.#reservation;
    return hedgeAfterMs.size === 0 ? NO_BIDDERS : [...hedgeAfterMs.keys()];
  }
}

const NO_BIDDERS: readonly string[] = [];

/** The bidder has said that it is done. One that has failed may send more. */
function hasFinished({ outcome }: BidderReport): boolean {
  return outcome === "answered" || outcome === "empty" || outcome === "declined";
}
