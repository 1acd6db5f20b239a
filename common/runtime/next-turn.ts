import { performance } from "node:perf_hooks";

/** Calls back in the next turn of the event loop: after timers, sockets and cancels had theirs. */
export function inNextTurn(callback: () => void): void {
  setImmediate(callback);
}

/** The same as a promise. */
export function nextTurn(): Promise<void> {
  return new Promise(inNextTurn);
}

const { nodeTiming } = performance;

/** The number of the turn that the event loop is in. It takes 0.1 µs. */
export function turnNumber(): number {
  return nodeTiming.uvMetricsInfo.loopCount;
}
