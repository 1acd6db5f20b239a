/** How much of one bidder is shown: its places among the itineraries of a result. */
import { LIMITS } from "../../../proto/limits.ts";
import type { AuctionFeedback, Itinerary, SellerFeedback } from "../../../proto/messages.ts";

type Places = Pick<AuctionFeedback, "shown" | "won" | "rank" | "sellers">;

/** FEEDBACK-3: without what is shown of an earlier bid. */
export function placesOf(bidder: string, itineraries: readonly Itinerary[]): Places {
  let [shown, won] = [0, 0];
  let rank: number | null = null;
  const sellers = new Map<string, { shown: number; won: number }>();
  itineraries.forEach(({ sellers: all }, i) => {
    let isSold = false;
    all.forEach((one, place) => {
      if (one.bidder !== bidder || one.stale) return;
      isSold = true;
      const counts = sellers.get(one.seller) ?? { shown: 0, won: 0 };
      sellers.set(one.seller, counts);
      counts.shown++;
      if (place > 0) return;
      counts.won++;
      won++;
    });
    if (!isSold) return;
    shown++;
    rank ??= i + 1;
  });
  return { shown, won, rank, sellers: mostShown(sellers) };
}

/** A6 */
function mostShown(all: ReadonlyMap<string, { shown: number; won: number }>): SellerFeedback[] {
  const list = Array.from(all, ([seller, counts]) => ({ seller, ...counts }));
  if (list.length <= LIMITS.feedbackSellersMax) return list;
  return list.sort((a, b) => b.shown - a.shown).slice(0, LIMITS.feedbackSellersMax);
}
