/**
 * Round-trip fares: out and back on one ticket of one seller, cheaper than its two one-ways.
 *
 * ROUNDTRIP-1 Network and premium carriers have them, low-cost carriers do not: these price each
 *   flight alone.
 * ROUNDTRIP-2 On international and on long routes; not within the United States, where fares have
 *   been one-way fares for long.
 * ROUNDTRIP-3 Only for a stay over the night from Saturday to Sunday, or of three nights and more
 *   (minimum stay, category 6 of ATPCO's fare rules). It separates leisure from business.
 * ROUNDTRIP-4 Both slices are the seller's own fares, and the slice back leads from where the slice
 *   out ended to where it began. A trip of more slices, or an open jaw, is the sum of one-ways,
 *   also between two airports of one city.
 * ROUNDTRIP-5 It is never more expensive than the two one-ways.
 */
import type { CarrierTier } from "./carriers.ts";
import { isLongHaul } from "./curves.ts";

/** The ratio to the sum of the one-way fares. */
export const ROUND_TRIP_FACTOR = 0.9;
export const LONG_ROUND_TRIP_FACTOR = 0.78;

export interface RoundTrip {
  readonly tier: CarrierTier;
  /** ISO 3166 alpha-2 of the two ends. */
  readonly countries: readonly [string, string];
  /** Great circle between them. */
  readonly miles: number;
  /**
   * Local dates at the far end, in days since 1970-01-01: of the arrival there and of the departure
   * back.
   */
  readonly arrivalDay: number;
  readonly returnDay: number;
}

/** What a round trip costs against its two one-ways: 1 where there is no fare for it. */
export function roundTripFactor({
  tier,
  countries: [from, to],
  miles,
  arrivalDay,
  returnDay,
}: RoundTrip): number {
  if (tier === "low-cost" || (from === "US" && to === "US")) return 1;
  const long = isLongHaul(miles);
  if (!long && from === to) return 1;
  if (returnDay - arrivalDay < NIGHTS_MIN && !staysOverSaturday(arrivalDay, returnDay)) return 1;
  return long ? LONG_ROUND_TRIP_FACTOR : ROUND_TRIP_FACTOR;
}

const NIGHTS_MIN = 3;

/** Day 0, 1970-01-01, was a Thursday; day 2 a Saturday. */
function staysOverSaturday(arrivalDay: number, returnDay: number): boolean {
  const toSaturday = (((2 - arrivalDay) % 7) + 7) % 7;
  return arrivalDay + toSaturday < returnDay;
}
