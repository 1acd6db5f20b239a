/**
 * The check of what a strategy yields, before it is sent: an offer that the gateway finds wrong
 * costs the bidder its whole bid. The rules are those of common/offers, which the gateway checks
 * again. Only the durations (OFFER-4) are not checked here: a strategy computes them from the time
 * zones itself.
 */

import { mixedFault } from "../../common/offers/cabins.ts";
import { type ItineraryRules, itineraryFault } from "../../common/offers/itinerary-rules.ts";
import {
  isAmount,
  isCurrencyCode,
  isSellerName,
  SELLER_CHARS_MAX,
} from "../../common/offers/offer-fields.ts";
import { pricePartsFault } from "../../common/offers/price-parts.ts";
import { hasUnwantedSelfTransfer, saleFault } from "../../common/offers/sale-rules.ts";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { describeItineraryFault } from "./describe-itinerary-fault.ts";

type Unsure<T> = { readonly [K in keyof T]?: unknown } | null | undefined;

/**
 * The fault of something that should be an offer for this search, in a few words; undefined when it
 * is one. Never throws on plain data.
 * @param nowMs the wall clock, epoch milliseconds: an offer must not have expired
 */
export function offerFault(
  value: unknown,
  search: FlightSearch,
  nowMs: number,
): string | undefined {
  if (typeof value !== "object" || value === null)
    return `${value === null ? "null" : typeof value} is not an offer`;
  const offer = value as Unsure<FlightOffer> & object;
  const own = ownFieldsFault(offer, nowMs);
  if (own !== undefined) return own;
  const fault = itineraryFault(offer.slices, rulesOf(search));
  if (fault !== undefined)
    return describeItineraryFault(fault, (offer as FlightOffer).slices, search);
  return (
    saleFault(offer as FlightOffer) ??
    pricePartsFault((offer as FlightOffer).fares, search.passengers) ??
    (hasUnwantedSelfTransfer(offer as FlightOffer, search)
      ? "it has a self-transfer, which was not asked for"
      : undefined) ??
    cabinFault(offer as FlightOffer, search)
  );
}

/** The rules of the search of the offer before. */
let latest: ItineraryRules | undefined;

/** Made once for all offers of a search: an object for each was 5 % of what a call allocates. */
function rulesOf(search: FlightSearch): ItineraryRules {
  if (latest?.search !== search) latest = { search, elapsed, checksDurations: false };
  return latest;
}

function cabinFault({ slices }: FlightOffer, { cabin }: FlightSearch): string | undefined {
  const fault = mixedFault(slices, cabin, kilometresBetween);
  return fault === undefined ? undefined : `it ${fault}`;
}

/** Everything but the slices and what is sold with them. */
function ownFieldsFault(offer: Unsure<FlightOffer> & object, nowMs: number): string | undefined {
  const price = offer.price as Unsure<FlightOffer["price"]>;
  if (!isSellerName(offer.seller, SELLER_CHARS_MAX.sent))
    return `seller must be 1-${SELLER_CHARS_MAX.sent} characters`;
  if (!isAmount(price?.amount)) return `price ${String(price?.amount)} is not an amount`;
  if (!isCurrencyCode(price?.currency))
    return `currency ${String(price?.currency)} is not an ISO 4217 code`;
  if (typeof offer.modelled !== "boolean") return "modelled must be true or false";
  if (!Number.isSafeInteger(offer.expiresAtMs))
    return `expiresAtMs ${String(offer.expiresAtMs)} is not an instant`;
  return (offer.expiresAtMs as number) <= nowMs ? "it has expired" : undefined;
}
