/**
 * The roster: which bidders are alive, and which markets each serves. It listens to the bidders' own announcements, and asks
 * all of them twice a second in the NATS service protocol (ADR-32).
 *
 * Who is who: a kind is first heard of by its answer to PING, which anybody may give. It is believed only when it answers STATS
 * on its own kind's subject, with a reply address that nobody else was told: the broker lets only the user of that kind listen
 * there (A4). Announcements are vouched for by their subject.
 */
import { randomBytes } from "node:crypto";
import type { Msg, NatsConnection, Subscription } from "nats";
import { z } from "zod";
import { subscribe } from "../../proto/connect.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { isMarket, isToken, PRESENCE_WILDCARD, parsePresenceSubject, rosterInbox, serviceSubject } from "../../proto/subjects.ts";
import type { Clock } from "../auction/clock.ts";
import { type BidderView, type InstanceNews, MicroserviceClient } from "./microservice-client.ts";

const ASK_EVERY_MS = 500;
/** An instance that has not answered for this long is not waited for any more. */
const SILENT_AFTER_MS = 2_000;
/** A6: kinds that are kept. */
const KINDS_MAX = 64;
/** A6: what an instance says of itself; more than this is not read. */
const IDENTITY_BYTES_MAX = 16 * 1024;

/** PING, INFO and STATS all begin like this; `markets` is what makes a service a bidder. */
const identity = z.object({
  name: z.string().refine(isToken),
  id: z.string().refine(isToken),
  version: z.string().max(64).catch("unknown"),
  metadata: z.object({ markets: z.string().max(4_096) }),
  // STATS: what an instance says of its endpoints is of the whole instance in ours, so the first one tells.
  endpoints: z
    .array(z.object({ data: z.object({ inFlight: z.int().nonnegative() }) }))
    .optional()
    .catch(undefined),
  // Announcements are INFO with this beside it.
  presence: z.enum(["joined", "left"]).optional(),
});

export interface RosterListener {
  joined(bidder: string, instance: string): void;
  gone(bidder: string, instance: string, how: "left" | "lost"): void;
  fault(subject: string, error: unknown): void;
}

export class Roster {
  readonly #connection: NatsConnection;
  readonly #inbox: string;
  readonly #clock: Clock;
  readonly #listener: RosterListener;
  readonly #clients = new Map<string, MicroserviceClient>();
  readonly #subscriptions: Subscription[] = [];
  /** The reply address that only this kind was told. */
  readonly #nonces = new Map<string, string>();
  #stopAsking = () => {};
  #known = false;

  constructor(connection: NatsConnection, gateway: string, clock: Clock, listener: RosterListener) {
    this.#connection = connection;
    this.#inbox = rosterInbox(gateway);
    this.#clock = clock;
    this.#listener = listener;
  }

  /** True once a first round of questions has had time to be answered. */
  get known(): boolean {
    return this.#known;
  }

  /** Listens, asks, and goes on asking. */
  start(): void {
    const on = (subject: string, hear: (subject: string, text: string) => void) => {
      const take = (message: Msg) => {
        if (message.data.length <= IDENTITY_BYTES_MAX) hear(message.subject, message.string());
      };
      this.#subscriptions.push(subscribe(this.#connection, subject, { take, fault: this.#listener.fault }));
    };
    on(PRESENCE_WILDCARD, (subject, text) => this.#announced(subject, text));
    on(`${this.#inbox}.*`, (subject, text) => this.#answered(subject, text));
    this.#ask();
  }

  stop(): void {
    this.#stopAsking();
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
  }

  client(bidder: string): MicroserviceClient | undefined {
    return this.#clients.get(bidder);
  }

  /** Who is waited for in the market of this search. */
  expectation(search: FlightSearch): { expected: string[]; required: string[]; absent: string[] } {
    const { origin, destination } = search.slices[0] as FlightSearch["slices"][number];
    const expected = [...this.#clients.values()].filter((client) => client.serves(origin, destination)).map(({ bidder }) => bidder);
    const absent = search.policy.required.filter((bidder) => this.#clients.get(bidder)?.alive !== true);
    // A required bidder that is alive, but serves other markets, has nothing to say here and is not waited for.
    const required = search.policy.required.filter((bidder) => absent.includes(bidder) || expected.includes(bidder));
    return { expected: expected.sort(), required, absent };
  }

  views(required: readonly string[]): BidderView[] {
    const alive = [...this.#clients.values()].filter((client) => client.alive || required.includes(client.bidder));
    const missing = required.filter((bidder) => !this.#clients.has(bidder)).map((bidder) => new MicroserviceClient(bidder));
    return [...alive, ...missing]
      .map((client) => client.view(required.includes(client.bidder)))
      .sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
  }

  #ask(): void {
    const now = this.#clock.now();
    for (const client of this.#clients.values()) {
      for (const instance of client.forgetUnseenSince(now - SILENT_AFTER_MS)) this.#listener.gone(client.bidder, instance, "lost");
    }
    if (!this.#connection.isClosed() && !this.#connection.isDraining()) {
      this.#connection.publish(serviceSubject("PING"), undefined, { reply: `${this.#inbox}.ping` });
      for (const kind of this.#clients.keys()) this.#askKind(kind);
    }
    this.#stopAsking = this.#clock.at(now + ASK_EVERY_MS, () => {
      this.#known = true;
      this.#ask();
    });
  }

  #askKind(kind: string): void {
    const nonce = this.#nonces.get(kind) ?? randomBytes(12).toString("base64url");
    this.#nonces.set(kind, nonce);
    this.#connection.publish(serviceSubject("STATS", kind), undefined, { reply: `${this.#inbox}.${nonce}` });
  }

  #answered(subject: string, text: string): void {
    const said = readIdentity(text);
    if (said === undefined) return;
    const { name: kind, news } = said;
    if (subject.endsWith(".ping")) {
      if (this.#clients.has(kind) || this.#clients.size >= KINDS_MAX) return;
      this.#clients.set(kind, new MicroserviceClient(kind));
      this.#askKind(kind);
    } else if (this.#nonces.get(kind) === subject.slice(this.#inbox.length + 1)) {
      this.#seen(kind, news);
    }
  }

  #announced(subject: string, text: string): void {
    const from = parsePresenceSubject(subject);
    if (from === undefined) return;
    const said = readIdentity(text);
    if (said === undefined || said.name !== from.kind || said.news.instance !== from.instance) return;
    if (said.presence === "left") {
      if (this.#clients.get(from.kind)?.left(from.instance)) this.#listener.gone(from.kind, from.instance, "left");
      return;
    }
    if (!this.#clients.has(from.kind) && this.#clients.size < KINDS_MAX) this.#clients.set(from.kind, new MicroserviceClient(from.kind));
    this.#seen(from.kind, said.news);
  }

  #seen(kind: string, news: InstanceNews): void {
    if (this.#clients.get(kind)?.seen(news, this.#clock.now())) {
      this.#known = true;
      this.#listener.joined(kind, news.instance);
    }
  }
}

interface Identity {
  readonly name: string;
  readonly news: InstanceNews;
  readonly presence: "joined" | "left" | undefined;
}

function readIdentity(text: string): Identity | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = identity.safeParse(json);
  if (!read.success) return undefined;
  const { name, id, version, metadata, endpoints, presence } = read.data;
  const markets = metadata.markets
    .split(",")
    .map((market) => market.trim())
    .filter(isMarket);
  return { name, news: { instance: id, version, markets, inFlight: endpoints?.[0]?.data.inFlight ?? null }, presence };
}
