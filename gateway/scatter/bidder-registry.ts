/**
 * Which kinds there are. A name that was only heard of, which anybody may say, is no kind before
 * the broker has vouched for it (A4): it is asked with a nonce of its own, and nothing need be kept
 * until it answers, since the nonce is made from the name and a secret. So however many names are
 * made up, they take no place from those that are real (A6).
 */
import { createHmac, randomBytes } from "node:crypto";
import { ASK_EVERY_MS } from "./liveness-probe.ts";
import type { MicroserviceClient } from "./microservice-client.ts";

/**
 * A6: kinds that are kept, each with its instances. When there are so many, the one longest away
 * makes room for a new one.
 */
export const KINDS_MAX = 64;
/**
 * A kind without an instance is kept, with its history, for so many rounds: ten minutes in which it
 * was asked.
 */
export const KIND_KEPT_ROUNDS = (10 * 60_000) / ASK_EVERY_MS;

interface Kind {
  readonly client: MicroserviceClient;
  /** The last token of the reply address that only this kind was told. */
  readonly nonce: string;
  /** How many rounds it has been without an instance. */
  absentRounds: number;
}

export class Kinds {
  readonly #newClient: (name: string) => MicroserviceClient;
  readonly #confirmed = new Map<string, Kind>();
  /**
   * Names that were heard of, and asked, in this round. A6: no more than are listened to in one
   * (MESSAGES_MAX).
   */
  readonly #unconfirmed = new Set<string>();
  readonly #secret = randomBytes(32);

  constructor(newClient: (name: string) => MicroserviceClient) {
    this.#newClient = newClient;
  }

  /** Of the confirmed kinds. */
  get names(): string[] {
    return [...this.#confirmed.keys()].sort();
  }

  get clients(): MicroserviceClient[] {
    return [...this.#confirmed.values()].map(({ client }) => client);
  }

  /** Who is asked, and with which nonce. */
  *questions(): Generator<readonly [name: string, nonce: string]> {
    for (const [name, { nonce }] of this.#confirmed) yield [name, nonce];
  }

  client(name: string): MicroserviceClient | undefined {
    return this.#confirmed.get(name)?.client;
  }

  /**
   * True when this is what the kind was asked with. Then who answers listens where only the kind
   * itself may (A4).
   */
  askedWith(name: string, nonce: string): boolean {
    return nonce === (this.#confirmed.get(name)?.nonce ?? this.#nonce(name));
  }

  /**
   * Somebody has said this name. The nonce to ask it with, unless it is known or was asked in this
   * round.
   */
  heardOf(name: string): string | undefined {
    if (this.#confirmed.has(name) || this.#unconfirmed.has(name)) return undefined;
    this.#unconfirmed.add(name);
    return this.#nonce(name);
  }

  /** The broker vouches for this name. Undefined when there is no room: as many are alive. */
  confirm(name: string): MicroserviceClient | undefined {
    const known = this.client(name);
    if (known !== undefined) return known;
    if (this.#confirmed.size >= KINDS_MAX && !this.#forgetLongestAway()) return undefined;
    const client = this.#newClient(name);
    this.#confirmed.set(name, { client, nonce: this.#nonce(name), absentRounds: 0 });
    return client;
  }

  /** A round is over: whoever has not answered may be heard of, and asked, again. */
  newRound(): void {
    this.#unconfirmed.clear();
  }

  /** A round that counts has passed: forgets the kinds that have been away for long. */
  forgetAway(): void {
    for (const [name, kind] of this.#confirmed) {
      kind.absentRounds = kind.client.alive ? 0 : kind.absentRounds + 1;
      if (kind.absentRounds > KIND_KEPT_ROUNDS) this.#confirmed.delete(name);
    }
  }

  #forgetLongestAway(): boolean {
    const away = [...this.#confirmed].filter(([, { client }]) => !client.alive);
    const longest = away.sort(([, a], [, b]) => b.absentRounds - a.absentRounds)[0];
    return longest !== undefined && this.#confirmed.delete(longest[0]);
  }

  #nonce(name: string): string {
    return createHmac("sha256", this.#secret).update(name).digest("base64url");
  }
}
