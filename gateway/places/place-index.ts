/**
 * Airports and cities for a search box: an index that is made once and answers by binary search.
 *
 * PLACE-1 A place whose city is called as the query, in any of its names, is before all that only
 *    begin like it: so `porto` is Porto and not Porto Alegre, and `roma` is Rome.
 */
import { createHash } from "node:crypto";
import type { Airport } from "../../common/places/airports.ts";
import type { City } from "../../common/places/cities.ts";
import { withAlike } from "./alike-places.ts";
import { SHORT_NAMES } from "./country-names.ts";
import { createCountryIndex } from "./country-places.ts";
import { folded, foldedWords } from "./folded-text.ts";
import type { FoundPlace, IndexedPlace } from "./indexed-place.ts";
import { OTHER_NAMES } from "./other-names.ts";
import { RANK } from "./place-ranks.ts";

export interface PlaceIndex {
  /** Changes when an answer may change. */
  readonly version: string;
  /**
   * Airports and cities whose code, city, name, other name or country begins with the query, or has
   * a word that does: exact codes first (the airport before the city, as a search means it), then
   * those of the country that is called so (COUNTRY-1), then those whose city is (PLACE-1), then by
   * city, by name and by country, each with the busiest first. A city is as busy as its airports
   * together.
   */
  complete(query: string, max?: number): FoundPlace[];
}

interface IndexEntry {
  readonly key: string;
  /** The place's position among all, the busiest first. */
  readonly position: number;
  /** Rank first, then position. */
  readonly score: number;
}

export function createPlaceIndex(
  airports: readonly Airport[],
  cities: readonly City[] = [],
): PlaceIndex {
  const areas = new Set(cities.filter((one) => one.airports.length > 1).map(({ code }) => code));
  const departures = new Map(airports.map((one) => [one.code, one.departuresPerWeek]));
  const busiestFirst = [
    ...cities.map((city) => indexedCity(city, departures)),
    ...airports.map((one) => indexedAirport(one, areas)),
  ].sort(
    (a, b) =>
      b.departures - a.departures ||
      a.codeRank - b.codeRank ||
      (a.place.code < b.place.code ? -1 : 1),
  );
  const count = busiestFirst.length;
  const scoreOf = (rank: number, position: number) => rank * count + position;
  const entries = busiestFirst
    .flatMap(({ keys }, position) =>
      keys.map(([key, rank]): IndexEntry => ({ key, position, score: scoreOf(rank, position) })),
    )
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.score - b.score));
  const byCode = new Map<string, IndexEntry[]>();
  for (const [position, { place, codeRank }] of busiestFirst.entries()) {
    const key = folded(place.code);
    const entry = { key, position, score: scoreOf(codeRank, position) };
    byCode.set(key, [...(byCode.get(key) ?? []), entry]);
  }
  const inCountry = createCountryIndex(busiestFirst, airports);
  const countryAt = (position: number) => busiestFirst[position]?.country;
  return {
    version: versionOf(airports, cities),
    complete(query, max = 10) {
      const wanted = folded(query);
      if (wanted === "") return [];
      const best: IndexEntry[] = [];
      for (const exact of byCode.get(wanted) ?? []) keepBest(best, exact, max);
      const there = inCountry(wanted);
      for (const { rank, position } of there)
        keepBest(best, { key: wanted, position, score: scoreOf(rank, position) }, max);
      const country = there[0] && countryAt(there[0].position);
      for (let i = firstFrom(entries, wanted); entries[i]?.key.startsWith(wanted); i++) {
        const entry = entries[i] as IndexEntry;
        const { key, position, score } = entry;
        const isWhole = key === wanted && score === scoreOf(RANK.city, position);
        const whole = countryAt(position) === country ? RANK.wholeCityOfCountry : RANK.wholeCity;
        keepBest(best, isWhole ? { ...entry, score: scoreOf(whole, position) } : entry, max);
      }
      const found = best.map(({ position, score }) => ({
        ...(busiestFirst[position] as IndexedPlace),
        rank: Math.floor(score / count),
      }));
      return withAlike(found);
    },
  };
}

