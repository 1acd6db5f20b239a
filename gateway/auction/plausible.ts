/**
 * Whether an offer can be meant: the broker vouches for who bid, and nothing vouches for what. A
 * bidder with a fault, or one whose credentials were stolen, would win every search with a fare of
 * one cent or a flight of one hour. The limits are lower than any honest offer and come from the
 * configuration.
 */

import { convert } from "../../common/money/money.ts";
import { lowestFareCents } from "../../common/offers/lowest-fare.ts";
import { blockMinutesMax, blockMinutesMin } from "../../common/places/flight-time.ts";
import { shortened } from "../../common/text/shortened.ts";
import type { FlightOffer, Segment } from "../../proto/messages.ts";
import type { Plausibility, RankingRules } from "./ranking-rules.ts";

/** Sellers round block times, and tables of airports differ by a runway. */
const MINUTES_APART_MAX = 5;
/**
 * A flight may land on its way under one number, which its seller need not say: it then takes so
 * much longer than a non-stop one.
 */
const STOPOVER_FACTOR = 2;
const STOPOVER_MINUTES = 240;

/** IATA's two characters, or ICAO's three letters where a seller has no other; not digits alone. */
const CARRIER = /^(?=.*[A-Z])[A-Z0-9]{2}$|^[A-Z]{3}$/;

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
  const why = flightFault(offer, plausibility, bidder) ?? priceFault(offer, rules, plausibility);
  return why === undefined ? undefined : `an offer of ${shortened(offer.seller, 80)} ${why}`;
}

/**
 * Why it cannot be meant to hold so long from now. Apart from the rest, since it depends on the
 * time.
 */
export function tooLongHeld(
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
  plausibility: Plausibility,
  bidder: string,
): string | undefined {
  for (const { segments } of slices) {
    for (const segment of segments) {
      const fault = carrierFault(segment, plausibility, bidder) ?? timeFault(segment, plausibility);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

function carrierFault(
  { carrier, flightNumber }: Segment,
  { carriers }: Plausibility,
  bidder: string,
): string | undefined {
  if (!CARRIER.test(carrier))
    return `has ${flightNumber} of '${shortened(carrier, 8)}', which is no carrier's code`;
  const allowed = carriers.get(bidder);
  return allowed === undefined || allowed.has(carrier)
    ? undefined
    : `has ${flightNumber}, and ${bidder} may not offer flights of ${carrier}`;
}

function timeFault(
  { flightNumber, origin, destination, durationMinutes }: Segment,
  { kilometres }: Plausibility,
): string | undefined {
  const km = kilometres(origin, destination);
  if (km === undefined) return undefined; // such an airport is named by verify.ts
  const [least, most] = [
    Math.floor(blockMinutesMin(km)) - MINUTES_APART_MAX,
    Math.ceil(STOPOVER_FACTOR * blockMinutesMax(km) + STOPOVER_MINUTES),
  ];
  const flown = `has ${flightNumber} fly ${Math.round(km)} km in ${durationMinutes} minutes`;
  if (durationMinutes < least) return `${flown}; no airliner takes less than ${least}`;
  return durationMinutes > most ? `${flown}; more than ${most} is no flight` : undefined;
}

function priceFault(
  offer: FlightOffer,
  { search, rates }: RankingRules,
  plausibility: Plausibility,
): string | undefined {
  const asked = convert(offer.price.amount, offer.price.currency, rates);
  const least = convert(
    lowestFareCents(offer, search, plausibility, plausibility.kilometres),
    "USD",
    rates,
  );
  if (asked === undefined || least === undefined || asked >= least) return undefined;
  return `costs ${asked} in minor units of ${search.currency}; less than ${least} is no fare for this distance, cabin and party`;
}
