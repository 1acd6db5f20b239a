/**
 * What an itinerary says of its airports, where a search may be between several: how far those are
 * that were not named, and whether the traveller must change the airport between two slices.
 *
 * AIRPORTS-1 `nearby` names each airport at an end of a slice that the search found only because it
 *    is near, once, with its distance from the nearest airport that was named.
 * AIRPORTS-2 `differentAirports` is true exactly where two ends of the trip that the search names
 *    by the same place are different airports: the arrival of a slice and the departure of the
 *    next, or the first departure and the last arrival.
 */
import type { FlightSearch, Itinerary, OfferSlice, SearchSlice } from "../../proto/messages.ts";

type TripAirports = Pick<Itinerary, "nearby" | "differentAirports">;

/** Undefined where there is nothing to say, as in most searches. */
export function tripAirports(
  slices: readonly OfferSlice[],
  search: Pick<FlightSearch, "slices">,
): TripAirports | undefined {
  if (!search.slices.some(isOfSeveral)) return undefined;
  const ends = slices.map((slice, i) => endsOf(slice, search.slices[i] as SearchSlice));
  const nearby = new Map<string, number>();
  for (const { from, to } of ends)
    for (const { airport, km } of [from, to]) if (km > 0) nearby.set(airport, km);
  const differ = ends.some(({ from }, i) => {
    const before = ends[i === 0 ? ends.length - 1 : i - 1]?.to;
    return before !== undefined && ends.length > 1 && isOtherAirport(before, from);
  });
  if (nearby.size === 0 && !differ) return undefined;
  return {
    ...(nearby.size === 0 ? {} : { nearby: [...nearby].map(([airport, km]) => ({ airport, km })) }),
    ...(differ ? { differentAirports: true } : {}),
  };
}

function isOfSeveral({ origins, destinations }: SearchSlice): boolean {
  return origins !== undefined || destinations !== undefined;
}

/** One end of a slice: the airport that is flown, and what the search names. */
interface TripEnd {
  readonly airport: string;
  /** The first airport of what is named: places with the same one are the same. */
  readonly named: string;
  /** From the nearest named airport; 0 for a named one. */
  readonly km: number;
}

function endsOf(
  { segments }: OfferSlice,
  { origin, destination, origins, destinations, originPlace, destinationPlace }: SearchSlice,
): { readonly from: TripEnd; readonly to: TripEnd } {
  const from = segments[0]?.origin ?? origin;
  const to = segments[segments.length - 1]?.destination ?? destination;
  return {
    from: { airport: from, named: origin, km: kmOf(from, origins, originPlace?.km) },
    to: { airport: to, named: destination, km: kmOf(to, destinations, destinationPlace?.km) },
  };
}

function kmOf(
  airport: string,
  airports: readonly string[] | undefined,
  km: readonly number[] | undefined,
): number {
  return km?.[airports?.indexOf(airport) ?? -1] ?? 0;
}

function isOtherAirport(one: TripEnd, other: TripEnd): boolean {
  return one.named === other.named && one.airport !== other.airport;
}
