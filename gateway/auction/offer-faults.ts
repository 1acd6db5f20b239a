/** What was wrong with whose offers, as one ranking finds it. */

/**
 * A6: who has lied so often in one auction is not opened again: each lie costs us a decode, and the
 * bidder nothing.
 */
const LIES_MAX = 8;
const UNPRICED_REASONS_MAX = 8;

/** The order of discovery is the total order of offers, so reasons are as stable as the result. */
export class Faults {
  readonly found = new Map<string, { lies: number; reason: string; unpriced: string[] }>();

  #of(bidder: string) {
    const one = this.found.get(bidder) ?? { lies: 0, reason: "", unpriced: [] };
    this.found.set(bidder, one);
    return one;
  }

  isLiar(bidder: string): boolean {
    return (this.found.get(bidder)?.lies ?? 0) >= LIES_MAX;
  }

  lie(bidder: string, reason: string): void {
    const one = this.#of(bidder);
    if (one.lies++ === 0) one.reason = reason;
  }

  unpriced(bidder: string, reason: string): void {
    const { unpriced } = this.#of(bidder);
    if (!unpriced.includes(reason) && unpriced.length < UNPRICED_REASONS_MAX) unpriced.push(reason);
  }

  /** Adds what was found before, in some of a bidder's sheets. */
  add(before: Faults): void {
    for (const [bidder, { lies, reason, unpriced }] of before.found) {
      const one = this.#of(bidder);
      if (one.lies === 0) one.reason = reason;
      one.lies += lies;
      for (const its of unpriced) this.unpriced(bidder, its);
    }
  }
}
