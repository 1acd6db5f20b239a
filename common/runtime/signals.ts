/**
 * Stop signals: the first one drains the process, the second one ends it at once. Only `main.ts`
 * and the scripts handle signals.
 */

/**
 * One Ctrl-C arrives twice under npm, from the terminal and from npm, a millisecond apart. A person
 * takes longer to press it again.
 */
const SAME_SIGNAL_MS = 300;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Calls `drain` at the first signal, and `end` at the next one that is not a duplicate of the
 * first.
 *
 * @param nowMs monotonic milliseconds
 */
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
