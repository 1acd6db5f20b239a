/**
 * The roster: which bidders are alive, and which markets each serves. It receives the bidders'
 * announcements, and asks all of them twice a second in the NATS service protocol (ADR-32).
 *
 * ROSTER-1 A bidder is trusted only when the broker confirms its name (A4). An answer to PING, which
 *    any sender can give, only names a bidder. That bidder is then asked for STATS on its own
 *    subject, with a reply address that no other sender knows: the broker lets only the user of that
 *    bidder subscribe there. The name in an announcement is confirmed by its subject.
 */
import type { Msg, NatsConnection, Subscription } from "nats";
import type { Clock } from "../../common/runtime/clock.ts";
import { subscribe } from "../../common/runtime/connect.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import {
  PRESENCE_WILDCARD,
  parsePresenceSubject,
  rosterInbox,
  serviceSubject,
} from "../../proto/subjects.ts";
import type { Expectation, Reservation } from "../auction/ports.ts";
import { BIDDERS_MAX, BidderRegistry } from "./bidder-registry.ts";
import type { BreakerState } from "./breaker.ts";
import { expectationOf } from "./expectation.ts";
import { type Identity, readIdentity } from "./identity.ts";
import { type ClockReading, INSTANCES_MAX, type InstanceReport } from "./instance-table.ts";
import { LivenessProbe } from "./liveness-probe.ts";
import {
  type BidderView,
  MicroserviceClient,
  type MicroserviceSettings,
} from "./microservice-client.ts";
import { PresenceLimiter } from "./presence-limiter.ts";
import { reservationOf } from "./reservation.ts";

/**
 * Answers to PING are counted under this name: their sender is not confirmed. No bidder has this
 * name.
 */
const UNCONFIRMED = "";

export interface RosterListener {
  joined(bidder: string, instance: string): void;
  gone(bidder: string, instance: string, how: "left" | "lost"): void;
  /** The last live instance of this bidder is lost. */
  lost(bidder: string): void;
  breaker(bidder: string, state: BreakerState): void;
  /** A round is over: the clocks of the live bidders, one reading for each bidder. */
  clocks?(readings: readonly ({ readonly bidder: string } & ClockReading)[]): void;
  /**
   * A subscription failed, or a presence message is refused; the error says why. For one bidder at
   * most once a minute.
   */
  fault(subject: string, error: unknown): void;
}

export class Roster {
  readonly #connection: NatsConnection;
  readonly #inbox: string;
  readonly #clock: Clock;
  readonly #listener: RosterListener;
  readonly #settings: MicroserviceSettings;
  readonly #registry = new BidderRegistry((bidder) => this.#newClient(bidder));
  readonly #limiter: PresenceLimiter;
  readonly #probe: LivenessProbe;
  readonly #subscriptions: Subscription[] = [];
  #started = false;
  #known = false;
  #notReturned = new Set<string>();
  #anyReturned = false;

