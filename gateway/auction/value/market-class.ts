/**
 * The classes of markets in which bidders are learned apart: by the distance, by one slice or more,
 * and by the cabin. These three change how long a bidder computes and how far prices differ: a long
 * journey has more connections, a second slice doubles the work, and a higher cabin multiplies the
 * price. There are twelve, and not one for each route, because a bidder must have been seen some
 * dozens of times in a class before it counts.
 */
import type { Kilometres } from "../../../common/offers/lowest-fare.ts";
import type { FlightSearch } from "../../../proto/messages.ts";

/** As Eurocontrol has them: short, medium and long haul. */
export const SHORT_KM = 1_500;
export const MEDIUM_KM = 4_000;

export const MARKET_CLASSES = 12;

/** A whole number below `MARKET_CLASSES`. The distance is that of the first slice. */
export function marketClassOf(
  { slices, cabin }: Pick<FlightSearch, "slices" | "cabin">,
  kilometres: Kilometres,
): number {
  const first = slices[0];
  const km = first && kilometres(first.origin, first.destination);
  // An airport that is not known counts as far: what is learned there waits longest.
  const band = km === undefined || km >= MEDIUM_KM ? 2 : km >= SHORT_KM ? 1 : 0;
  const isLong = slices.length > 1 ? 1 : 0;
  const isHigh = cabin === "economy" || cabin === "premium_economy" ? 0 : 1;
  return band + 3 * (isLong + 2 * isHigh);
}
