// @ts-check
/** A second attempt after a network error, and a time limit for each attempt. No DOM. */

/** A network that has just changed (a container starts, a laptop wakes) needs a moment. */
const RETRY_AFTER_MS = 300;

/** The gateway sent no answer in time. */
export class NoAnswer extends Error {
  /** @override */
  name = "NoAnswer";

  /** @param {number} ms how long the page waited */
  constructor(ms) {
    super(`the gateway gave no answer within ${Math.round(ms / 100) / 10} s`);
  }
}

/**
 * A signal that fires with `signal`, and with a NoAnswer after the time that was set last.
 * @param {AbortSignal} signal
 */
export function timeLimit(signal) {
  const over = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {NoAnswer | undefined} */
  let passed;
  return {
    signal: AbortSignal.any([signal, over.signal]),
    /** The NoAnswer, after the time is over. */
    get passed() {
      return passed;
    },
    /** @param {number} ms from now; replaces what was set before */
    set(ms) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        passed = new NoAnswer(ms);
        over.abort(passed);
      }, ms);
    },
    clear() {
      clearTimeout(timer);
    },
  };
}

/**
 * Yields the values of an attempt. When it ends with a network error (a TypeError of `fetch` or of
 * its body), there is one more attempt, from the beginning.
 * @template T
 * @param {() => AsyncIterable<T>} attempt
 * @param {AbortSignal} signal
 * @param {(ms: number) => Promise<void>} [pause]
 * @returns {AsyncGenerator<T, void, void>}
 */
export async function* retried(
  attempt,
  signal,
  pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
) {
  try {
    yield* attempt();
    return;
  } catch (thrown) {
    if (!(thrown instanceof TypeError) || signal.aborted) throw thrown;
  }
  await pause(RETRY_AFTER_MS);
  if (!signal.aborted) yield* attempt();
}
