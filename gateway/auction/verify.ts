/**
 * The check of winners, made only for offers that would be shown: does an offer's body agree with
 * its columns, is it what the traveller asked for, can it be sold now?
 *
 * VERIFY-1 Every column of a row agrees with the body of its offer. What a body may repeat is
 *          compared where it is decoded (ROWOFFER-1), the sums here.
 * VERIFY-2 Every rule of common/offers is checked here again. The bidder uses the same code, and is
 *          not trusted to have run it.
 */

import { isMixed, mixedFault } from "../../common/offers/cabins.ts";
import { itineraryFault } from "../../common/offers/itinerary-rules.ts";
import { isSellerName, SELLER_CHARS_MAX } from "../../common/offers/offer-fields.ts";
import { pricePartsFault } from "../../common/offers/price-parts.ts";
import { hasUnwantedSelfTransfer, saleFault } from "../../common/offers/sale-rules.ts";
import { decodeRowOffer } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import { flightTimes } from "../../proto/flight-times.ts";
import { connectionCount, travelMinutes, wallClockMinutes } from "../../proto/itinerary.ts";
import type { FlightOffer, SheetColumns } from "../../proto/messages.ts";
import { describeItineraryFault, quoted } from "./describe-itinerary-fault.ts";
import { havePrices } from "./fares.ts";
import { type ExpiryRules, implausibility, implausibleExpiry } from "./plausible.ts";
import type { RankingRules } from "./ranking-rules.ts";

/** The offer in a row of a bidder's sheet, or why it must not be sold now. */
export function openOffer(
  sheet: SheetColumns,
  row: number,
  rules: RankingRules,
  bidder = "",
): FlightOffer | string {
  const offer = checkOffer(sheet, row, rules, bidder);
  return typeof offer === "string" ? offer : (expiryFault(offer, rules) ?? offer);
}

/** What is wrong at this time with an offer that is right apart from its expiry. */
export function expiryFault(offer: FlightOffer, rules: ExpiryRules): string | undefined {
  if (!(offer.expiresAtMs > rules.wallMs))
    return `an offer of ${quoted(offer.seller)} that has already expired`;
  return implausibleExpiry(offer, rules);
}

/**
 * The offer in a row of a bidder's sheet, or why it must not be sold, whatever the time: its expiry
 * is not checked.
 */
export function checkOffer(
  sheet: SheetColumns,
  row: number,
  rules: RankingRules,
  bidder = "",
): FlightOffer | string {
  let offer: FlightOffer;
  try {
    offer = decodeRowOffer(sheet, row);
  } catch (thrown) {
    return AuctionError.from(thrown, "bid-malformed").message;
  }
  // TIMES-1: no other code has seen the offer.
  const isKeyed = flightTimes.of === offer.slices;
  return (
    columnMismatch(sheet, row, offer, rules, isKeyed) ??
    offerFault(offer, rules, isKeyed) ??
    implausibility(offer, rules, bidder) ??
    offer
  );
}

/** VERIFY-1: the first sum that disagrees with the body. */
export function columnMismatch(
  sheet: SheetColumns,
  row: number,
  { slices }: FlightOffer,
  { search }: RankingRules,
  isKeyed: boolean,
): string | undefined {
  const departure = isKeyed
    ? (flightTimes.departures[0] as number)
    : wallClockMinutes(slices[0]?.segments[0]?.departure ?? "");
  return (
    mismatch("duration", sheet.durationMinutes[row], travelMinutes(slices)) ??
    mismatch("departure", sheet.departure[row], departure) ??
    mismatch("stops", sheet.stops[row], connectionCount(slices)) ??
    mismatch("mixed", sheet.mixed?.[row] ?? 0, isMixed(slices, search.cabin) ? 1 : 0)
  );
}

function mismatch(column: string, listed: number | undefined, body: number): string | undefined {
  return listed === body
    ? undefined
    : `an offer listed with ${column} ${quoted(listed)} has ${quoted(body)} in its body`;
}

/** VERIFY-2: why an offer that agrees with its columns is still no answer to this search. */
function offerFault(offer: FlightOffer, rules: RankingRules, isKeyed: boolean): string | undefined {
  const { search, elapsed, kilometres, rates } = rules;
  if (!isSellerName(offer.seller, SELLER_CHARS_MAX.accepted))
    return `an offer whose seller has no readable name of 1-${SELLER_CHARS_MAX.accepted} characters`;
  const fault = itineraryFault(offer.slices, { search, elapsed, checksDurations: true }, isKeyed);
  if (fault !== undefined)
    return describeItineraryFault(fault, offer.slices, subjectOf(offer), search);
  const sale = saleFault(offer);
  if (sale !== undefined) return `${subjectOf(offer)}: ${sale}`;
  const parts = pricePartsFault(offer.fares, search.passengers);
  if (parts !== undefined) return `${subjectOf(offer)}: ${parts}`;
  if (hasUnwantedSelfTransfer(offer, search))
    return `${subjectOf(offer)} with a self-transfer at ${offer.selfTransfers.join(", ")}, which was not asked for`;
  const mixed = mixedFault(offer.slices, search.cabin, kilometres);
  if (mixed !== undefined) return `${subjectOf(offer)} ${mixed}`;
  if (!havePrices(offer.fares, rates))
    return `${subjectOf(offer)} with a fare that has no price in ${search.currency}`;
  return undefined;
}

function subjectOf({ seller }: FlightOffer): string {
  return `an offer of ${quoted(seller)}`;
}
