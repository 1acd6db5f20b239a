/** Long work in small steps: a cancel can arrive between two of them (A8). */
import { setImmediate } from "node:timers/promises";

/** The event loop is held no longer than this, give or take one step. */
const HOLD_MS_MAX = 1.5;

/**
 * Runs a generator to its end, and lets the event loop turn whenever it has been held for a while. The work yields at least every
 * few hundred microseconds. @throws the signal's reason once it has fired.
 */
export async function paced<T>(work: Generator<undefined, T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - since < HOLD_MS_MAX) continue;
    await setImmediate();
    signal.throwIfAborted();
    since = performance.now();
  }
}
