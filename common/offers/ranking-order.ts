/**
 * The total order of offers, in which gateways rank and bidders choose what they send.
 *
 * ORDER-1 Offers compare by cost, whole before mixed (MIXED-1), price in the search's currency,
 *         duration, departure, itinerary key and seller, in this order. So what is chosen does not
 *         depend on the order of arrival.
 */

/** What an offer is compared by. */
export interface RankedOffer {
  readonly cost: number;
  /** MIXED-1 */
  readonly isMixed: boolean;
  /** Minor units of the search's currency. */
  readonly convertedPrice: number;
  /** Travel time over all slices. */
  readonly durationMinutes: number;
  /** Wall-clock minutes of the first departure. */
  readonly departure: number;
  /** The itinerary key. */
  readonly itinerary: string;
  readonly seller: string;
}

/** Negative when the first ranks before the second, 0 when all seven fields are equal. */
export function compareOffers(a: RankedOffer, b: RankedOffer): number {
  return (
    compareBeforeKeys(a, b) ||
    compareText(a.itinerary, b.itinerary) ||
    compareText(a.seller, b.seller)
  );
}

/**
 * ORDER-1 up to the itinerary key, for those who make keys only where two are equal so far: the key
 * and the seller then decide, in this order.
 */
export function compareBeforeKeys(
  a: Omit<RankedOffer, "itinerary" | "seller">,
  b: Omit<RankedOffer, "itinerary" | "seller">,
): number {
  // Most pairs differ in cost. This order is on the hot path of both sides.
  if (a.cost !== b.cost) return a.cost - b.cost;
  return (
    Number(a.isMixed) - Number(b.isMixed) ||
    a.convertedPrice - b.convertedPrice ||
    a.durationMinutes - b.durationMinutes ||
    a.departure - b.departure
  );
}

/** Compares by UTF-16 code units: the order is the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
