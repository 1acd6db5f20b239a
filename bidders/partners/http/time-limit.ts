/** Limits in time for one call. */

export interface TimeLimit {
  readonly ms: number;
  /**
   * Whether one timeout counts against the partner. It does not when the auction had hardly any
   * time left.
   */
  readonly countsAgainstPartner: boolean;
  /** Fires when the auction no longer needs the answer. */
  readonly signal: AbortSignal;
  /** The same object for all requests of one search (CIRCUIT-4); absent: it is the only one. */
  readonly search?: object;
}

/**
 * Calls `onEnd` once, when the time is over or one of the signals fires. Returns a function that
 * cancels this.
 */
export function callAtEnd(
  ms: number,
  signals: readonly AbortSignal[],
  onEnd: (isTimeOver: boolean) => void,
): () => void {
  const end = (isTimeOver: boolean) => {
    release();
    onEnd(isTimeOver);
  };
  const fired = () => end(false);
  const timer = setTimeout(end, ms, true);
  const release = () => {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener("abort", fired);
  };
  for (const signal of signals) signal.addEventListener("abort", fired, { once: true });
  return release;
}
