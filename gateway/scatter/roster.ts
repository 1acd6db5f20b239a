/**
 * The roster: which bidders are alive, which markets each serves, and so which bidders an auction
 * expects. It receives the bidders' announcements, and asks all of them twice a second.
 */
import type { NatsConnection } from "nats";
import type { Clock } from "../../common/runtime/clock.ts";
import { isAsked } from "../../proto/bidder-choice.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { serviceSubject } from "../../proto/subjects.ts";
import { BIDDERS_MAX } from "../auction/limits.ts";
import type { Expectation, FarBidder, Reservation } from "../auction/ports.ts";
import { BidderRegistry } from "./bidder-registry.ts";
import type { BreakerState } from "./breaker.ts";
import { CoverageCache, type CoverageView } from "./coverage-cache.ts";
import { expectationOf } from "./expectation.ts";
import { budgetMsFor, farBidders } from "./far-bidders.ts";
import { type ClockReading, INSTANCES_MAX, type InstanceReport } from "./instance-table.ts";
import { LivenessProbe } from "./liveness-probe.ts";
import { MarketBidders, MarketIndex } from "./market-bidders.ts";
import {
  type BidderView,
  MicroserviceClient,
  type MicroserviceSettings,
} from "./microservice-client.ts";
import { PresenceLimiter } from "./presence-limiter.ts";
import { PresenceProtocol } from "./presence-protocol.ts";
import { MarketReservation } from "./reservation.ts";

interface RosterListener {
  joined(bidder: string, instance: string): void;
  gone(bidder: string, instance: string, how: "left" | "lost"): void;
  /** The last live instance of this bidder is lost. */
  lost(bidder: string): void;
  breaker(bidder: string, state: BreakerState): void;
  /** A probe interval is over: the clocks of the live bidders, one reading for each bidder. */
  clocks?(readings: readonly ({ readonly bidder: string } & ClockReading)[]): void;
  /**
   * A subscription failed, or a presence message is refused; the error says why. For one bidder at
   * most once a minute.
   */
  fault(subject: string, error: unknown): void;
}

const NO_FAR_BIDDERS: readonly FarBidder[] = [];

export class Roster {
  readonly #clock: Clock;
  readonly #listener: RosterListener;
  readonly #settings: MicroserviceSettings;
  readonly #registry = new BidderRegistry((bidder) => this.#newClient(bidder));
  readonly #markets = new MarketIndex(() => this.#registry.clients);
  readonly #limiter: PresenceLimiter;
  readonly #protocol: PresenceProtocol;
  readonly #probe: LivenessProbe;
  readonly #coverage: CoverageCache;
  /**
   * With such a budget and any greater one nobody is too far away. It is raised by each round trip,
   * and lowered at the end of each interval.
   */
  #farthestMs = 0;
  readonly #wantingFeedback = new Set<string>();
  #started = false;
  #known = false;
  #notReturned = new Set<string>();
  #anyReturned = false;
  readonly #isAlive = (bidder: string) =>
    this.isShadow(bidder) || this.client(bidder)?.takesCalls === true;
  readonly #clientOf = (bidder: string) => this.client(bidder);

