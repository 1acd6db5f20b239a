/**
 * Which test files of a run are running, and whether the run hangs. Pure: the time is handed in.
 */

export interface TimeLimits {
  /** Milliseconds in which no file starts or ends. */
  readonly silentMsMax: number;
  /** Milliseconds of the whole run. */
  readonly totalMsMax: number;
}

/** What jest's process says of itself (progress-reporter.ts). */
export type ProgressMessage =
  | { readonly type: "started" | "ended"; readonly file: string }
  /** All files have ended; what remains is jest's own end. */
  | { readonly type: "complete"; readonly counts: object };

export class TestProgress {
  readonly #limits: TimeLimits;
  readonly #startedAt: number;
  #lastAt: number;
  #complete = false;
  /** File -> when it started. */
  readonly #running = new Map<string, number>();

  constructor(limits: TimeLimits, nowMs: number) {
    this.#limits = limits;
    this.#startedAt = nowMs;
    this.#lastAt = nowMs;
  }

  received(message: ProgressMessage, nowMs: number): void {
    this.#lastAt = nowMs;
    if (message.type === "started") this.#running.set(message.file, nowMs);
    else if (message.type === "ended") this.#running.delete(message.file);
    else this.#complete = true;
  }

  /** Why the run is given up, with what was running; null while it goes on. */
  hang(nowMs: number): string | null {
    const silentMs = nowMs - this.#lastAt;
    const totalMs = nowMs - this.#startedAt;
    if (silentMs < this.#limits.silentMsMax && totalMs < this.#limits.totalMsMax) return null;
    const why =
      silentMs >= this.#limits.silentMsMax
        ? `no test file has started or ended for ${seconds(silentMs)}`
        : `the run has taken ${seconds(totalMs)}, which is its limit`;
    return [`the tests hang: ${why}`, ...this.#runningLines(nowMs)].join("\n");
  }

  #runningLines(nowMs: number): string[] {
    if (this.#running.size > 0)
      return [...this.#running].map(
        ([file, at]) => `  running for ${seconds(nowMs - at)}: ${file}`,
      );
    return [
      this.#complete
        ? "  every test file has ended, but jest has not"
        : "  no test file is running",
    ];
  }
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
