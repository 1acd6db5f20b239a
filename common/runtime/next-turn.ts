/** Calls back in the next turn of the event loop: after timers, sockets and cancels had theirs. */
export function inNextTurn(callback: () => void): void {
  setImmediate(callback);
}

/** The same as a promise. */
export function nextTurn(): Promise<void> {
  return new Promise(inNextTurn);
}