  constructor(
    connection: NatsConnection,
    gateway: string,
    clock: Clock,
    listener: RosterListener,
    settings: MicroserviceSettings,
  ) {
    this.#clock = clock;
    this.#listener = listener;
    this.#settings = settings;
    this.#limiter = new PresenceLimiter(clock, listener.fault);
    this.#protocol = new PresenceProtocol(connection, gateway, this.#registry, this.#limiter, {
      reported: (bidder, report, subject, askedAtMs) =>
        this.#reported(bidder, report, subject, askedAtMs),
      left: (bidder, instance) => this.#left(bidder, instance),
      informed: (bidder, data) => this.#coverage.answered(bidder, data),
      fault: listener.fault,
    });
    this.#coverage = new CoverageCache(clock, {
      live: () => this.#live,
      ask: (bidder, instance) => this.#protocol.askInfo(bidder, instance),
      refused: (bidder, reason) => this.#limiter.report(bidder, serviceSubject("INFO"), reason),
    });
    this.#probe = new LivenessProbe(clock, {
      probe: () => this.#protocol.askAll(clock.now()),
      intervalEnded: () => {
        this.#limiter.newInterval();
        this.#registry.newInterval();
        this.#reportClocks();
        this.#measureDistances();
      },
      probeCounted: (silentSinceMs) => {
        this.#known = true;
        if (silentSinceMs !== null) this.#removeSilent(silentSinceMs);
        this.#registry.removeAbsent();
      },
    });
  }

  /** Subscribes, and sends a probe at once and then in each interval. */
  start(): void {
    this.#protocol.start();
    this.#started = true;
    this.#probe.start();
  }

  stop(): void {
    this.#started = false;
    this.#probe.stop();
    this.#protocol.stop();
  }

  /**
   * The connection is lost: no bidder can be asked, and none is removed for not answering (A10).
   */
  pause(): void {
    this.#probe.stop();
  }

  /**
   * The connection is restored: all bidders are asked at once, and each has its whole time to
   * answer again. The roster is not `known` until every bidder that was alive has sent something,
   * or a probe interval is over. Before `start` and after `stop` this does nothing.
   */
  resume(): void {
    if (!this.#started) return;
    this.#known = false;
    this.#anyReturned = false;
    this.#notReturned = new Set(
      this.#registry.clients
        .filter(({ alive, isShadow }) => alive && !isShadow)
        .map(({ bidder }) => bidder),
    );
    this.#probe.start();
  }

  /**
   * True once the bidders have had one probe interval to answer, since the start or the reconnect.
   */
  get known(): boolean {
    return this.#known;
  }

  /** Bidders that were alive when the connection was restored, and have sent nothing since. */
  get notReturned(): string[] {
    return [...this.#notReturned].sort();
  }

  /** A bidder has sent something since the connection was restored. */
  get anyReturned(): boolean {
    return this.#anyReturned;
  }

  /** Shadow bidders do not count: nothing of them is shown. */
  get anyAlive(): boolean {
    return this.#registry.clients.some(({ alive, isShadow }) => alive && !isShadow);
  }

  /** Whether nothing of this bidder is shown, known or not (SHADOW-1). */
  isShadow(bidder: string): boolean {
    return this.#settings.shadow?.has(bidder) === true;
  }

  client(bidder: string): MicroserviceClient | undefined {
    return this.#registry.client(bidder);
  }

  /**
   * The names of the bidders that are alive, or were a short time ago, without shadow bidders: no
   * caller can name one (SHADOW-1).
   */
  get bidders(): readonly string[] {
    const { names } = this.#registry;
    const { shadow } = this.#settings;
    return shadow === undefined ? names : names.filter((bidder) => !shadow.has(bidder));
  }

  /** The kinds of which a live instance asks to be told what becomes of its bids. */
  get wantingFeedback(): ReadonlySet<string> {
    return this.#wantingFeedback;
  }

  /** Those that are alive and take what a search says to one bidder alone, in order. */
  get biddersTakingParams(): readonly string[] {
    return this.#registry.clients
      .filter(({ takesParams, isShadow }) => takesParams && !isShadow)
      .map(({ bidder }) => bidder)
      .sort();
  }

  /** Who would take part in an auction that began now. Changes nothing. */
  expectation(search: FlightSearch): Expectation {
    const bidders = this.#asked(search);
    const waited = bidders.clients.map((client) => ({ waited: client.wouldWait }));
    return expectationOf(search, bidders, waited, this.#isAlive, this.#isWhole);
  }

  /**
   * Who takes part in the auction that begins now. It holds a reservation at each bidder's breaker,
   * which must end with a result or be released.
   */
  reserve(search: FlightSearch): Reservation {
    const bidders = this.#asked(search);
    const reservations = bidders.clients.map((client) => client.reserve());
    const expectation = expectationOf(search, bidders, reservations, this.#isAlive, this.#isWhole);
    return new MarketReservation(expectation, bidders, reservations, this.#clientOf);
  }

  /**
   * The identity of the rates, where all who receive the call for this search have them (MARKET-1).
   */
  ratesIdFor(search: FlightSearch): string | undefined {
    return this.#serving(search).haveRates ? this.#settings.ratesId : undefined;
  }

  /** The bidders that the call to the first market of this search does not reach (MARKET-2). */
  directFor(search: FlightSearch): readonly MicroserviceClient[] {
    return this.#asked(search).direct;
  }

  /** The same for a call to one instance. */
  ratesIdAt(bidder: string, instance: string): string | undefined {
    return this.client(bidder)?.hasRates(instance) ? this.#settings.ratesId : undefined;
  }

  /** The bidders of this search that cannot answer within such a budget (FAR-1). */
  tooFar(search: FlightSearch, budgetMs: number): readonly FarBidder[] {
    // Mostly nobody is so far away.
    if (budgetMs >= this.#farthestMs) return NO_FAR_BIDDERS;
    const candidates = this.#asked(search)
      .clients.filter(({ isShadow }) => !isShadow)
      .map(({ bidder, roundTripMs }) => ({ bidder, roundTripMs }));
    return farBidders(candidates, search.policy.required, budgetMs);
  }

  views(required: readonly string[]): BidderView[] {
    const shown = this.#registry.clients.filter(
      (client) => client.alive || required.includes(client.bidder),
    );
    const missing = required
      .filter((bidder) => this.client(bidder) === undefined)
      .map((bidder) => this.#newClient(bidder));
    return [...shown, ...missing]
      .map((client) => client.view(required.includes(client.bidder)))
      .sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
  }

  /** What the live bidders state of their coverage. See CoverageCache.view. */
  coverage(): Promise<CoverageView> {
    return this.#coverage.view();
  }

  /** All bidders have had their time to say that they are there. */
  get #isWhole(): boolean {
    return this.#known && this.#notReturned.size === 0;
  }

  get #live() {
    return this.#registry.clients
      .filter(({ alive, isShadow }) => alive && !isShadow)
      .map(({ bidder, instances }) => ({ bidder, instances }))
      .sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
  }

  #serving(search: FlightSearch): MarketBidders {
    return this.#markets.servingSlice(search.slices[0] as FlightSearch["slices"][number]);
  }

  /** Those of them that the search asks. */
  #asked(search: FlightSearch): MarketBidders {
    const serving = this.#serving(search);
    const { bidders } = search;
    if (bidders === undefined) return serving;
    const asked = ({ bidder }: MicroserviceClient) => isAsked(bidders, bidder);
    return new MarketBidders(serving.clients.filter(asked), serving.direct.filter(asked));
  }

  #newClient(bidder: string): MicroserviceClient {
    return new MicroserviceClient(bidder, this.#clock, {
      ...this.#settings,
      onBreaker: (state) => this.#listener.breaker(bidder, state),
      onInstances: () => this.#markets.changed(),
    });
  }

  #measureDistances(): void {
    this.#farthestMs = 0;
    for (const client of this.#registry.clients)
      this.#farthestMs = Math.max(this.#farthestMs, budgetMsFor(client));
  }

  #reportClocks(): void {
    this.#listener.clocks?.(
      this.#registry.clients.flatMap(({ bidder, clock }) =>
        clock === null ? [] : { bidder, ...clock },
      ),
    );
  }

  #removeSilent(silentSinceMs: number): void {
    for (const client of this.#registry.clients) {
      for (const instance of client.removeSilentSince(silentSinceMs))
        this.#reportGone(client, instance, "lost");
    }
  }

  #reportGone(client: MicroserviceClient, instance: string, how: "left" | "lost"): void {
    this.#noteFeedback(client);
    this.#listener.gone(client.bidder, instance, how);
    // An instance that has announced its end still answers its calls; one that is lost does not.
    if (how === "lost" && !client.takesCalls) this.#listener.lost(client.bidder);
  }

  #noteFeedback({ bidder, wantsFeedback }: MicroserviceClient): void {
    if (wantsFeedback) this.#wantingFeedback.add(bidder);
    else this.#wantingFeedback.delete(bidder);
  }

  #left(bidder: string, instance: string): void {
    const client = this.client(bidder);
    if (client?.remove(instance)) this.#reportGone(client, instance, "left");
  }

  #reported(
    bidder: string,
    report: InstanceReport,
    subject: string,
    askedAtMs: number | null,
  ): void {
    this.#anyReturned = true;
    const now = this.#clock.now();
    const client = this.#registry.confirm(bidder);
    const joined = client?.update(report, now) ?? false;
    if (client !== undefined) this.#noteFeedback(client);
    if (askedAtMs !== null) {
      const roundTripMs = client?.roundTrip(report.instance, now - askedAtMs) ?? null;
      this.#farthestMs = Math.max(this.#farthestMs, budgetMsFor({ roundTripMs }));
    }
    if (joined) this.#listener.joined(bidder, report.instance);
    else if (client === undefined)
      this.#limiter.report(bidder, subject, `${BIDDERS_MAX} bidders are alive already`);
    else if (!client.lists(report.instance)) {
      this.#limiter.report(
        bidder,
        subject,
        `${report.instance} is one more than the ${INSTANCES_MAX} instances that are listed`,
      );
    }
    if (this.#notReturned.delete(bidder) && this.#notReturned.size === 0) this.#known = true;
  }
}
