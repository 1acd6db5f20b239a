/**
 * Time as the kit needs it. It is handed in, so that every rule can be tested with a driven one.
 */
export interface Clock {
  /**
   * The wall clock, epoch milliseconds: for dates and expiry. It may be set, so nothing is measured
   * with it.
   */
  now(): number;
  /** Epoch milliseconds by a clock that only runs forward: for budgets and delays. */
  steadyMs(): number;
  /** Runs something once after so many milliseconds; the function that it returns calls it off. */
  after(ms: number, run: () => void): () => void;
  /** Lets the event loop take a turn: timers, sockets, cancels. */
  turn(): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  steadyMs: () => performance.timeOrigin + performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  turn: () => new Promise((resolve) => setImmediate(resolve)),
};
