/**
 * The store of the rate limiter. The limiter's own store uses Date.now: after the clock is set back
 * by an hour it would refuse callers for an hour. This one uses the monotonic clock. It has fixed
 * windows, one for each key, like the limiter's own. A6: the least recently used key is removed
 * first.
 */
import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from "@fastify/rate-limit";
import { LRUCache } from "lru-cache";

const KEYS_MAX = 5_000;

/** The limits of the routes are for a minute. */
export const RATE_WINDOW_MS = 60_000;

interface RateWindow {
  beganAtMs: number;
  count: number;
}

/** The windows of one route. */
export class RateWindows {
  /** Monotonic. */
  readonly #nowMs: () => number;
  readonly #windows = new LRUCache<string, RateWindow>({ max: KEYS_MAX });

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Counts one more request. `ttl`: milliseconds until the window ends. */
  count(key: string, windowMs: number): { current: number; ttl: number } {
    const now = this.#nowMs();
    let window = this.#windows.get(key);
    if (window === undefined) {
      window = { beganAtMs: now, count: 0 };
      this.#windows.set(key, window);
    } else if (now - window.beganAtMs >= windowMs) {
      window.beganAtMs = now;
      window.count = 0;
    }
    window.count++;
    return { current: window.count, ttl: window.beganAtMs + windowMs - now };
  }
}

/**
 * `nowMs`: monotonic. `shared`: by path, the windows of routes whose requests are counted elsewhere
 * too. Returns a class, because the limiter makes a store for each route.
 */
export function monotonicStore(
  nowMs: () => number,
  shared: ReadonlyMap<string, RateWindows> = new Map(),
): FastifyRateLimitStoreCtor {
  return class MonotonicStore implements FastifyRateLimitStore {
    #windows = new RateWindows(nowMs);

    incr(
      key: string,
      callback: (error: Error | null, result?: { current: number; ttl: number }) => void,
      windowMs = 60_000,
    ): void {
      callback(null, this.#windows.count(key, windowMs));
    }

    /** The limiter passes its options for a route, with the route itself. */
    child(options: unknown): FastifyRateLimitStore {
      const { routeInfo } = options as { routeInfo?: { url?: string } };
      const store = new MonotonicStore();
      store.#windows = shared.get(routeInfo?.url ?? "") ?? store.#windows;
      return store;
    }
  };
}
