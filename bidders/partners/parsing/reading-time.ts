/**
 * Whether an answer takes its thread too long to read (PARSER-2). What counts is the processor time
 * of the thread: on a busy machine it waits for a core, and no partner is to blame for that.
 */

/** Of the limit: how long it may take in all, since others wait for the thread. */
export const ELAPSED_FACTOR_MAX = 5;

interface ReadingTimeOptions {
  /** Milliseconds of processor time. */
  readonly limitMs: number;
  /**
   * The thread's processor time until now, in milliseconds. It may be rejected, or never settle,
   * while the thread is within one call of the engine.
   */
  usedMs(): Promise<number>;
  /** Called once. `isCostly`: unless the thread is known to have waited for a core. */
  onOver(isCostly: boolean): void;
}

export class ReadingTime {
  readonly #options: ReadingTimeOptions;
  readonly #before: Promise<number>;
  readonly #elapsed: NodeJS.Timeout;
  #check: NodeJS.Timeout;
  #isKnownToWait = false;
  #isStopped = false;

  /** Starts at once: the thread must not have begun. */
  constructor(options: ReadingTimeOptions) {
    this.#options = options;
    this.#before = options.usedMs();
    this.#before.catch(() => {});
    this.#check = setTimeout(() => void this.#measure(), options.limitMs);
    this.#elapsed = setTimeout(
      () => this.#over(!this.#isKnownToWait),
      ELAPSED_FACTOR_MAX * options.limitMs,
    );
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#check);
    clearTimeout(this.#elapsed);
  }

  async #measure(): Promise<void> {
    this.#isKnownToWait = false;
    let left: number;
    try {
      left = this.#options.limitMs - ((await this.#options.usedMs()) - (await this.#before));
    } catch {
      return;
    }
    if (this.#isStopped) return;
    if (left <= 0) return this.#over(true);
    this.#isKnownToWait = true;
    this.#check = setTimeout(() => void this.#measure(), left);
  }

  #over(isCostly: boolean): void {
    this.stop();
    this.#options.onOver(isCostly);
  }
}