/** Changes when an answer may change. */
function versionOf(airports: readonly Airport[], cities: readonly City[]): string {
  const hash = createHash("sha256");
  for (const { code, name, city, country, countryName, departuresPerWeek } of airports)
    hash.update([code, name, city, country, countryName, departuresPerWeek, ""].join("\n"));
  hash.update(JSON.stringify([cities, [...OTHER_NAMES], SHORT_NAMES]));
  return hash.digest("base64url").slice(0, 16);
}

/**
 * The other names of a city with several airports are the city's, and not those of one of them. One
 * without departures is found only by the beginning of its city or name, after all others, or
 * by its code.
 * @param areas the codes of cities with several airports
 */
function indexedAirport(airport: Airport, areas: ReadonlySet<string>): IndexedPlace {
  const { code, name, city, country, countryName, departuresPerWeek } = airport;
  const others = areas.has(code) ? [] : (OTHER_NAMES.get(code) ?? []);
  const ranks = new Map<string, number>();
  if (departuresPerWeek === 0) for (const text of [city, name]) add(ranks, text, RANK.unserved);
  else addNames(ranks, { code, cities: [city, ...others], names: [city, name], countryName });
  return {
    place: { type: "airport", code, name, city, country: countryName },
    country,
    departures: departuresPerWeek,
    keys: [...ranks],
    codeRank: RANK.code,
  };
}

/** One of a single airport is found by its code only: the airport itself is found by the name. */
function indexedCity(city: City, departures: ReadonlyMap<string, number>): IndexedPlace {
  const { code, name, country, countryName, airports } = city;
  const ranks = new Map<string, number>();
  const others = OTHER_NAMES.get(code) ?? [];
  if (airports.length > 1)
    addNames(ranks, { code, cities: [name, ...others], names: [name], countryName });
  return {
    place: { type: "city", code, name, city: name, country: countryName, airports },
    country,
    departures: airports.reduce((sum, one) => sum + (departures.get(one) ?? 0), 0),
    keys: [...ranks],
    codeRank: RANK.cityCode,
  };
}

interface Names {
  readonly code: string;
  /** The names of its city. */
  readonly cities: readonly string[];
  readonly names: readonly string[];
  readonly countryName: string;
}

function addNames(ranks: Map<string, number>, { code, cities, names, countryName }: Names): void {
  for (const city of cities) add(ranks, city, RANK.city);
  for (const text of names) for (const key of fromEachWord(text)) add(ranks, key, RANK.word);
  for (const key of fromEachWord(countryName)) add(ranks, key, RANK.countryWord);
  add(ranks, code, RANK.codePrefix);
}

/** The best rank of a text, folded. */
function add(ranks: Map<string, number>, text: string, rank: number): void {
  const key = folded(text);
  if (key !== "") ranks.set(key, Math.min(rank, ranks.get(key) ?? rank));
}

/**
 * The text from each of its words on: so `kennedy int` finds `John F Kennedy International
 * Airport`.
 */
function fromEachWord(text: string): string[] {
  const words = foldedWords(text);
  return words.map((_, i) => words.slice(i).join(""));
}

/** The first entry whose key is not before the wanted one. */
function firstFrom(entries: readonly IndexEntry[], wanted: string): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle] as IndexEntry).key < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Keeps the best `max` entries in order, each airport once, although many entries may match. */
function keepBest(best: IndexEntry[], entry: IndexEntry, max: number): void {
  const last = best.at(-1);
  if (last !== undefined && best.length === max && entry.score >= last.score) return;
  const known = best.findIndex(({ position }) => position === entry.position);
  if (known >= 0) {
    if ((best[known] as IndexEntry).score <= entry.score) return;
    best.splice(known, 1);
  }
  const at = best.findIndex(({ score }) => score > entry.score);
  best.splice(at < 0 ? best.length : at, 0, entry);
  if (best.length > max) best.pop();
}
