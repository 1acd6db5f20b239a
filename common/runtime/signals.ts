/**
 * Being told to stop: once is to drain, twice is to end at once. For `main.ts` and the scripts,
 * which alone touch signals.
 */

/**
 * One Ctrl-C arrives twice under npm, from the terminal and from npm, a millisecond apart. A person
 * takes longer to press it again.
 */
const SAME_SIGNAL_MS = 300;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls `drain` at the first signal, and `end` at the next one that is meant. */
export function onStopSignals(
  drain: () => void,
  end: () => void,
  nowMs: () => number = () => performance.now(),
): void {
  let firstMs: number | undefined;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (firstMs === undefined) {
        firstMs = nowMs();
        drain();
      } else if (nowMs() - firstMs >= SAME_SIGNAL_MS) {
        end();
      }
    });
  }
}
