/**
 * The ends of a slice: what a caller names as a place, and the airports that it stands for.
 *
 * END-1 A code that is both an airport's and a city's means the airport; `{ city }` means the city.
 * END-2 An end stands for the airports that are named, the busiest first, and then for those within
 *       `nearbyKm` of one of them, the nearest first. What is near both ends belongs to neither.
 * END-3 An end stands for at most AIRPORTS_AN_END_MAX airports, and a slice for at most
 *       PAIRS_A_SLICE_MAX pairs of them. Where there would be more, nearby airports are left out,
 *       the farthest first; those that are named never are.
 */
import { airportByCode } from "../../common/places/airports.ts";
import { cityByCode } from "../../common/places/cities.ts";
import { airportsWithin, type NearbyAirport } from "../../common/places/nearby.ts";
import type { SearchPlace, SearchSlice } from "../../proto/messages.ts";
import { AIRPORTS_AN_END_MAX, NEARBY_FOUND_MAX, PAIRS_A_SLICE_MAX } from "./search-terms.ts";

/** A place as a caller writes it, once it is valid: a code, or an airport or a city. */
export type NamedPlace =
  | string
  | {
      readonly airport?: string | undefined;
      readonly city?: string | undefined;
      readonly nearbyKm?: number | undefined;
    };

type SliceEnds = Pick<
  SearchSlice,
  "origin" | "destination" | "origins" | "destinations" | "originPlace" | "destinationPlace"
>;

/** The airports that are named, without those nearby. At least one. */
export function namedAirports(place: NamedPlace): readonly string[] {
  const { airport, city } = partsOf(place);
  return city === undefined ? [airport as string] : (cityByCode(city)?.airports ?? []);
}

/** The ends as a search has them. The two places name no common airport. */
export function endsOf(from: NamedPlace, to: NamedPlace): SliceEnds {
  const [origin, destination] = [endOf(from), endOf(to)];
  leaveOutCommon(origin, destination);
  leaveOutFarthest(origin, destination);
  const [origins, destinations] = [airportsOf(origin), airportsOf(destination)];
  const [originPlace, destinationPlace] = [placeOf(origin), placeOf(destination)];
  return {
    origin: origins[0] as string,
    destination: destinations[0] as string,
    ...(originPlace === undefined ? {} : { origins, originPlace }),
    ...(destinationPlace === undefined ? {} : { destinations, destinationPlace }),
  };
}

interface End {
  readonly place: Exclude<NamedPlace, string>;
  readonly named: readonly string[];
  nearby: readonly NearbyAirport[];
}

/** END-1 */
function partsOf(place: NamedPlace): Exclude<NamedPlace, string> {
  if (typeof place !== "string") return place;
  return airportByCode(place) === undefined ? { city: place } : { airport: place };
}

function endOf(place: NamedPlace): End {
  const parts = partsOf(place);
  const named = namedAirports(parts);
  return { place: parts, named, nearby: nearbyOf(named, parts.nearbyKm ?? 0) };
}

/** The airports within a distance of the nearest one of those that are named. */
function nearbyOf(named: readonly string[], km: number): readonly NearbyAirport[] {
  if (km === 0) return [];
  const nearest = new Map<string, number>();
  for (const code of named)
    for (const near of airportsWithin(code, km, NEARBY_FOUND_MAX))
      nearest.set(near.code, Math.min(near.km, nearest.get(near.code) ?? near.km));
  for (const code of named) nearest.delete(code);
  return [...nearest]
    .map(([code, distance]) => ({ code, km: distance }))
    .sort((a, b) => a.km - b.km || (a.code < b.code ? -1 : 1))
    .slice(0, AIRPORTS_AN_END_MAX - named.length);
}

/** END-2 */
function leaveOutCommon(one: End, other: End): void {
  const [its, others] = [new Set(airportsOf(one)), new Set(airportsOf(other))];
  one.nearby = one.nearby.filter(({ code }) => !others.has(code));
  other.nearby = other.nearby.filter(({ code }) => !its.has(code));
}

/** END-3 */
function leaveOutFarthest(one: End, other: End): void {
  while (airportsOf(one).length * airportsOf(other).length > PAIRS_A_SLICE_MAX) {
    const [far, farther] = [farthest(one), farthest(other)];
    if (Math.max(far, farther) < 0) return;
    const end = far >= farther ? one : other;
    end.nearby = end.nearby.slice(0, -1);
  }
}

/** The distance of the farthest nearby airport; negative where there is none. */
function farthest({ nearby }: End): number {
  return nearby[nearby.length - 1]?.km ?? -1;
}

function airportsOf({ named, nearby }: End): string[] {
  return [...named, ...nearby.map(({ code }) => code)];
}

/** Undefined for one airport alone. */
function placeOf({ place, named, nearby }: End): SearchPlace | undefined {
  const { airport, city, nearbyKm = 0 } = place;
  if (city === undefined && nearbyKm === 0) return undefined;
  const km = [...named.map(() => 0), ...nearby.map((one) => Math.round(one.km))];
  return {
    ...(city === undefined ? { airport: airport as string } : { city }),
    ...(nearbyKm === 0 ? {} : { nearbyKm, km }),
  };
}
