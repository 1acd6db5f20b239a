/** The values that the templates of requests and of links have in common. */
import type { OfferSlice, Passengers } from "../../../proto/messages.ts";
import type { AskedSlice } from "../asked-places.ts";
import type { TemplateValues, TRIP_PLACES } from "./template.ts";

/** Of a journey: where and when its first slice begins, and when its second does. */
export function tripValues(
  [first, second]: readonly AskedSlice[],
  { adults, children, infants }: Passengers,
): TemplateValues & Record<(typeof TRIP_PLACES)[number], TemplateValues[string]> {
  return {
    origin: first?.origin ?? null,
    destination: first?.destination ?? null,
    departureDate: first?.departureDate ?? null,
    returnDate: second?.departureDate ?? null,
    adults,
    children,
    infants,
  };
}

/** The ends and the day of each slice of an offer, which may be any that its search allows. */
export function offeredSlices(slices: readonly OfferSlice[]): readonly AskedSlice[] {
  return slices.flatMap(({ segments }) => {
    const [first, last] = [segments[0], segments.at(-1)];
    if (first === undefined || last === undefined) return [];
    const departureDate = first.departure.slice(0, "YYYY-MM-DD".length);
    return [{ origin: first.origin, destination: last.destination, departureDate }];
  });
}
