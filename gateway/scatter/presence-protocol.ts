/**
 * The presence messages between the roster and the bidders: announcements, and answers in the NATS
 * service protocol (ADR-32).
 *
 * PRESENCE-1 A bidder is trusted only when the broker confirms its name (A4). An answer to PING,
 *    which any sender can give, only names a bidder. That bidder is then asked for STATS on its own
 *    subject, with a reply address that no other sender knows: the broker lets only the user of that
 *    bidder subscribe there. The name in an announcement is confirmed by its subject.
 */
import type { Msg, NatsConnection, Subscription } from "nats";
import { subscribe } from "../../common/runtime/connect.ts";
import { standbyRequest } from "../../proto/standby.ts";
import {
  PRESENCE_WILDCARD,
  parsePresenceSubject,
  rosterInbox,
  serviceSubject,
} from "../../proto/subjects.ts";
import type { BidderRegistry } from "./bidder-registry.ts";
import { type Identity, readIdentity } from "./identity.ts";
import type { InstanceReport } from "./instance-table.ts";
import type { PresenceLimiter } from "./presence-limiter.ts";

/**
 * Answers to PING are counted under this name: their sender is not confirmed. No bidder has this
 * name.
 */
const UNCONFIRMED = "";

/** The last token of the reply address for answers to INFO. */
const INFO_TOKEN = "info";

/**
 * A6: the last probes whose time is kept, so that their round trips are known. An answer that is
 * later than eight seconds is taken for that of a later probe.
 */
const PROBES_KEPT = 16;

interface PresenceListener {
  /**
   * A confirmed bidder has reported an instance, in a message with this subject. `askedAtMs`: when
   * it was asked for that; null where it came by itself.
   */
  reported(bidder: string, report: InstanceReport, subject: string, askedAtMs: number | null): void;
  /** An instance has announced its end. */
  left(bidder: string, instance: string): void;
  /** A confirmed bidder has answered INFO. */
  informed(bidder: string, data: Uint8Array): void;
  /** A subscription failed. */
  fault(subject: string, error: unknown): void;
}

export class PresenceProtocol {
  readonly #connection: NatsConnection;
  readonly #inbox: string;
  readonly #registry: BidderRegistry;
  readonly #limiter: PresenceLimiter;
  readonly #listener: PresenceListener;
  readonly #subscriptions: Subscription[] = [];
  /** Monotonic: when the last probes were sent. The last token of a reply address is the index. */
  readonly #probedAtMs: (number | undefined)[] = new Array(PROBES_KEPT).fill(undefined);
  #probes = 0;

  constructor(
    connection: NatsConnection,
    gateway: string,
    registry: BidderRegistry,
    limiter: PresenceLimiter,
    listener: PresenceListener,
  ) {
    this.#connection = connection;
    this.#inbox = rosterInbox(gateway);
    this.#registry = registry;
    this.#limiter = limiter;
    this.#listener = listener;
  }

  start(): void {
    const on = (subject: string, take: (message: Msg) => void) =>
      this.#subscriptions.push(
        subscribe(this.#connection, subject, { take, fault: this.#listener.fault }),
      );
    on(PRESENCE_WILDCARD, (message) => this.#announcementReceived(message));
    on(`${this.#inbox}.>`, (message) => this.#answerReceived(message));
  }

  stop(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.unsubscribe();
  }

  /**
   * Asks all bidders for their presence; `nowMs` is monotonic. Resolves when the broker has the
   * messages; rejects when they are lost. Undefined when there is no connection.
   */
  askAll(nowMs: number): Promise<void> | undefined {
    if (this.#connection.isClosed() || this.#connection.isDraining()) return undefined;
    this.#probes = (this.#probes + 1) % PROBES_KEPT;
    this.#probedAtMs[this.#probes] = nowMs;
    this.#connection.publish(serviceSubject("PING"), undefined, { reply: `${this.#inbox}.ping` });
    for (const [bidder, nonce] of this.#registry.nonces())
      this.#ask(bidder, `${nonce}.${this.#probes}`);
    return this.#connection.flush();
  }

  /** Asks one instance of a confirmed bidder for INFO. Without a connection nothing is sent. */
  askInfo(bidder: string, instance: string): void {
    if (this.#connection.isClosed() || this.#connection.isDraining()) return;
    const nonce = this.#registry.nonceOf(bidder);
    if (nonce === undefined) return;
    this.#connection.publish(serviceSubject("INFO", bidder, instance), undefined, {
      reply: `${this.#inbox}.${bidder}.${nonce}.${INFO_TOKEN}`,
    });
  }

  /** `address`: the nonce, and behind it the probe if it is one. */
  #ask(bidder: string, address: string): void {
    const word = this.#registry.client(bidder)?.standbyWord;
    const said = word === undefined ? undefined : standbyRequest(word);
    this.#connection.publish(serviceSubject("STATS", bidder), said, {
      reply: `${this.#inbox}.${bidder}.${address}`,
    });
  }

  #answerReceived({ subject, data }: Msg): void {
    // The broker's own answer (503): no bidder is subscribed there.
    if (data.length === 0) return;
    const [bidder = "", nonce = "", ...rest] = subject.slice(this.#inbox.length + 1).split(".");
    if (bidder === "ping" && nonce === "") this.#pingAnswered(subject, data);
    // Any sender can publish here. PRESENCE-1: only the bidder itself knows the nonce.
    else if (!this.#registry.isNonceOf(bidder, nonce)) return;
    else if (rest.length === 1 && rest[0] === INFO_TOKEN) {
      if (this.#limiter.tryAcquire(bidder, subject, data.length))
        this.#listener.informed(bidder, data);
    } else if (rest.length <= 1) {
      const askedAtMs = rest.length === 0 ? null : this.#probedAt(rest[0]);
      // No probe has this number.
      if (askedAtMs === undefined) return;
      const identity = this.#read({ kind: bidder }, subject, data);
      if (identity !== undefined)
        this.#listener.reported(bidder, identity.report, subject, askedAtMs);
    }
  }

  #probedAt(token = ""): number | undefined {
    return /^\d{1,2}$/.test(token) ? this.#probedAtMs[Number(token)] : undefined;
  }

  /** Any sender can give any name here. The bidder of that name is asked whether it is alive. */
  #pingAnswered(subject: string, data: Uint8Array): void {
    if (!this.#limiter.tryAcquire(UNCONFIRMED, subject, data.length)) return;
    const identity = readIdentity(data);
    if ("fault" in identity) return;
    const nonce = this.#registry.takeNonceFor(identity.name);
    if (nonce !== undefined) this.#ask(identity.name, nonce);
  }

  #announcementReceived({ subject, data }: Msg): void {
    const sender = parsePresenceSubject(subject);
    if (sender === undefined) return;
    const identity = this.#read(sender, subject, data);
    if (identity?.presence === "left") this.#listener.left(sender.kind, sender.instance);
    else if (identity !== undefined)
      this.#listener.reported(sender.kind, identity.report, subject, null);
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
    if (!this.#limiter.tryAcquire(sender.kind, subject, data.length)) return undefined;
    const identity = readIdentity(data);
    const fault = "fault" in identity ? identity.fault : nameMismatch(sender, identity);
    if (fault === undefined) return identity as Identity;
    this.#limiter.report(sender.kind, subject, fault);
    return undefined;
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
