/** Waits for a promise, but no longer than a time limit. */
import type { Clock } from "./clock.ts";

/**
 * The promise's value, or undefined when it has none after `ms`. A rejection is passed on; after
 * the time limit it is ignored.
 */
export function within<T>(
  ms: number,
  promise: Promise<T>,
  clock: Pick<Clock, "now" | "at">,
): Promise<T | undefined> {
  const timeout = Promise.withResolvers<undefined>();
  const cancel = clock.at(clock.now() + ms, () => timeout.resolve(undefined));
  return Promise.race([promise, timeout.promise]).finally(cancel);
}
