/** The entries of an `lru-cache` expire by a clock that is handed in. */
import type { Clock } from "../../common/runtime/clock.ts";

/** The cache takes a start of 0 for "never expires", and a clock may begin there. */
const START_AT_0 = 1;

/** A time of the clock as the cache counts it: what is set with it as `start` is as old. */
export function cacheTime(atMs: number): number {
  return atMs + START_AT_0;
}

/** The options of a cache whose entries expire `ttl` milliseconds after they were set. */
export function expiryBy(clock: Pick<Clock, "now">, ttl: number) {
  return { ttl, ttlResolution: 0, perf: { now: () => cacheTime(clock.now()) } } as const;
}
