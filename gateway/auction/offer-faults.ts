/** What is wrong with the offers of each bidder, as one ranking finds it. */

/**
 * A6: after this number of mismatches of one bidder in one auction its other offers are not opened.
 * Each mismatch costs the gateway a decode, and the bidder nothing.
 */
const MISMATCHES_MAX = 8;
const UNPRICED_REASONS_MAX = 8;

export interface BidderFaults {
  /** Offers that are not what their columns list, or that must not be sold. */
  readonly mismatches: number;
  /** That of the first. */
  readonly reason: string;
  /** Offers that have no price in the search's currency: reported, but no mismatch. */
  readonly unpriced: readonly string[];
}

/**
 * What opening finds comes in the total order of offers. What columns show comes in the order of
 * the bids, so of those the first reasons by their text are kept: reasons are as stable as the
 * result (A2).
 */
export class OfferFaults {
  readonly byBidder = new Map<string, { mismatches: number; reason: string; unpriced: string[] }>();

  hasTooManyMismatches(bidder: string): boolean {
    return this.byBidder.size > 0 && (this.byBidder.get(bidder)?.mismatches ?? 0) >= MISMATCHES_MAX;
  }

  mismatch(bidder: string, reason: string): void {
    const faults = this.#of(bidder);
    if (faults.mismatches++ === 0) faults.reason = reason;
  }

  /** Counts a mismatch that is found before any offer is opened. */
  columnMismatch(bidder: string, reason: string): void {
    this.#columnMismatches(bidder, 1, reason);
  }

  unpriced(bidder: string, reason: string): void {
    const { unpriced } = this.#of(bidder);
    if (unpriced.includes(reason)) return;
    const isFull = unpriced.length === UNPRICED_REASONS_MAX;
    if (isFull && reason > (unpriced.at(-1) as string)) return;
    if (isFull) unpriced.pop();
    unpriced.push(reason);
    unpriced.sort();
  }

  /** Adds the faults of columns that were found earlier in some of the sheets. */
  add(earlier: OfferFaults): void {
    for (const [bidder, { mismatches, reason, unpriced }] of earlier.byBidder) {
      if (mismatches > 0) this.#columnMismatches(bidder, mismatches, reason);
      for (const why of unpriced) this.unpriced(bidder, why);
    }
  }

  #columnMismatches(bidder: string, count: number, reason: string): void {
    const faults = this.#of(bidder);
    if (faults.mismatches === 0 || reason < faults.reason) faults.reason = reason;
    faults.mismatches += count;
  }

  #of(bidder: string) {
    const faults = this.byBidder.get(bidder) ?? { mismatches: 0, reason: "", unpriced: [] };
    this.byBidder.set(bidder, faults);
    return faults;
  }
}
