/** Waits for a state that has no event: asks again until it is reached. */

/** A process that starts in 1 s elsewhere has taken more than 60 on a machine that many load. */
const WITHIN_MS = 120_000;

interface UntilOptions {
  /** What the test waits for, for the error. */
  readonly what?: string;
  /** Give up after this many milliseconds. */
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/**
 * Resolves with the first answer that is not false, null or undefined. An error that `ask` throws
 * counts as "not yet".
 *
 * @throws Error when there was none in time; the last answer or error is named
 */
export async function until<T>(
  ask: () => T | Promise<T>,
  { what = "a condition", withinMs = WITHIN_MS, everyMs = 5 }: UntilOptions = {},
): Promise<Exclude<T, false | null | undefined>> {
  const end = performance.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== false && answer !== null && answer !== undefined)
        return answer as Exclude<T, false | null | undefined>;
      last = answer;
    } catch (thrown) {
      last = thrown;
    }
    if (performance.now() >= end)
      throw new Error(
        `waited ${withinMs} ms for ${what}, without success; at last: ${String(last)}`,
        {
          cause: last,
        },
      );
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
