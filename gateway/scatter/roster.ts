/**
 * The roster: which bidders are alive, and which markets each serves. It listens to the bidders'
 * own announcements, and asks all of them twice a second in the NATS service protocol (ADR-32).
 *
 * Who is who: a kind may be heard of by an answer to PING, which anybody may give. It is believed
 * only when it answers STATS on its own kind's subject, to a reply address that nobody else was
 * told: the broker lets only the user of that kind listen there (A4). Announcements are vouched for
 * by their subject.
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
import type { Expectation } from "../auction/ports.ts";
import { KINDS_MAX, Kinds } from "./bidder-registry.ts";
import type { BreakerState } from "./breaker.ts";
import { type Identity, readIdentity } from "./identity.ts";
import { Rounds } from "./liveness-probe.ts";
import {
  type BidderView,
  INSTANCES_MAX,
  type InstanceNews,
  MicroserviceClient,
  type MicroserviceSettings,
} from "./microservice-client.ts";
import { Hearing } from "./presence-limiter.ts";

/**
 * Under this name is counted how much is read of answers to PING: nobody vouches for whose they
 * are. No kind is called so.
 */
const ANYBODY = "";

export interface RosterListener {
  joined(bidder: string, instance: string): void;
  gone(bidder: string, instance: string, how: "left" | "lost"): void;
  /** The last live instance of this bidder is lost. */
  lost(bidder: string): void;
  breaker(bidder: string, state: BreakerState): void;
  /** A round is over: what the clocks of the live bidders show, one reading a bidder. */
  clocks?(readings: readonly { bidder: string; wallAtZeroMs: number; readAt: number }[]): void;
  /**
   * A subscription failed, or what a bidder says of itself is refused; the error says why. Of one
   * kind at most once a minute.
   */
  fault(subject: string, error: unknown): void;
}

