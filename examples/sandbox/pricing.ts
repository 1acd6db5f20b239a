/**
 * Whether an agency sells an itinerary, and for how much. This is deterministic, seeded by agency
 * and itinerary: the same search finds the same price tomorrow, and in every process.
 */

import { fraction, hashText, mix } from "../../bidders/flights/fares/hash.ts";
import { minorUnitsPerDollar } from "../../bidders/flights/fares/rates.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import type { Condition, FlightOffer, Money } from "../../proto/messages.ts";
import type { Agency } from "./agencies.ts";

/** The account that every agency of the sandbox knows: it pays no more than the carrier asks. */
const SANDBOX_ACCOUNT = "SANDBOX";

/**
 * An offer of a carrier as the agency sells it, or undefined when it does not.
 * @param account the caller's with the agency; null without one
 */
export function resell(
  offer: FlightOffer,
  agency: Agency,
  nowMs: number,
  account: string | null = null,
): FlightOffer | undefined {
  const seed = hashText(`${agency.id} ${itineraryKey(offer.slices)}`);
  if (fraction(mix(seed, 1)) >= agency.share) return undefined;
  const [from, to] = agency.markup;
  const markup = from + (to - from) * fraction(mix(seed, 2));
  const factor = 1 + (account === SANDBOX_ACCOUNT ? Math.min(0, markup) : markup);
  const price = exchange(offer.price, agency.currency, factor);
  // An agency cannot sell what the carrier no longer sells.
  const expiresAtMs = Math.min(offer.expiresAtMs, nowMs + agency.expiryMinutes * 60_000);
  const fares = offer.fares.map((fare) => ({
    ...fare,
    price: exchange(fare.price, agency.currency, factor),
    change: passedOn(fare.change, agency.currency),
    refund: passedOn(fare.refund, agency.currency),
  }));
  return { ...offer, seller: agency.name, price, fares, expiresAtMs };
}

/** The carrier's condition in the agency's currency, without a markup. */
function passedOn(condition: Condition | null, currency: string): Condition | null {
  if (condition === null || condition.fee === null) return condition;
  return {
    ...condition,
    fee:
      condition.fee.amount === 0 ? { amount: 0, currency } : exchange(condition.fee, currency, 1),
  };
}

/**
 * Rounded to the nearest minor unit, and at least one (A9). @throws RangeError for a currency
 * without a rate
 */
function exchange(money: Money, currency: string, factor: number): Money {
  const perUnit = minorUnitsPerDollar(currency) / minorUnitsPerDollar(money.currency);
  return { amount: Math.max(1, Math.round(money.amount * perUnit * factor)), currency };
}

/**
 * The cheapest offer of each itinerary, cheapest first: an agency buys from the cheapest seller. An
 * itinerary in other cabins is another one to it: who asks for business may want it in all flights.
 */
export function cheapestPerItinerary(
  offers: readonly FlightOffer[],
  offersMax: number,
): FlightOffer[] {
  const dollars = (offer: FlightOffer) =>
    offer.price.amount / minorUnitsPerDollar(offer.price.currency);
  const best = new Map<string, FlightOffer>();
  for (const offer of offers) {
    const cabins = offer.slices.flatMap(({ segments }) => segments.map(({ cabin = "" }) => cabin));
    const key = `${itineraryKey(offer.slices)} ${cabins.join()}`;
    const before = best.get(key);
    if (before === undefined || dollars(offer) < dollars(before)) best.set(key, offer);
  }
  return [...best]
    .sort(([keyA, a], [keyB, b]) => dollars(a) - dollars(b) || (keyA < keyB ? -1 : 1))
    .slice(0, offersMax)
    .map(([, offer]) => offer);
}
