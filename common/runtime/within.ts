import { type Clock, systemClock } from "./clock.ts";

/**
 * The promise with a time limit. The timer is cancelled when the promise settles first; the promise
 * itself goes on after the limit, and a rejection then is not reported.
 *
 * @param ms the limit in milliseconds; 0 or less: only a promise that is already settled is in time
 * @returns its value, or undefined when the limit came first
 * @throws what the promise rejects with, within the limit
 */
export async function within<T>(
  promise: Promise<T>,
  ms: number,
  clock: Pick<Clock, "now" | "at"> = systemClock,
): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const cancel = clock.at(clock.now() + Math.max(0, ms), () => late.resolve(undefined));
  return await Promise.race([promise, late.promise]).finally(cancel);
}

/** True when the promise is fulfilled or rejected within `ms` milliseconds. It never throws. */
export async function settlesWithin(
  promise: Promise<unknown>,
  ms: number,
  clock?: Pick<Clock, "now" | "at">,
): Promise<boolean> {
  const settled = promise.then(
    () => true,
    () => true,
  );
  return (await within(settled, ms, clock)) === true;
}
