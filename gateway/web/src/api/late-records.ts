/**
 * What a gateway records of an auction after its end: bids that came too late, and the regret.
 *
 * LATEREAD-1 The record is read again until its regret is known, and no more than
 *    `READ_AFTER_MS` has entries; each record that says something new is given once.
 */
import type { RecordedResult } from "./lookups.ts";

/** Before each reading: a bidder that was told to stop answers soon, another may take seconds. */
export const READ_AFTER_MS: readonly number[] = [700, 1_500, 3_000, 6_000, 12_000, 24_000];

/**
 * @param read reads the record; what it throws ends the reading
 * @param wait resolves after so many milliseconds
 * @param known what was read before, if anything
 */
export async function* lateRecords(
  read: () => Promise<RecordedResult>,
  wait: (ms: number) => Promise<void>,
  known: RecordedResult | null = null,
): AsyncGenerator<RecordedResult, void, void> {
  let last = known;
  for (const ms of READ_AFTER_MS) {
    if (last !== null && isDecided(last)) return;
    await wait(ms);
    const record = await read();
    if (last === null || factsOf(record) !== factsOf(last)) yield record;
    last = record;
  }
}

/** Where nothing was shown, there is no regret that could become known. */
function isDecided({ regret, itineraries }: RecordedResult): boolean {
  return regret !== null || itineraries.length === 0;
}

function factsOf({ late, regret }: RecordedResult): string {
  return JSON.stringify([late, regret]);
}

/** For `wait`: rejects when the signal fires. */
export function waiting(signal: AbortSignal): (ms: number) => Promise<void> {
  return (ms) =>
    new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", leave);
        resolve();
      }, ms);
      if (signal.aborted) leave();
      else signal.addEventListener("abort", leave, { once: true });
    });
}
