/** The real clock, handed to the pure core. */
import type { Clock } from "../auction/clock.ts";

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  at(instantMs, callback) {
    const timer = setTimeout(callback, Math.max(0, Math.ceil(instantMs - performance.now())));
    return () => clearTimeout(timer);
  },
};
