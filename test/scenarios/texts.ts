/** How scenarios write what answers say. */
import type { Itinerary, SellerOffer } from "../../proto/messages.ts";

/** Fields of an answer, as a scenario writes them. */
export type Fields = Readonly<Record<string, unknown>>;

/** As `itineraries` of a scenario has it: flights, price, sellers. */
export function itineraryText(itinerary: Itinerary): [string, number, ...string[]] {
  return [
    flightsOf(itinerary),
    itinerary.price.amount,
    ...itinerary.sellers.map((seller) => sellerText(seller, itinerary)),
  ];
}

export function flightsOf({ slices }: Itinerary): string {
  return slices
    .flatMap(({ segments }) => segments.map(({ flightNumber }) => flightNumber))
    .join("+");
}

/** The same of the key of an itinerary. */
export function flightsOfKey(key: string): string {
  return key
    .split(/[+_]/)
    .map((flight) => flight.slice(0, flight.indexOf("-")))
    .join("+");
}

/**
 * `BA@nonstop`, with its price where it is not the cheapest, and its age where it is a fallback:
 * `BA@nonstop 52000, 60000 ms old`.
 */
function sellerText(
  { bidder, seller, price, stale, staleAgeMs }: SellerOffer,
  itinerary: Itinerary,
): string {
  const ownPrice = price.amount === itinerary.price.amount ? "" : ` ${price.amount}`;
  return `${seller}@${bidder}${ownPrice}${stale ? `, ${staleAgeMs} ms old` : ""}`;
}
