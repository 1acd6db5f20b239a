/** Limits the log lines of one kind to a number a second. */
export class LogRateLimiter {
  readonly #linesMax: number;
  readonly #now: () => number;
  #second = Number.NaN;
  #lines = 0;

  constructor(linesMax: number, now: () => number = () => performance.now()) {
    this.#linesMax = linesMax;
    this.#now = now;
  }

  /** True when one more line may be written now; counts it. */
  take(): boolean {
    const second = Math.floor(this.#now() / 1_000);
    if (second !== this.#second) this.#lines = 0;
    this.#second = second;
    return ++this.#lines <= this.#linesMax;
  }
}
