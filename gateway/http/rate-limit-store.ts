/**
 * Where the rate limiter counts: its own store asks Date.now, so a clock that is put back by an
 * hour would refuse its callers for an hour. This one counts by the steady clock. Fixed windows,
 * one for each key, as the limiter's own; A6: the least recently used key makes room.
 */
import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from "@fastify/rate-limit";
import { LRUCache } from "lru-cache";

const KEYS_MAX = 5_000;

interface Window {
  readonly beganAt: number;
  count: number;
}

/**
 * `nowMs`: monotonic. A class, since that is what the limiter takes; each route has a store of its
 * own.
 */
export function monotonicStore(nowMs: () => number): FastifyRateLimitStoreCtor {
  return class MonotonicStore implements FastifyRateLimitStore {
    readonly #windows = new LRUCache<string, Window>({ max: KEYS_MAX });

    incr(
      key: string,
      callback: (error: Error | null, result?: { current: number; ttl: number }) => void,
      windowMs = 60_000,
    ): void {
      const now = nowMs();
      const known = this.#windows.get(key);
      const window =
        known !== undefined && now - known.beganAt < windowMs ? known : { beganAt: now, count: 0 };
      window.count++;
      this.#windows.set(key, window);
      callback(null, { current: window.count, ttl: window.beganAt + windowMs - now });
    }

    child(): FastifyRateLimitStore {
      return new MonotonicStore();
    }
  };
}
