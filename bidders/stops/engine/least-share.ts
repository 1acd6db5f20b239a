/** How much of the average fare one of several fares is at least (BOUND-2 of `prices.ts`). */
import {
  averageDollars,
  ceilingDollars,
  clamp,
  FLOOR_SHARE,
  stopsFactor,
} from "../../flights/fares/curves.ts";
import { classFactor, type FareDay } from "../../flights/fares/fare.ts";
import { FLIGHTS_MAX } from "./rules.ts";

/** By flights: the largest discount for all connections but one. */
const DISCOUNT = Array.from({ length: FLIGHTS_MAX + 1 }, (_, flights) =>
  Array.from({ length: Math.max(1, flights - 1) }, (_, stops) =>
    stopsFactor(stops, Number.POSITIVE_INFINITY),
  ).reduce((least, factor) => Math.min(least, factor)),
);
const SHARE_MAX = ceilingDollars(0) / averageDollars(0);

/**
 * Before its cabin, of a carrier of this kind, in this class or a higher one, in an itinerary of so
 * many flights.
 */
export function leastShare(
  { factor }: FareDay,
  kind: number,
  fareClass: number,
  flights: number,
): number {
  return clamp(
    kind * factor * classFactor(fareClass) * (DISCOUNT[flights] as number),
    FLOOR_SHARE,
    SHARE_MAX,
  );
}
