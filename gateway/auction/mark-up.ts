/**
 * What a tenant adds to the prices of offers.
 *
 * MARKUP-1 The price that a caller sees, ranks, filters and limits by is the bidder's price in the
 *    search's currency with its mark-up, everywhere the same. What bidders are told, what they
 *    promise (floors) and what is checked of their offers is without it.
 * MARKUP-2 It is a whole number of minor units (A9): the basis points of the price, rounded to the
 *    nearest, halves up, and a fixed amount. It is never negative, so that an offer costs no less
 *    than its bidder's floor, and an auction that is settled stays so.
 * MARKUP-3 Of the rules of a tenant the first that fits decides, alone.
 */
import type { Fare } from "../../proto/messages.ts";

/** The rules of one tenant for searches in one currency and one cabin. */
export interface MarkUp {
  /** By which it follows, the first that fits. */
  readonly rules: readonly AppliedRule[];
  /**
   * What is added to a price of this bidder and seller.
   *
   * @param price minor units of the search's currency
   */
  of(price: number, bidder: string, seller: string): number;
}

/** A rule, with its fixed amount in the currency of the search. */
export interface AppliedRule {
  /** Undefined: any. */
  readonly bidder: string | undefined;
  readonly seller: string | undefined;
  readonly basisPoints: number;
  /** Minor units. */
  readonly fixed: number;
}

/** Undefined where no rule adds anything. */
export function markUpBy(rules: readonly AppliedRule[]): MarkUp | undefined {
  if (rules.every(({ basisPoints, fixed }) => basisPoints === 0 && fixed === 0)) return undefined;
  return {
    rules,
    of(price, bidder, seller) {
      for (const rule of rules) {
        if (rule.bidder !== undefined && rule.bidder !== bidder) continue;
        if (rule.seller !== undefined && rule.seller !== seller) continue;
        return share(price, rule.basisPoints) + rule.fixed;
      }
      return 0;
    },
  };
}

const WHOLE = 10_000;

/** MARKUP-2: exact for every safe integer, whose product with the basis points may be none. */
function share(price: number, basisPoints: number): number {
  const rest = price % WHOLE;
  return (
    ((price - rest) / WHOLE) * basisPoints + Math.floor((rest * basisPoints + WHOLE / 2) / WHOLE)
  );
}

/** The price with its mark-up. */
export function withMarkUp(
  price: number,
  markUp: MarkUp | undefined,
  bidder: string,
  seller: string,
): number {
  return markUp === undefined ? price : price + markUp.of(price, bidder, seller);
}

/**
 * Fares in the search's currency with their mark-ups. It is a part of the base, as nobody has
 * taxed it; what single travellers pay is left out, since their prices would not add up.
 */
export function faresWithMarkUp(
  fares: readonly Fare[],
  markUp: MarkUp | undefined,
  bidder: string,
  seller: string,
): readonly Fare[] {
  if (markUp === undefined) return fares;
  return fares.map((fare) => {
    const { price, base } = fare;
    const added = markUp.of(price.amount, bidder, seller);
    if (added === 0) return fare;
    const { perTraveller: _, ...rest } = fare;
    const more = { price: { ...price, amount: price.amount + added } };
    return base === undefined
      ? { ...rest, ...more }
      : { ...rest, ...more, base: { ...base, amount: base.amount + added } };
  });
}
