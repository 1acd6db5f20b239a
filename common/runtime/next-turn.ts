/** Resolves in the next turn of the event loop: after timers, sockets and cancels had theirs. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