  constructor(
    connection: NatsConnection,
    gateway: string,
    clock: Clock,
    listener: RosterListener,
    settings: MicroserviceSettings,
  ) {
    this.#connection = connection;
    this.#inbox = rosterInbox(gateway);
    this.#clock = clock;
    this.#listener = listener;
    this.#settings = settings;
    this.#limiter = new PresenceLimiter(clock, listener.fault);
    this.#probe = new LivenessProbe(clock, {
      probe: () => this.#askAll(),
      roundEnded: () => {
        this.#limiter.newRound();
        this.#registry.newRound();
        this.#reportClocks();
      },
      probeCounted: (silentSince) => {
        this.#known = true;
        if (silentSince !== null) this.#removeSilent(silentSince);
        this.#registry.removeAbsent();
      },
    });
  }

  /** Subscribes, and sends a probe at once and then in each interval. */
  start(): void {
    const on = (subject: string, take: (message: Msg) => void) =>
      this.#subscriptions.push(
        subscribe(this.#connection, subject, { take, fault: this.#listener.fault }),
      );
    on(PRESENCE_WILDCARD, (message) => this.#announcementReceived(message));
    on(`${this.#inbox}.>`, (message) => this.#answerReceived(message));
    this.#started = true;
    this.#probe.start();
  }

  stop(): void {
    this.#started = false;
    this.#probe.stop();
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
  }

  /**
   * The connection is lost: no bidder can be asked, and none is removed for not answering (A10).
   */
  pause(): void {
    this.#probe.stop();
  }

  /**
   * The connection is restored: all bidders are asked at once, and each has its whole time to answer
   * again. The roster is not `known` until every bidder that was alive has sent something, or a
   * round is over. Before `start` and after `stop` this does nothing.
   */
  resume(): void {
    if (!this.#started) return;
    this.#known = false;
    this.#anyReturned = false;
    this.#notReturned = new Set(
      this.#registry.clients.filter(({ alive }) => alive).map(({ bidder }) => bidder),
    );
    this.#probe.start();
  }

  /** True once the bidders have had one round to answer, since the start or the reconnect. */
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

  get anyAlive(): boolean {
    return this.#registry.clients.some(({ alive }) => alive);
  }

  client(bidder: string): MicroserviceClient | undefined {
    return this.#registry.client(bidder);
  }

  /** The names of the bidders that are alive, or were a short time ago. */
  get bidders(): string[] {
    return this.#registry.names;
  }

  /** Who would take part in an auction that began now. Changes nothing. */
  expectation(search: FlightSearch): Expectation {
    const participants = this.#serving(search).map((client) => ({
      client,
      waited: client.wouldWait,
    }));
    return expectationOf(search, participants, (bidder) => this.#isAlive(bidder));
  }

  /**
   * Who takes part in the auction that begins now. It holds a place at each bidder's breaker, which
   * must end with a result or be released.
   */
  reserve(search: FlightSearch): Reservation {
    const places = this.#serving(search).map((client) => ({ client, place: client.reserve() }));
    const participants = places.map(({ client, place }) => ({ client, waited: place.waited }));
    return reservationOf(
      expectationOf(search, participants, (bidder) => this.#isAlive(bidder)),
      new Map(places.map(({ client, place }) => [client.bidder, place])),
      (bidder) => this.client(bidder),
    );
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

  #serving(search: FlightSearch): MicroserviceClient[] {
    const { origin, destination } = search.slices[0] as FlightSearch["slices"][number];
    return this.#registry.clients.filter((client) => client.serves(origin, destination));
  }

  #isAlive(bidder: string): boolean {
    return this.client(bidder)?.alive === true;
  }

  #newClient(bidder: string): MicroserviceClient {
    return new MicroserviceClient(bidder, this.#clock, {
      ...this.#settings,
      onBreaker: (state) => this.#listener.breaker(bidder, state),
    });
  }

  #reportClocks(): void {
    this.#listener.clocks?.(
      this.#registry.clients.flatMap(({ bidder, clock }) =>
        clock === null ? [] : { bidder, ...clock },
      ),
    );
  }

  #removeSilent(silentSince: number): void {
    for (const client of this.#registry.clients) {
      for (const instance of client.removeSilentSince(silentSince))
        this.#reportGone(client, instance, "lost");
    }
  }

  #reportGone(client: MicroserviceClient, instance: string, how: "left" | "lost"): void {
    this.#listener.gone(client.bidder, instance, how);
    // An instance that has announced its end still answers its calls; one that is lost does not.
    if (how === "lost" && !client.alive) this.#listener.lost(client.bidder);
  }

  #askAll(): Promise<void> | undefined {
    if (this.#connection.isClosed() || this.#connection.isDraining()) return undefined;
    this.#connection.publish(serviceSubject("PING"), undefined, { reply: `${this.#inbox}.ping` });
    for (const [bidder, nonce] of this.#registry.nonces()) this.#ask(bidder, nonce);
    return this.#connection.flush();
  }

  #ask(bidder: string, nonce: string): void {
    this.#connection.publish(serviceSubject("STATS", bidder), undefined, {
      reply: `${this.#inbox}.${bidder}.${nonce}`,
    });
  }

  #answerReceived({ subject, data }: Msg): void {
    // The broker's own answer (503): no bidder is subscribed there.
    if (data.length === 0) return;
    const [bidder = "", nonce = "", ...rest] = subject.slice(this.#inbox.length + 1).split(".");
    if (bidder === "ping" && nonce === "") this.#pingAnswered(subject, data);
    // Any sender can publish here. ROSTER-1: only the bidder itself knows the nonce.
    else if (rest.length === 0 && this.#registry.isNonceOf(bidder, nonce)) {
      const identity = this.#read({ kind: bidder }, subject, data);
      if (identity !== undefined) this.#reported(bidder, subject, identity.report);
    }
  }

  /** Any sender can give any name here. The bidder of that name is asked whether it is alive. */
  #pingAnswered(subject: string, data: Uint8Array): void {
    if (!this.#limiter.admits(UNCONFIRMED, subject, data.length)) return;
    const identity = readIdentity(data);
    if ("fault" in identity) return;
    const nonce = this.#registry.nonceToAsk(identity.name);
    if (nonce !== undefined) this.#ask(identity.name, nonce);
  }

  #announcementReceived({ subject, data }: Msg): void {
    const sender = parsePresenceSubject(subject);
    if (sender === undefined) return;
    const identity = this.#read(sender, subject, data);
    if (identity?.presence === "left") this.#left(sender.kind, sender.instance);
    else if (identity !== undefined) this.#reported(sender.kind, subject, identity.report);
  }

  /**
   * The identity in a message of a confirmed sender. Undefined, and reported to the log, when it is
   * refused.
   */
  #read(
    sender: { kind: string; instance?: string },
    subject: string,
    data: Uint8Array,
  ): Identity | undefined {
    if (!this.#limiter.admits(sender.kind, subject, data.length)) return undefined;
    const identity = readIdentity(data);
    const fault = "fault" in identity ? identity.fault : nameMismatch(sender, identity);
    if (fault === undefined) return identity as Identity;
    this.#limiter.report(sender.kind, subject, fault);
    return undefined;
  }

  #left(bidder: string, instance: string): void {
    const client = this.client(bidder);
    if (client?.remove(instance)) this.#reportGone(client, instance, "left");
  }

  #reported(bidder: string, subject: string, report: InstanceReport): void {
    this.#anyReturned = true;
    const client = this.#registry.confirm(bidder);
    const joined = client?.update(report, this.#clock.now()) ?? false;
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

function nameMismatch(
  { kind, instance }: { kind: string; instance?: string },
  { name, report }: Identity,
): string | undefined {
  if (name !== kind) return `it names the bidder ${name}`;
  return instance === undefined || instance === report.instance
    ? undefined
    : `${instance} names the instance ${report.instance}`;
}
