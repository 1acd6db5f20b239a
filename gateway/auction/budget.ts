/**
 * How an auction's time is shared out. A search that asked for 800 ms wants its result after 800
 * ms, not the last bid: the gateway keeps a little for merging and for the way back, the network
 * gets a little, and the bidders are told the rest.
 */

/** The gateway's own share: a twentieth of the deadline, at least 3 and at most 15 ms. */
export function gatewayShareMs(deadlineMs: number): number {
  return Math.min(15, Math.max(3, deadlineMs / 20));
}

/** What a bid needs on its way to us, beyond what the bidder itself keeps back. */
const NETWORK_MS = 1;

/** The monotonic instant at which collecting ends for good. */
export function collectUntil(startedAt: number, deadlineMs: number): number {
  return startedAt + deadlineMs - gatewayShareMs(deadlineMs);
}

/** The whole milliseconds that a bidder who is called at `now` has left. */
export function bidderBudgetMs(now: number, until: number): number {
  return Math.max(0, Math.floor(until - now - NETWORK_MS));
}