export class Roster {
  readonly #connection: NatsConnection;
  readonly #inbox: string;
  readonly #clock: Clock;
  readonly #listener: RosterListener;
  readonly #settings: MicroserviceSettings;
  readonly #kinds = new Kinds((name) => this.#newClient(name));
  readonly #hearing: Hearing;
  readonly #rounds: Rounds;
  readonly #subscriptions: Subscription[] = [];
  #started = false;
  #known = false;
  /** Kinds that were alive when the connection came back, and have not been heard since. */
  #awaited = new Set<string>();
  #heardSinceResume = false;

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
    this.#hearing = new Hearing(clock, listener.fault);
    this.#rounds = new Rounds(clock, {
      ask: () => this.#ask(),
      over: () => {
        this.#hearing.newRound();
        this.#kinds.newRound();
        this.#listener.clocks?.(
          this.#kinds.clients.flatMap(({ bidder, clock }) =>
            clock === null ? [] : { bidder, ...clock },
          ),
        );
      },
      passed: (unheardSince) => {
        this.#known = true;
        if (unheardSince !== null) this.#forget(unheardSince);
        this.#kinds.forgetAway();
      },
    });
  }

  /**
   * True once a round of questions has had time to be answered, since the start or since the
   * connection came back.
   */
  get known(): boolean {
    return this.#known;
  }

  /** Listens, asks, and goes on asking. */
  start(): void {
    const on = (subject: string, take: (message: Msg) => void) =>
      this.#subscriptions.push(
        subscribe(this.#connection, subject, { take, fault: this.#listener.fault }),
      );
    on(PRESENCE_WILDCARD, (message) => this.#announced(message));
    on(`${this.#inbox}.>`, (message) => this.#answered(message));
    this.#started = true;
    this.#rounds.start();
  }

  stop(): void {
    this.#started = false;
    this.#rounds.stop();
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
  }

  /**
   * The connection is lost: nobody can be asked, and nobody is forgotten for not answering (A10).
   */
  pause(): void {
    this.#rounds.stop();
  }

  /**
   * The connection is back: everybody is asked at once, and has as long to answer as if heard from
   * just now. The roster is not `known` until every kind that was alive has spoken, or a round has
   * passed. Before `start` and after `stop` this does nothing.
   */
  resume(): void {
    if (!this.#started) return;
    this.#known = false;
    this.#heardSinceResume = false;
    this.#awaited = new Set(
      this.#kinds.clients.filter(({ alive }) => alive).map(({ bidder }) => bidder),
    );
    this.#rounds.start();
  }

  /** Kinds that were alive when the connection came back, and have not been heard since. */
  get awaited(): string[] {
    return [...this.#awaited].sort();
  }

  /** Some bidder has spoken since the connection came back. */
  get anyHeardSinceResume(): boolean {
    return this.#heardSinceResume;
  }

  get anyAlive(): boolean {
    return this.#kinds.clients.some(({ alive }) => alive);
  }

  client(bidder: string): MicroserviceClient | undefined {
    return this.#kinds.client(bidder);
  }

  /** Bidders that are alive here, or were lately. */
  get kinds(): string[] {
    return this.#kinds.names;
  }

  /**
   * Who takes part in an auction for this search. Asks the breakers, so it is asked once an
   * auction.
   */
  expectation(search: FlightSearch): Expectation {
    const { origin, destination } = search.slices[0] as FlightSearch["slices"][number];
    const serving = this.#kinds.clients.filter((client) => client.serves(origin, destination));
    const admitted = serving.map((client) => ({ client, ...client.admit() }));
    // With nobody else to wait for, those behind open breakers are waited for: there is nothing to
    // lose by it.
    const nobodyElse = admitted.every(({ waited }) => !waited);
    const names = (list: typeof admitted) => list.map(({ client }) => client.bidder).sort();
    const expected = nobodyElse ? admitted : admitted.filter(({ waited }) => waited);
    const hedgeAfterMs = new Map<string, number>();
    for (const { client } of expected) {
      const afterMs = client.hedgeAfterMs();
      if (afterMs !== null) hedgeAfterMs.set(client.bidder, afterMs);
    }
    const { required } = search.policy;
    const absent = required.filter((bidder) => this.client(bidder)?.alive !== true);
    return {
      expected: names(expected),
      skipped: nobodyElse ? [] : names(admitted.filter(({ waited }) => !waited)),
      // A required bidder that is alive, but serves other markets, has nothing to say here and is
      // not waited for.
      required: required.filter(
        (bidder) => absent.includes(bidder) || serving.some((client) => client.bidder === bidder),
      ),
      absent,
      hedgeAfterMs,
      trials: names(admitted.filter(({ trial }) => trial)),
    };
  }

  views(required: readonly string[]): BidderView[] {
    const seen = this.#kinds.clients.filter(
      (client) => client.alive || required.includes(client.bidder),
    );
    const missing = required
      .filter((bidder) => this.client(bidder) === undefined)
      .map((bidder) => this.#newClient(bidder));
    return [...seen, ...missing]
      .map((client) => client.view(required.includes(client.bidder)))
      .sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
  }

  #newClient(bidder: string): MicroserviceClient {
    return new MicroserviceClient(bidder, this.#clock, {
      ...this.#settings,
      onBreaker: (state) => this.#listener.breaker(bidder, state),
    });
  }

  #forget(unheardSince: number): void {
    for (const client of this.#kinds.clients) {
      for (const instance of client.forgetUnseenSince(unheardSince))
        this.#gone(client, instance, "lost");
    }
  }

  /** Somebody has gone: says so, and when it was the last of its kind, says that too. */
  #gone(client: MicroserviceClient, instance: string, how: "left" | "lost"): void {
    this.#listener.gone(client.bidder, instance, how);
    // One that left politely still answers what it has taken; one that is lost does not.
    if (how === "lost" && !client.alive) this.#listener.lost(client.bidder);
  }

  #ask(): Promise<void> | undefined {
    if (this.#connection.isClosed() || this.#connection.isDraining()) return undefined;
    this.#connection.publish(serviceSubject("PING"), undefined, { reply: `${this.#inbox}.ping` });
    for (const [kind, nonce] of this.#kinds.questions()) this.#askKind(kind, nonce);
    return this.#connection.flush();
  }

  #askKind(kind: string, nonce: string): void {
    this.#connection.publish(serviceSubject("STATS", kind), undefined, {
      reply: `${this.#inbox}.${kind}.${nonce}`,
    });
  }

  #answered({ subject, data }: Msg): void {
    // The broker's own answer (503): nobody listens there.
    if (data.length === 0) return;
    const [kind = "", nonce = "", ...rest] = subject.slice(this.#inbox.length + 1).split(".");
    if (kind === "ping" && nonce === "") this.#pinged(subject, data);
    // Anybody may write here. A4: only the kind itself knows the nonce.
    else if (rest.length === 0 && this.#kinds.askedWith(kind, nonce)) {
      const said = this.#read({ kind }, subject, data);
      if (said !== undefined) this.#seen(kind, subject, said.news);
    }
  }

  /** Anybody may say any name here: it is asked, under that name, whether it is there. */
  #pinged(subject: string, data: Uint8Array): void {
    if (!this.#hearing.admits(ANYBODY, subject, data.length)) return;
    const said = readIdentity(data);
    if ("wrong" in said) return;
    const nonce = this.#kinds.heardOf(said.name);
    if (nonce !== undefined) this.#askKind(said.name, nonce);
  }

  #announced({ subject, data }: Msg): void {
    const from = parsePresenceSubject(subject);
    if (from === undefined) return;
    const said = this.#read(from, subject, data);
    if (said?.presence === "left") this.#left(from.kind, from.instance);
    else if (said !== undefined) this.#seen(from.kind, subject, said.news);
  }

  /**
   * What somebody whom the broker vouches for says of itself. Undefined, and told to the log, when
   * it cannot be believed.
   */
  #read(
    from: { kind: string; instance?: string },
    subject: string,
    data: Uint8Array,
  ): Identity | undefined {
    if (!this.#hearing.admits(from.kind, subject, data.length)) return undefined;
    const said = readIdentity(data);
    const wrong = "wrong" in said ? said.wrong : wrongName(from, said);
    if (wrong === undefined) return said as Identity;
    this.#hearing.complain(from.kind, subject, wrong);
    return undefined;
  }

  #left(kind: string, instance: string): void {
    const client = this.client(kind);
    if (client?.left(instance)) this.#gone(client, instance, "left");
  }

  #seen(kind: string, subject: string, news: InstanceNews): void {
    this.#heardSinceResume = true;
    const client = this.#kinds.confirm(kind);
    const joined = client?.seen(news, this.#clock.now()) ?? false;
    if (joined) this.#listener.joined(kind, news.instance);
    else if (client === undefined)
      this.#hearing.complain(kind, subject, `${KINDS_MAX} bidders are alive already`);
    else if (!client.lists(news.instance)) {
      this.#hearing.complain(
        kind,
        subject,
        `${news.instance} is one more than the ${INSTANCES_MAX} instances that are listed`,
      );
    }
    if (this.#awaited.delete(kind) && this.#awaited.size === 0) this.#known = true;
  }
}

function wrongName(
  { kind, instance }: { kind: string; instance?: string },
  { name, news }: Identity,
): string | undefined {
  if (name !== kind) return `it calls itself ${name}`;
  return instance === undefined || instance === news.instance
    ? undefined
    : `${instance} calls itself ${news.instance}`;
}
