/**
 * Whether an offer can be meant: the broker guarantees who has bid, and nothing guarantees what. A
 * bidder with a fault, or one whose credentials were stolen, would win every search with a fare of
 * one cent or a flight of one hour. The limits are lower than any real offer and come from the
 * configuration.
 */

import { convert } from "../../common/money/money.ts";
import { flightTimeFault, isCarrierCode } from "../../common/offers/flight-plausibility.ts";
import { type Kilometres, lowestFareCents } from "../../common/offers/lowest-fare.ts";
import { shortened } from "../../common/text/shortened.ts";
import type { FlightOffer, OfferSlice, Segment } from "../../proto/messages.ts";
import type { PlausibilityLimits, RankingRules } from "./ranking-rules.ts";

export type ExpiryRules = Pick<RankingRules, "plausibility" | "wallMs">;

/**
 * Why the offer cannot be meant, whatever the time; undefined when it can, and where no limits are
 * set.
 */
export function implausibility(
  offer: FlightOffer,
  rules: RankingRules,
  bidder: string,
): string | undefined {
  const { plausibility } = rules;
  if (plausibility == null) return undefined;
  const why =
    flightFault(offer, rules, plausibility, bidder) ?? priceFault(offer, rules, plausibility);
  return why === undefined ? undefined : `an offer of ${shortened(offer.seller, 80)} ${why}`;
}

/**
 * Why an offer cannot be meant to hold until its expiry. Apart from the rest, since it depends on
 * the time.
 */
export function implausibleExpiry(
  { seller, expiresAtMs }: FlightOffer,
  { plausibility, wallMs }: ExpiryRules,
): string | undefined {
  if (plausibility == null || expiresAtMs - wallMs <= plausibility.expiryMsMax) return undefined;
  const hours = (ms: number) => Math.floor(ms / 3_600_000);
  const most = hours(plausibility.expiryMsMax);
  return `an offer of ${shortened(seller, 80)} that holds for ${hours(expiresAtMs - wallMs)} hours; ${most} are the most`;
}

function flightFault(
  { slices }: FlightOffer,
  { kilometres }: RankingRules,
  plausibility: PlausibilityLimits,
  bidder: string,
): string | undefined {
  const allowed = plausibility.carriers.get(bidder);
  for (let i = 0; i < slices.length; i++) {
    const { segments } = slices[i] as OfferSlice;
    for (let j = 0; j < segments.length; j++) {
      const segment = segments[j] as Segment;
      const fault = carrierFault(segment, allowed, bidder) ?? timeFault(segment, kilometres);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

/** `allowed`: the carriers whose flights the bidder may offer; undefined where it may offer all. */
function carrierFault(
  { carrier, flightNumber }: Segment,
  allowed: ReadonlySet<string> | undefined,
  bidder: string,
): string | undefined {
  if (!isCarrierCode(carrier))
    return `has ${flightNumber} of '${shortened(carrier, 8)}', which is not a carrier's code`;
  return allowed === undefined || allowed.has(carrier)
    ? undefined
    : `has ${flightNumber}, and ${bidder} may not offer flights of ${carrier}`;
}

function timeFault(segment: Segment, kilometres: Kilometres): string | undefined {
  const fault = flightTimeFault(segment, kilometres);
  if (fault === undefined) return undefined;
  const { code, km, limitMinutes } = fault;
  const { flightNumber, durationMinutes } = segment;
  const flown = `has ${flightNumber} fly ${Math.round(km)} km in ${durationMinutes} minutes`;
  return code === "too-fast"
    ? `${flown}; no airliner takes less than ${limitMinutes}`
    : `${flown}; no flight takes more than ${limitMinutes}`;
}

function priceFault(
  offer: FlightOffer,
  { search, rates, kilometres }: RankingRules,
  plausibility: PlausibilityLimits,
): string | undefined {
  const asked = convert(offer.price.amount, offer.price.currency, rates);
  const least = convert(lowestFareCents(offer, search, plausibility, kilometres), "USD", rates);
  if (asked === undefined || least === undefined || asked >= least) return undefined;
  return `costs ${asked} in minor units of ${search.currency}; a fare for this distance, cabin and party is at least ${least}`;
}
