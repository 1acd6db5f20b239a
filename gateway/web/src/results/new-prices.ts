/**
 * Itineraries with the prices that sellers have named since the search. Pure: no DOM.
 *
 * NEWPRICE-1 A price that has changed is shown wherever the one of the search was: with its seller,
 *    as the price of its itinerary where no other seller is cheaper now, and in the tabs. The old
 *    one stands beside it. Lines and sellers keep their order, since somebody reads them.
 */
import type { Itinerary, Money, SellerOffer } from "../../../../proto/messages.ts";
import type { OfferPrice } from "../api/offer-price.ts";

/** By the ids of offers: what they cost now. */
export type NewPrices = ReadonlyMap<string, NonNullable<OfferPrice["now"]>>;

export type PricedOffer = SellerOffer & {
  /** What it was in the search; absent where it is the same. */
  readonly was?: Money;
};

/** A line, or the first line of an order. */
type Line = Pick<Itinerary, "price" | "sellers">;

type Priced<L extends Line> = Omit<L, "sellers"> & {
  readonly sellers: readonly PricedOffer[];
  readonly was?: Money;
};

/** What is known after one more answer. Undefined: it can be bought no more, or nobody knows. */
export function withAnswer(
  prices: NewPrices,
  offerId: string,
  { outcome, now }: Pick<OfferPrice, "outcome" | "now">,
): NewPrices {
  const next = new Map(prices);
  if (outcome === "changed" && now !== null) next.set(offerId, now);
  else next.delete(offerId);
  return next;
}

/** The line itself where none of its prices has changed. */
export function pricedAgain<L extends Line>(line: L, prices: NewPrices): Priced<L> {
  const changed = line.sellers.some(({ offerId }) => prices.has(offerId ?? ""));
  if (!changed) return line;
  const sellers = line.sellers.map((offer) => offerNow(offer, prices));
  const price = cheapestOf(sellers)?.price ?? line.price;
  return { ...line, sellers, price, ...was(line.price, price) };
}

/** The first of those with the lowest price: sellers stand in the order of the search. */
export function cheapestOf<O extends SellerOffer>(sellers: readonly O[]): O | undefined {
  return sellers.reduce<O | undefined>(
    (least, one) => (least === undefined || one.price.amount < least.price.amount ? one : least),
    undefined,
  );
}

/** The cheapest by the prices of now, beside what the first of the order was. */
export function cheapestLine<L extends Line>(
  first: L,
  others: readonly L[],
  prices: NewPrices,
): Priced<L> {
  const before = first.price;
  const least = [first, ...others]
    .map((line) => pricedAgain(line, prices))
    .reduce((one, other) => (other.price.amount < one.price.amount ? other : one));
  const { was: _, ...line } = least;
  return { ...(line as Priced<L>), ...was(before, least.price) };
}

function offerNow(offer: SellerOffer, prices: NewPrices): PricedOffer {
  const now = prices.get(offer.offerId ?? "");
  if (now === undefined) return offer;
  const { price, originalPrice, expiresAt, fares } = now;
  const link = offer.fares[0]?.link;
  // A seller that names no other address is still found at the one of the search.
  const [first, ...more] = fares;
  const found =
    first === undefined || first.link !== undefined || link === undefined
      ? fares
      : [{ ...first, link }, ...more];
  const old = was(offer.price, price);
  return { ...offer, price, originalPrice, expiresAt, fares: found, ...old };
}

function was(before: Money, now: Money): { readonly was?: Money } {
  return before.amount === now.amount && before.currency === now.currency ? {} : { was: before };
}
