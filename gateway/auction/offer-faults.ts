/** What is wrong with the offers of each bidder, and what is left out, as one ranking finds it. */
import type { BrokenLimit } from "../../common/offers/search-limits.ts";

/**
 * A6: after this number of mismatches of one bidder in one auction its other offers are not opened.
 * Each mismatch costs the gateway a decode, and the bidder nothing.
 */
const MISMATCHES_MAX = 8;
const UNPRICED_REASONS_MAX = 8;

/**
 * A6: the same for offers that break a limit of the search. Opening one costs the gateway some
 * 3 µs. A bidder that filters its offers has none.
 */
const LEFT_OUT_MAX = 500;

export interface BidderFaults {
  /** Offers that are not what their columns list, or that must not be sold. */
  readonly mismatches: number;
  /** That of the first. */
  readonly reason: string;
  /** Offers that have no price in the search's currency: reported, but no mismatch. */
  readonly unpriced: readonly string[];
  /** Offers that break a limit of the search, of those that were looked at: no fault. */
  readonly leftOut: number;
  /** The limits that they break. */
  readonly limits: readonly BrokenLimit[];
}

/**
 * What opening finds comes in the total order of offers. What columns show comes in the order of
 * the bids, so of those the first reasons by their text are kept: reasons are as stable as the
 * result (A2).
 */
export class OfferFaults {
  readonly byBidder = new Map<string, MutableFaults>();

  /** Whether no more offers of this bidder are opened. */
  areTooMany(bidder: string): boolean {
    if (this.byBidder.size === 0) return false;
    const faults = this.byBidder.get(bidder);
    return (
      faults !== undefined && (faults.mismatches >= MISMATCHES_MAX || faults.opened >= LEFT_OUT_MAX)
    );
  }

  /** Counts an offer that was opened and breaks a limit. */
  leftOut(bidder: string, limit: BrokenLimit): void {
    this.#leftOut(bidder, 1, [limit]).opened++;
  }

  /** Counts one that breaks a limit by its columns, before it is opened. */
  columnLeftOut(bidder: string, limit: BrokenLimit): void {
    this.#leftOut(bidder, 1, [limit]);
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
    for (const [bidder, { mismatches, reason, unpriced, leftOut, limits }] of earlier.byBidder) {
      if (leftOut > 0) this.#leftOut(bidder, leftOut, limits);
      if (mismatches > 0) this.#columnMismatches(bidder, mismatches, reason);
      for (const why of unpriced) this.unpriced(bidder, why);
    }
  }

  #columnMismatches(bidder: string, count: number, reason: string): void {
    const faults = this.#of(bidder);
    if (faults.mismatches === 0 || reason < faults.reason) faults.reason = reason;
    faults.mismatches += count;
  }

  #leftOut(bidder: string, count: number, limits: readonly BrokenLimit[]): MutableFaults {
    const faults = this.#of(bidder);
    faults.leftOut += count;
    for (const limit of limits) if (!faults.limits.includes(limit)) faults.limits.push(limit);
    faults.limits.sort();
    return faults;
  }

  #of(bidder: string): MutableFaults {
    const faults = this.byBidder.get(bidder) ?? {
      mismatches: 0,
      reason: "",
      unpriced: [],
      leftOut: 0,
      limits: [],
      opened: 0,
    };
    this.byBidder.set(bidder, faults);
    return faults;
  }
}

interface MutableFaults extends BidderFaults {
  mismatches: number;
  reason: string;
  unpriced: string[];
  leftOut: number;
  limits: BrokenLimit[];
  /** Offers that were opened and break a limit. */
  opened: number;
}
