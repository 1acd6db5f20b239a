/**
 * The store of the rate limiter. The limiter's own store uses Date.now: after the clock is set back
 * by an hour it would refuse callers for an hour. This one uses the monotonic clock. It has fixed
 * windows, one for each key, like the limiter's own. A6: the least recently used key is removed
 * first.
 */
import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from "@fastify/rate-limit";
import { LRUCache } from "lru-cache";

const KEYS_MAX = 5_000;

interface Window {
  readonly beganAt: number;
  count: number;
}

/** `nowMs`: monotonic. Returns a class, because the limiter makes a store for each route. */
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
