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

interface SignalOptions {
  /** Called at SIGHUP, which then stops nothing; undefined: it is a stop signal. */
  readonly onReload?: (() => void) | undefined;
  /** Monotonic milliseconds. */
  readonly nowMs?: () => number;
}

/**
 * Calls `drain` at the first signal, and `end` at the next one that is not a duplicate of the
 * first.
 */
export function onStopSignals(
  drain: () => void,
  end: () => void,
  { onReload, nowMs = () => performance.now() }: SignalOptions = {},
): void {
  let firstMs: number | undefined;
  for (const signal of SIGNALS) {
    if (signal === "SIGHUP" && onReload !== undefined) {
      process.on(signal, onReload);
      continue;
    }
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
