/**
 * Keeps final bids while the broker is away: the client would drop them without an error. They go
 * out on reconnect, if their auctions still have time. Bounded (A6): beyond the bound a bid is
 * refused, and its call counts as unsent.
 */
export const PENDING_BIDS_MAX = 256;

interface PendingBid {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly untilMs: number;
}

/** All times are milliseconds by the steady clock. */
export class PendingBids {
  #bids: PendingBid[] = [];

  /** Keeps a bid until `untilMs`. False when there is no room for it, or no time. */
  add(subject: string, payload: Uint8Array, untilMs: number, nowMs: number): boolean {
    this.#bids = this.#bids.filter((bid) => bid.untilMs > nowMs);
    if (untilMs <= nowMs || this.#bids.length >= PENDING_BIDS_MAX) return false;
    this.#bids.push({ subject, payload, untilMs });
    return true;
  }

  /** Removes all bids, and returns those that still have time, in the order of `add`. */
  takeAll(nowMs: number): { readonly subject: string; readonly payload: Uint8Array }[] {
    const inTime = this.#bids.filter(({ untilMs }) => untilMs > nowMs);
    this.#bids = [];
    return inTime;
  }
}
