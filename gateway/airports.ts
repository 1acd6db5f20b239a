/** Places for a search box. */
import { type Airport, allAirports } from "../proto/airports.ts";

export interface Place {
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
}

interface Indexed {
  readonly airport: Airport;
  readonly code: string;
  readonly words: readonly string[];
  readonly city: string;
}

let index: Indexed[] | undefined;

/**
 * Airports whose code, city or name begins with the query, or has a word that does: exact codes first, then by city, then by
 * name, each with the busiest first.
 */
export function completePlace(query: string, max = 10): Place[] {
  index ??= allAirports().map((airport) => ({
    airport,
    code: fold(airport.code),
    city: fold(airport.city),
    words: [airport.name, airport.countryName].flatMap((text) => fold(text).split(/[^\p{L}\p{N}]+/u)),
  }));
  const wanted = fold(query.trim());
  if (wanted === "") return [];
  return index
    .map((one) => ({ airport: one.airport, rank: rank(one, wanted) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort(
      (a, b) => a.rank - b.rank || b.airport.departuresPerWeek - a.airport.departuresPerWeek || (a.airport.code < b.airport.code ? -1 : 1),
    )
    .slice(0, max)
    .map(({ airport: { code, name, city, countryName } }) => ({ code, name, city, country: countryName }));
}

function rank({ code, city, words, airport }: Indexed, wanted: string): number {
  if (code === wanted) return 0;
  if (airport.departuresPerWeek > 0) {
    if (city.startsWith(wanted)) return 1;
    if (words.some((word) => word.startsWith(wanted)) || fold(airport.name).startsWith(wanted)) return 2;
    if (code.startsWith(wanted)) return 3;
  }
  return city.startsWith(wanted) || fold(airport.name).startsWith(wanted) ? 4 : Number.POSITIVE_INFINITY;
}

/** Without case and accents: `São` is found as `sao`. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
