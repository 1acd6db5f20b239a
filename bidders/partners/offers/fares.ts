/**
 * Fares as outside sellers have them: one offer for each brand, or several brands in one offer.
 * Here they become one offer for each itinerary of a seller, with its fares in it. The same rules
 * for every adapter.
 */

import { parseAmount } from "../../../common/money/money.ts";
import { sumFault } from "../../../common/offers/price-parts.ts";
import { LIMITS } from "../../../proto/codec/index.ts";
import { itineraryKey } from "../../../proto/itinerary.ts";
import type { Brand, Condition, Fare, FlightOffer, Money } from "../../../proto/messages.ts";

/** What a seller states about one fare, beside its price. */
export type FareTerms = Omit<Fare, "price" | "brand">;

export const NO_TERMS: FareTerms = {
  name: "",
  bookingClass: "",
  cabinBags: null,
  checkedBags: null,
  change: null,
  refund: null,
};

const BRAND_WORDS: readonly (readonly [Brand, RegExp])[] = [
  ["light", /\b(light|lite|basic|hand baggage only|hand luggage only)\b/i],
  ["standard", /\b(standard|classic)\b/i],
  ["flex", /\b(flex|flexible|fully flexible|fully flex)\b/i],
];

/**
 * The brand that a seller's name for a fare clearly means, else null. `Economy Light` is light;
 * `Light Flex` names two brands, `Semi Flex` and `Flex Plus` are brands of their own, and `Plus`,
 * `Value` or `Saver` mean something else at every airline.
 */
export function brandOf(name: string): Brand | null {
  if (/\b(non|not|no|semi|plus|super|ultra)\b|\+/i.test(name)) return null;
  const brands = BRAND_WORDS.filter(([, words]) => words.test(name)).map(([brand]) => brand);
  return brands.length === 1 ? (brands[0] ?? null) : null;
}

/** An offer of one fare; without any where the seller states nothing about its fares. */
export function withFare(
  offer: Omit<FlightOffer, "fares" | "selfTransfers" | "similar">,
  terms: FareTerms,
): FlightOffer {
  const isStated = Object.entries(terms).some(
    ([field, value]) => value !== NO_TERMS[field as keyof FareTerms],
  );
  const fares = isStated ? [{ brand: brandOf(terms.name), ...terms, price: offer.price }] : [];
  return { ...offer, fares, selfTransfers: [], similar: 0 };
}

/**
 * One offer for each itinerary, seller, currency and the cabins of the flights, in the order in
 * which they first arrived: the price of the cheapest, the fares of all, cheapest first, each once,
 * and at most as many as an offer may have. It holds for as long as its shortest-lived fare.
 */
export class OfferMerger {
  readonly #offers = new Map<string, FlightOffer>();

  add(offer: FlightOffer): FlightOffer {
    const key = `${offer.seller}|${offer.price.currency}|${itineraryKey(offer.slices)}|${cabinsOf(offer)}`;
    const before = this.#offers.get(key);
    const merged = before === undefined ? offer : merge(before, offer);
    this.#offers.set(key, merged);
    return merged;
  }

  /**
   * The same as `add`, for offers that arrive after others were sent. A cheaper brand is sent with
   * the fares of both; a more expensive one by itself, because the same offer at the same price
   * would be read as a repetition.
   */
  addLater(offer: FlightOffer): FlightOffer {
    const merged = this.add(offer);
    return merged.price.amount < offer.price.amount ? offer : merged;
  }

  get offers(): FlightOffer[] {
    return [...this.#offers.values()];
  }
}

/** Those that are named, in the places of their flights. */
function cabinsOf({ slices }: FlightOffer): string {
  return slices.flatMap(({ segments }) => segments.map(({ cabin = "" }) => cabin)).join();
}

function merge(a: FlightOffer, b: FlightOffer): FlightOffer {
  const [cheaper, other] = b.price.amount < a.price.amount ? [b, a] : [a, b];
  // A price without terms has no place among fares with terms, but as the cheapest it must be the
  // first.
  const all =
    cheaper.fares.length === 0 && other.fares.length > 0
      ? [withoutTerms(cheaper), ...other.fares]
      : [...cheaper.fares, ...other.fares];
  const seen = new Set<string>();
  const fares = all
    .toSorted((x, y) => x.price.amount - y.price.amount)
    .filter((fare) => {
      const key = JSON.stringify([
        fare.name,
        fare.bookingClass,
        fare.cabinBags,
        fare.checkedBags,
        fare.change,
        fare.refund,
      ]);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, LIMITS.faresMax);
  // Each fare is held for a time of its own, and an offer has one expiry: the shorter is true of
  // both.
  return {
    ...cheaper,
    fares,
    expiresAtMs: Math.min(a.expiresAtMs, b.expiresAtMs),
    modelled: a.modelled || b.modelled,
  };
}

function withoutTerms({ price }: FlightOffer): Fare {
  return { brand: null, ...NO_TERMS, price };
}

/**
 * Bags that are allowed on the whole journey: the least that any part of it allows. Null when a
 * part does not state it.
 */
export function leastBags(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length < counts.length || known.length === 0
    ? null
    : Math.min(LIMITS.bagsMax, ...known);
}

/**
 * A condition, with its fee when that is an exact amount (A9); what is not allowed has no fee.
 */
export function fareCondition(
  allowed: boolean,
  fee: Money | string | null,
  currency: string | null,
): Condition {
  const money =
    typeof fee === "string" ? (currency === null ? undefined : parseAmount(fee, currency)) : fee;
  return { allowed, fee: allowed ? (money ?? null) : null };
}

/**
 * Base and taxes of a price, where the seller states both and they are the price (PARTS-1). What
 * contradicts the price is left out, as all that a seller states beside it in another form.
 */
export function statedParts(
  price: Money,
  base: Money | undefined,
  taxes: Money | undefined,
): Pick<Fare, "base" | "taxes"> {
  return base !== undefined && taxes !== undefined && sumFault(price, base, taxes) === undefined
    ? { base, taxes }
    : {};
}

/**
 * A seller's own name for a fare, as long as an offer may have it, without what cannot be shown.
 */
export function fareName(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .toWellFormed()
    .trim()
    .slice(0, LIMITS.fareTextLengthMax)
    .toWellFormed();
}

const BOOKING_CLASS = /^[A-Z]$/;

/** `O,V`: one letter a flight; empty where one of them is not stated. */
export function bookingClasses(letters: readonly (string | null)[]): string {
  const text = letters.every((letter) => letter !== null && BOOKING_CLASS.test(letter))
    ? letters.join(",")
    : "";
  return text.length <= LIMITS.fareTextLengthMax ? text : "";
}
