/** A second attempt after a network error, and a time limit for each attempt. No DOM. */

/** A network that has just changed (a container starts, a laptop wakes) needs a moment. */
const RETRY_AFTER_MS = 300;

/** The gateway sent no answer in time. */
export class NoAnswer extends Error {
  override name = "NoAnswer";

  /** @param ms how long the page waited */
  constructor(ms: number) {
    super(`the gateway gave no answer within ${Math.round(ms / 100) / 10} s`);
  }
}

/** A signal that fires with `signal`, and with a NoAnswer after the time that was set last. */
export function timeLimit(signal: AbortSignal) {
  const over = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let passed: NoAnswer | undefined;
  return {
    signal: AbortSignal.any([signal, over.signal]),
    /** The NoAnswer, after the time is over. */
    get passed() {
      return passed;
    },
    /** @param ms from now; replaces what was set before */
    set(ms: number) {
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

const waited = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Yields the values of an attempt. When it ends with a network error (a TypeError of `fetch` or of
 * its body), there is one more attempt, from the beginning.
 */
export async function* retried<T>(
  attempt: () => AsyncIterable<T>,
  signal: AbortSignal,
  pause: (ms: number) => Promise<void> = waited,
): AsyncGenerator<T, void, void> {
  try {
    yield* attempt();
    return;
  } catch (thrown) {
    if (!(thrown instanceof TypeError) || signal.aborted) throw thrown;
  }
  await pause(RETRY_AFTER_MS);
  if (!signal.aborted) yield* attempt();
}
