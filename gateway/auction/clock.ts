/** Time as the auction knows it: handed in, so that a test can drive it. */
export interface Clock {
  /** Monotonic milliseconds; only differences mean anything. */
  now(): number;
  /** Epoch milliseconds, for expiry and for people. */
  wall(): number;
  /**
   * Calls back once, at the monotonic instant or as soon after as can be; the returned function
   * takes that back.
   */
  at(instantMs: number, callback: () => void): () => void;
}
