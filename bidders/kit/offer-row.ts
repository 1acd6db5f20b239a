/**
 * Makes an offer's row: checks, prices and encodes it. The same wherever it is done, in the kit or
 * in a thread of a bidder's own.
 */

import { convert, cost } from "../../common/money/money.ts";
import { isMixed } from "../../common/offers/cabins.ts";
import { atWantedFare, brokenLimit, hasLimits } from "../../common/offers/search-limits.ts";
import { encodeRow, LIMITS } from "../../proto/codec/index.ts";
import { connectionCount, travelMinutes } from "../../proto/itinerary.ts";
import type { CallForBids, FlightOffer } from "../../proto/messages.ts";
import { offerFault } from "./offer-check.ts";
import type { OfferRow } from "./rows.ts";

/** What an offer is held against. */
export type OfferTerms = Pick<CallForBids, "search" | "rates" | "objective">;

/**
 * The row of whatever a strategy yields as an offer, or what is wrong with it, in a few words; null
 * when it breaks a limit of the search, and is left out. A strategy need not know the limits: the
 * offer is sold at the cheapest of its fares that is wanted. Never throws.
 * @param nowMs the wall clock, epoch milliseconds
 */
export function rowOf(value: unknown, terms: OfferTerms, nowMs: number): OfferRow | string | null {
  try {
    const { search } = terms;
    const fault = offerFault(value, search, nowMs);
    if (fault !== undefined) return fault;
    if (!hasLimits(search)) return soundRow(value as FlightOffer, terms);
    const offer = atWantedFare(value as FlightOffer, search.limits ?? {});
    return offer === undefined ? null : limitedRow(offer, terms);
  } catch (thrown) {
    return `it cannot be read: ${String(thrown)}`;
  }
}

function limitedRow(offer: FlightOffer, terms: OfferTerms): OfferRow | string | null {
  const row = soundRow(offer, terms);
  if (typeof row === "string") return row;
  return brokenLimit(offer, row.convertedPrice, terms.search) === undefined ? row : null;
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
