/**
 * How the time of an auction is divided. A search with a deadline of 800 ms must have its result
 * after 800 ms. So the gateway reserves a part for merging and for the answer, a part is for the
 * network, and the rest is the budget of the bidders.
 */

/** The gateway's part: a twentieth of the deadline, at least 3 and at most 15 ms. */
export function gatewayShareMs(deadlineMs: number): number {
  return Math.min(15, Math.max(3, deadlineMs / 20));
}

/** The milliseconds for the bid on the network, beyond what the bidder itself reserves. */
const NETWORK_MS = 1;

/** The monotonic instant at which collecting ends at the latest. */
export function collectUntilMs(startedAtMs: number, deadlineMs: number): number {
  return startedAtMs + deadlineMs - gatewayShareMs(deadlineMs);
}

/** The whole milliseconds that a bidder has left when it is called at `now`. */
export function bidderBudgetMs(now: number, until: number): number {
  return Math.max(0, Math.floor(until - now - NETWORK_MS));
}
