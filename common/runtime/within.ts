/** Calls back once after so many milliseconds; the returned function cancels that. */
export type StartTimer = (ms: number, callback: () => void) => () => void;

const startSystemTimer: StartTimer = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/**
 * The promise with a time limit. The timer is cancelled when the promise settles first; the promise
 * itself goes on after the limit, and a rejection then is not reported.
 *
 * @param ms the limit in milliseconds; 0 or less: only a promise that is already settled is in time
 * @param startTimer the timers of this process, unless a test controls the time
 * @returns its value, or undefined when the limit came first
 * @throws what the promise rejects with, within the limit
 */
export async function within<T>(
  promise: Promise<T>,
  ms: number,
  startTimer: StartTimer = startSystemTimer,
): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const cancel = startTimer(Math.max(0, ms), () => late.resolve(undefined));
  return await Promise.race([promise, late.promise]).finally(cancel);
}

/** True when the promise is fulfilled or rejected within so many milliseconds. It never throws. */
export async function settlesWithin(
  promise: Promise<unknown>,
  ms: number,
  startTimer?: StartTimer,
): Promise<boolean> {
  const settled = promise.then(
    () => true,
    () => true,
  );
  return (await within(settled, ms, startTimer)) === true;
}
