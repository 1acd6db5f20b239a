/**
 * Itinerary keys: offers with the same key are offers of the same itinerary, by any seller.
 * Bidders and gateway make keys with this function. `itinerary-key.ts` reads them.
 */
import { isFlightNumberAt } from "./itinerary-key.ts";
import { keyTimeText, wallClockMinutes } from "./local-time.ts";
import type { OfferSlice, Segment } from "./messages.ts";

export { isFlightNumberAt as isFlightNumber, wallClockMinutes };

/**
 * The key, such as `BA117-LHRJFK-20261215T0830`: segments are joined by `+`, slices by `_`. The
 * departure time is part of it: a flight that is retimed is another itinerary.
 */
export function itineraryKey(slices: readonly OfferSlice[]): string {
  let key = "";
  for (let i = 0; i < slices.length; i++) {
    const { segments } = slices[i] as OfferSlice;
    for (let j = 0; j < segments.length; j++) {
      const { flightNumber, origin, destination, departure } = segments[j] as Segment;
      const before = j > 0 ? "+" : i > 0 ? "_" : "";
      key += `${before}${flightNumber}-${origin}${destination}-${keyTime(departure)}`;
    }
  }
  return key;
}

/** `20261215T0830` of `2026-12-15T08:30`; of any other text, what is left without its marks. */
function keyTime(local: string): string {
  const minutes = wallClockMinutes(local);
  return Number.isNaN(minutes) ? local.replaceAll("-", "").replace(":", "") : keyTimeText(minutes);
}

/** How many connections there are over all slices: changes between two segments of one slice. */
export function connectionCount(slices: readonly OfferSlice[]): number {
  let sum = 0;
  for (let i = 0; i < slices.length; i++) sum += (slices[i] as OfferSlice).segments.length - 1;
  return sum;
}

/** Travel time over all slices, in minutes; the stay between slices does not count. */
export function travelMinutes(slices: readonly OfferSlice[]): number {
  let sum = 0;
  for (let i = 0; i < slices.length; i++) sum += (slices[i] as OfferSlice).durationMinutes;
  return sum;
}
