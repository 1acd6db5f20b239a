/**
 * One call for bids over NATS: sent to all bidders of a market, hedged, and ended.
 *
 * Tests: `gateway/scatter/scatter.test.ts`, `gateway/scatter/direct-calls.test.ts`.
 */
import type { NatsConnection, PublishOptions } from "nats";
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
import { choiceForMarket, type DirectCallPorts, DirectCalls } from "./direct-calls.ts";
import type { Inbox } from "./inbox.ts";
import { marketsOf } from "./market-bidders.ts";
import { noResponders } from "./no-responders.ts";
import type { Hedge, OutcomeLearning } from "./outcome-learning.ts";
import { publishOptions } from "./publish-options.ts";
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

/** It is between the inbox and the auction's own listener, and passes on what concerns it. */
export class NatsCall implements Call, BidListener {
  readonly #request: AuctionRequest;
  readonly #reservation: Reservation;
  readonly #parts: CallParts;
  readonly #listener: BidListener;
  readonly #calledAtMs: number;
  /** Null before the first hedge. */
  #hedges: Map<string, Hedge[]> | null = null;
  /** The bidders that are called directly; null where the call to the market reaches all. */
  #direct: DirectCalls | null = null;
  #bidReceived = false;
  /** Monotonic: when the budget of the call is spent. */
  #endsAtMs = 0;
  /** The token of its reply subject. Empty before the call is sent. */
  #token = "";
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
    const { auctionId } = this.#request;
    const { expected, skipped, shadow } = this.#reservation;
    const { origin, destination } = this.#market;
    this.#endsAtMs = this.#calledAtMs + budgetMs;
    this.#direct = this.#directCalls();
    const search = this.#searchForAll();
    const call =
      search === null ? null : this.#encoded(budgetMs, roster.ratesIdFor(search), search);
    this.#token = inbox.listen(auctionId, this);
    try {
      if (call !== null)
        connection.publish(
          callSubject(origin, destination),
          call,
          this.#sentTo(inboxSubject(gateway, this.#token)),
        );
      this.#direct?.send(budgetMs);
    } catch (thrown) {
      inbox.release(this.#token, false);
      throw AuctionError.from(thrown, "no-broker");
    }
    // None of those that are asked is there: no broker has to say so.
    if (call === null && this.#direct === null) queueMicrotask(() => this.noSubscribers());
    for (const bidder of expected) roster.client(bidder)?.callSent();
    for (const bidder of skipped) roster.client(bidder)?.callSent();
    for (const bidder of shadow ?? []) roster.client(bidder)?.callSent();
    stalls.auctionOpened();
  }

  hedge(bidder: string, holder: string | null, budgetMs: number): string | null {
    const { connection, gateway, roster, clock, connected, stalls, onHedge } = this.#parts;
    // What is said to it alone goes to one instance (DIRECT-1).
    if (this.#direct?.hasParams(bidder)) return null;
    const client = roster.client(bidder);
    const replaces = holder === null && client?.hasUnresponsiveInstance === true;
    // One more call through a stalled broker would not be faster.
    if (!connected() || stalls.stalledNow) return null;
    const instance = client?.takeHedge(holder, this.#market) ?? null;
    if (instance === null) return null;
    const { search } = this.#request;
    const call = this.#encoded(budgetMs, roster.ratesIdAt(bidder, instance), search);
    connection.publish(
      directSubject(bidder, instance),
      call,
      this.#sentTo(hedgeInboxSubject(gateway, this.#token, bidder)),
    );
    const hedge = { instance, afterMs: clock.now() - this.#request.arrivedAtMs, replaces };
    this.#hedges ??= new Map();
    this.#hedges.set(bidder, [...(this.#hedges.get(bidder) ?? []), hedge]);
    onHedge(this.#request, bidder, instance);
    return instance;
  }

  end(outstanding: boolean): void {
    const { connection, connected, stalls } = this.#parts;
    stalls.auctionClosed();
    // A bidder that does not know the choice may be at work without being asked.
    const isAtWork = outstanding || this.#request.search.bidders !== undefined;
    if (isAtWork && connected())
      connection.publish(CANCEL_SUBJECT, encodeCancel(this.#request.auctionId));
  }

  release(): void {
    this.#parts.inbox.release(this.#token, this.#isFinished);
  }

  learn(endedBy: EndedBy, reports: readonly BidderReport[]): void {
    this.#isFinished =
      endedBy === "complete" &&
      this.#hedges === null &&
      this.#direct === null &&
      this.#request.search.bidders === undefined &&
      this.#request.lateAllowanceMs === undefined &&
      reports.every(hasFinished);
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
    // One that the roster did not list when the call was sent is no part of the auction either.
    if (this.#parts.roster.isShadow(bidder) && this.#reservation.shadow?.includes(bidder) !== true)
      return;
    if (this.#direct !== null && !this.#direct.counts(bidder, instance)) return;
    this.#listener.bid(bidder, instance, bytes);
  }

  noSubscribers(): void {
    const { brokerShuttingDown, isFresh } = this.#parts.history;
    const { shadow } = this.#reservation;
    const called = this.#calledByMarket;
    const known = shadow === undefined ? called : called.filter((one) => !shadow.includes(one));
    // No one is called by the market: the others were called directly.
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

  lost(bidder: string, reason?: string): void {
    this.#listener.lost(bidder, reason);
  }

  /** The instance that was called directly is not there: another one is called, or none is left. */
  #directLost(bidder: string): void {
    const { clock, connected } = this.#parts;
    const leftMs = connected() ? this.#endsAtMs - clock.now() : 0;
    try {
      this.#direct?.noSubscriber(bidder, leftMs);
    } catch (thrown) {
      this.#listener.unreachable(AuctionError.from(thrown, "no-broker"));
    }
  }

  /** The bidders that the call to the market is for, as far as they are known. */
  get #calledByMarket(): readonly string[] {
    const { expected, skipped, shadow = [] } = this.#reservation;
    const all = [...expected, ...skipped, ...shadow];
    const direct = this.#direct;
    return direct === null ? all : all.filter((bidder) => !direct.has(bidder));
  }

  /**
   * The search as all who hear the call to the market may read it; null where that call has no
   * bidder to ask.
   */
  #searchForAll(): FlightSearch | null {
    const { search } = this.#request;
    const alone = this.#notAskedByMarket();
    if (alone.length > 0) {
      const bidders = choiceForMarket(search.bidders, alone);
      return bidders === null ? null : { ...search, bidders };
    }
    return search.bidders === undefined || this.#calledByMarket.length > 0 ? search : null;
  }

  /** Those that hear the call to the market, and are called directly (DIRECT-1, MARKET-5). */
  #notAskedByMarket(): readonly string[] {
    const direct = this.#direct;
    if (direct === null) return NO_BIDDERS;
    const { roster } = this.#parts;
    const { expected, skipped, shadow = [] } = this.#reservation;
    return [...expected, ...skipped, ...shadow].filter(
      (bidder) =>
        direct.hasParams(bidder) ||
        (direct.has(bidder) && roster.client(bidder)?.isPlaced === true),
    );
  }

  /**
   * Those that the call to the market is not for (MARKET-2 to MARKET-5), and those to which
   * something is said alone; null where there are none of both.
   */
  #directCalls(): DirectCalls | null {
    const { roster } = this.#parts;
    const { search, params } = this.#request;
    const elsewhere = roster.directFor(search);
    if (elsewhere.length === 0 && params === null) return null;
    const { expected, skipped } = this.#reservation;
    const called = new Map<string, string | null>();
    for (const { bidder } of elsewhere) called.set(bidder, null);
    for (const [bidder, json] of params ?? [])
      if (expected.includes(bidder) || skipped.includes(bidder)) called.set(bidder, json);
    return called.size === 0 ? null : new DirectCalls(called, this.#directPorts());
  }

  #directPorts(): DirectCallPorts {
    const { connection, gateway, roster } = this.#parts;
    const { search } = this.#request;
    const markets = marketsOf(this.#market);
    const shared = new Map<string | undefined, Uint8Array>();
    let sharedBudgetMs = 0;
    /** Those to whom nothing is said alone read the same bytes: mostly all of them. */
    const encoded = (budgetMs: number, ratesId: string | undefined, json: string | null) => {
      if (json !== null) return this.#encoded(budgetMs, ratesId, search, json);
      if (budgetMs !== sharedBudgetMs) shared.clear();
      sharedBudgetMs = budgetMs;
      const call = shared.get(ratesId) ?? this.#encoded(budgetMs, ratesId, search);
      shared.set(ratesId, call);
      return call;
    };
    return {
      choose: (bidder, tried, takesParams) =>
        roster.client(bidder)?.takeDirect(markets, tried, takesParams) ?? null,
      publish: (bidder, instance, json, budgetMs) => {
        connection.publish(
          directSubject(bidder, instance),
          encoded(budgetMs, roster.ratesIdAt(bidder, instance), json),
          this.#sentTo(hedgeInboxSubject(gateway, this.#token, bidder)),
        );
      },
      unreachable: (bidder, instance) => roster.client(bidder)?.hedgeLost(instance, false),
      lost: (bidder) => this.#listener.lost(bidder, NO_INSTANCE),
    };
  }

  /** How a call is published: with the inbox for its bids, and the span of a traced auction. */
  #sentTo(reply: string): PublishOptions {
    return publishOptions(reply, this.#request.traceparent);
  }

  get #market(): FlightSearch["slices"][number] {
    return this.#request.search.slices[0] as FlightSearch["slices"][number];
  }

  /** The call refers to the rates where `ratesId` is given; otherwise it carries them. */
  #encoded(
    budgetMs: number,
    ratesId: string | undefined,
    search: FlightSearch,
    params: string | null = null,
  ): Uint8Array {
    const { auctionId, objective, rates, lateAllowanceMs } = this.#request;
    const { gateway, clock, epochAtZero } = this.#parts;
    const searchId = auctionId;
    const sentAtMs = epochAtZero + clock.now();
    // A notice says which instance has the call: it is of use only to hedge it.
    const notices = this.#hedgeable;
    if (params !== null || lateAllowanceMs !== undefined) {
      const terms = { searchId, gateway, search, budgetMs, sentAtMs, objective, notices };
      const withParams = params === null ? terms : { ...terms, params };
      const call = lateAllowanceMs === undefined ? withParams : { ...withParams, lateAllowanceMs };
      return encodeCall(ratesId === undefined ? { ...call, rates } : { ...call, ratesId });
    }
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

const NO_INSTANCE = "no instance of it could be called";

const NO_BIDDERS: readonly string[] = [];

/** The bidder has said that it is done. One that has failed may send more. */
function hasFinished({ outcome }: BidderReport): boolean {
  return outcome === "answered" || outcome === "empty" || outcome === "declined";
}
