/**
 * The registry of the bidders that the broker has confirmed.
 *
 * REGISTRY-1 A name in an answer to PING, which any sender can give, is not registered before the
 *    broker has confirmed it (A4). The bidder of that name is asked with a nonce of its own. The
 *    nonce is computed from the name and a secret, so nothing is stored before the answer. So
 *    invented names, however many, take no room of a real bidder (A6).
 */
import { createHmac, randomBytes } from "node:crypto";
import { BIDDERS_MAX } from "../auction/limits.ts";
import { PROBE_INTERVAL_MS } from "./liveness-probe.ts";
import type { MicroserviceClient } from "./microservice-client.ts";

/**
 * The number of probes for which a bidder without an instance is kept, with its history: ten
 * minutes.
 */
export const ABSENT_PROBES_MAX = (10 * 60_000) / PROBE_INTERVAL_MS;

interface RegisteredBidder {
  readonly client: MicroserviceClient;
  /** The last token of the reply address that only this bidder was given. */
  readonly nonce: string;
  /** The number of probes for which it has had no instance. */
  absentProbes: number;
}

/**
 * A6: at most BIDDERS_MAX bidders are kept, each with its instances. When the registry is full, the
 * bidder that has been absent for longest is removed for a new one.
 */
export class BidderRegistry {
  readonly #newClient: (bidder: string) => MicroserviceClient;
  readonly #confirmed = new Map<string, RegisteredBidder>();
  /** Null when they have changed. */
  #names: readonly string[] | null = null;
  /**
   * Unconfirmed names that were asked in this probe interval. A6: not more than the messages that
   * are read in one (MESSAGES_MAX).
   */
  readonly #asked = new Set<string>();
  readonly #secret = randomBytes(32);

  constructor(newClient: (bidder: string) => MicroserviceClient) {
    this.#newClient = newClient;
  }

  /** The names of the confirmed bidders, in order. Each search that names bidders asks for them. */
  get names(): readonly string[] {
    this.#names ??= [...this.#confirmed.keys()].sort();
    return this.#names;
  }

  get clients(): MicroserviceClient[] {
    return [...this.#confirmed.values()].map(({ client }) => client);
  }

  /** The confirmed bidders, each with the nonce to ask it with. */
  *nonces(): Generator<readonly [bidder: string, nonce: string]> {
    for (const [bidder, { nonce }] of this.#confirmed) yield [bidder, nonce];
  }

  /** The nonce to ask a confirmed bidder with. */
  nonceOf(bidder: string): string | undefined {
    return this.#confirmed.get(bidder)?.nonce;
  }

  client(bidder: string): MicroserviceClient | undefined {
    return this.#confirmed.get(bidder)?.client;
  }

  /**
   * True when this is the nonce of the bidder. Then the sender receives messages where only that
   * bidder can (A4).
   */
  isNonceOf(bidder: string, nonce: string): boolean {
    return nonce === (this.#confirmed.get(bidder)?.nonce ?? this.#nonce(bidder));
  }

  /**
   * An unconfirmed sender has named this bidder. Returns the nonce to ask it with, once in a probe
   * interval; undefined when the bidder is confirmed, or was asked in this one.
   */
  takeNonceFor(bidder: string): string | undefined {
    if (this.#confirmed.has(bidder) || this.#asked.has(bidder)) return undefined;
    this.#asked.add(bidder);
    return this.#nonce(bidder);
  }

  /**
   * The broker has confirmed this name. Undefined when the registry is full of bidders that are
   * alive.
   */
  confirm(bidder: string): MicroserviceClient | undefined {
    const known = this.client(bidder);
    if (known !== undefined) return known;
    if (this.#confirmed.size >= BIDDERS_MAX && !this.#removeLongestAbsent()) return undefined;
    const client = this.#newClient(bidder);
    this.#names = null;
    this.#confirmed.set(bidder, { client, nonce: this.#nonce(bidder), absentProbes: 0 });
    return client;
  }

  /** A probe interval is over: names that were not confirmed can be asked again. */
  newInterval(): void {
    this.#asked.clear();
  }

  /** A probe that counts is over: removes the bidders that have been absent for too long. */
  removeAbsent(): void {
    for (const [bidder, entry] of this.#confirmed) {
      entry.absentProbes = entry.client.alive ? 0 : entry.absentProbes + 1;
      if (entry.absentProbes > ABSENT_PROBES_MAX) this.#remove(bidder);
    }
  }

  #removeLongestAbsent(): boolean {
    const absent = [...this.#confirmed].filter(([, { client }]) => !client.alive);
    const longest = absent.sort(([, a], [, b]) => b.absentProbes - a.absentProbes)[0];
    return longest !== undefined && this.#remove(longest[0]);
  }

  #remove(bidder: string): boolean {
    this.#names = null;
    return this.#confirmed.delete(bidder);
  }

  #nonce(bidder: string): string {
    return createHmac("sha256", this.#secret).update(bidder).digest("base64url");
  }
}
