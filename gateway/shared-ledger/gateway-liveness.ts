/**
 * Which other gateways are gone, as the broker says.
 *
 * LIVENESS-1 A gateway is gone when the broker has said for `GONE_MS_MIN` that nobody listens as
 *    that gateway. One that reconnects is back before, and one answer in between says that it is
 *    there.
 * LIVENESS-2 A6: for one gateway the broker is asked once in `ASK_MS` at most, however many want to
 *    know it, and a bounded number of gateways is remembered.
 */
import { LRUCache } from "lru-cache";
import type { Clock } from "../../common/runtime/clock.ts";
import { expiryBy } from "../runtime/cache-expiry.ts";

/** A gateway that has lost the broker tries again each second or two. */
export const GONE_MS_MIN = 4_000;
export const ASK_MS = 1_000;
const GATEWAYS_MAX = 256;
/** What was said before that says nothing of the time in between. */
const FORGET_MS = 30_000;

interface Asked {
  readonly atMs: number;
  /** Since when the broker has said that nobody listens; null where somebody does. */
  readonly absentSinceMs: Promise<number | null>;
}

export class GatewayLiveness {
  readonly #clock: Pick<Clock, "now">;
  readonly #isConnected: (gateway: string) => Promise<boolean>;
  readonly #asked: LRUCache<string, Asked>;

  /** `isConnected` asks the broker. True where it does not say; it never rejects. */
  constructor(clock: Pick<Clock, "now">, isConnected: (gateway: string) => Promise<boolean>) {
    this.#clock = clock;
    this.#isConnected = isConnected;
    this.#asked = new LRUCache({ max: GATEWAYS_MAX, ...expiryBy(clock, FORGET_MS) });
  }

  async isGone(gateway: string): Promise<boolean> {
    const asked = this.#askedOf(gateway);
    const sinceMs = await asked.absentSinceMs;
    return sinceMs !== null && asked.atMs - sinceMs >= GONE_MS_MIN;
  }

  #askedOf(gateway: string): Asked {
    const atMs = this.#clock.now();
    const before = this.#asked.get(gateway);
    if (before !== undefined && atMs - before.atMs < ASK_MS) return before;
    const asked = { atMs, absentSinceMs: this.#ask(gateway, atMs, before) };
    this.#asked.set(gateway, asked);
    return asked;
  }

  async #ask(gateway: string, atMs: number, before: Asked | undefined): Promise<number | null> {
    if (await this.#isConnected(gateway)) return null;
    return (await before?.absentSinceMs) ?? atMs;
  }
}
