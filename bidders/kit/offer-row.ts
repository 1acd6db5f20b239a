/**
 * Makes an offer's row: checks, prices and encodes it. The same wherever it is done, in the kit or
 * in a thread of a bidder's own.
 */

import { convert, cost } from "../../common/money/money.ts";
import { isMixed } from "../../common/offers/cabins.ts";
import { encodeRow, LIMITS } from "../../proto/codec/index.ts";
import { connectionCount, travelMinutes } from "../../proto/itinerary.ts";
import type { CallForBids, FlightOffer } from "../../proto/messages.ts";
import { offerFault } from "./offer-check.ts";
import type { OfferRow } from "./rows.ts";

/** What an offer is held against. */
export type OfferTerms = Pick<CallForBids, "search" | "rates" | "objective">;

/**
 * The row of whatever a strategy yields as an offer, or what is wrong with it, in a few words.
 * Never throws.
 * @param nowMs the wall clock, epoch milliseconds
 */
export function rowOf(value: unknown, terms: OfferTerms, nowMs: number): OfferRow | string {
  try {
    return offerFault(value, terms.search, nowMs) ?? soundRow(value as FlightOffer, terms);
  } catch (thrown) {
    return `it cannot be read: ${String(thrown)}`;
  }
}

function soundRow(offer: FlightOffer, { search, rates, objective }: OfferTerms): OfferRow | string {
  const price = convert(offer.price.amount, offer.price.currency, rates);
  if (price === undefined)
    return `${offer.price.amount} ${offer.price.currency} cannot be converted to ${search.currency}`;
  const durationMinutes = travelMinutes(offer.slices);
  const stops = connectionCount(offer.slices);
  const total = cost(price, durationMinutes, stops, objective);
  if (!Number.isSafeInteger(total)) return `its cost ${total} is not a safe integer`;
  // Packed at once: the strategy may use its object again.
  const { body, itinerary, departure } = encodeRow(offer, true);
  if (body.length > LIMITS.offerBytesMax)
    return `its ${body.length} bytes are over the ${LIMITS.offerBytesMax} that an offer may have`;
  return {
    cost: total,
    isMixed: isMixed(offer.slices, search.cabin),
    convertedPrice: price,
    price: offer.price.amount,
    currency: offer.price.currency,
    durationMinutes,
    departure,
    stops,
    itinerary,
    seller: offer.seller,
    body,
  };
}
