/**
 * The places of a country, for a search box.
 *
 * COUNTRY-1 A query that is a country's whole name gives the places of that country, the busiest
 *    first, before all that only begin like it: so `india` is Delhi and not Indianapolis, and
 *    `peru` Lima and not Perugia. Each of them says that it was found so.
 * COUNTRY-2 A city of the same name is before them where it is in that country (Singapore), or
 *    where the country is called so in another language only (`Granada`, Grenada in Spanish).
 */
import type { Airport } from "../../common/places/airports.ts";
import { countriesByName } from "./country-names.ts";
import type { IndexedPlace } from "./indexed-place.ts";
import { RANK } from "./place-ranks.ts";

/** A6: an answer has no more of them. */
const OF_COUNTRY_MAX = 10;

/** The places of the country that is called so, the busiest first, with their ranks. */
export function createCountryIndex(
  busiestFirst: readonly IndexedPlace[],
  airports: readonly Airport[],
): (wanted: string) => readonly { readonly rank: number; readonly position: number }[] {
  const names = countriesByName(
    new Map(airports.map(({ country, countryName }) => [country, countryName])),
  );
  const positions = new Map<string, number[]>();
  for (const [position, { country, keys }] of busiestFirst.entries()) {
    const there = positions.get(country) ?? [];
    const isFoundByName = keys.some(([, rank]) => rank < RANK.unserved);
    if (isFoundByName && there.length < OF_COUNTRY_MAX)
      positions.set(country, [...there, position]);
  }
  return (wanted) => {
    const name = names.get(wanted);
    if (name === undefined) return [];
    const rank = name.before === "nothing" ? RANK.foreignCountry : RANK.country;
    // The airport of that code is the second then.
    const first = name.before === "codes" ? RANK.countryBeforeCode : rank;
    return (positions.get(name.country) ?? []).map((position, i) => ({
      rank: i === 0 ? first : rank,
      position,
    }));
  };
}
