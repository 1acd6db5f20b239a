/** Airports for a search box: an index that is made once and answers by binary search. */
import { createHash } from "node:crypto";
import type { Airport } from "../../common/places/airports.ts";
import { folded, foldedWords } from "./folded-text.ts";

interface FoundAirport {
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
}

export interface PlaceIndex {
  /** Changes when an answer may change. */
  readonly version: string;
  /**
   * Airports whose code, city, name or country begins with the query, or has a word that does:
   * exact codes first, then by city, then by name, each with the busiest first.
   */
  complete(query: string, max?: number): FoundAirport[];
}

/** How well an entry matches; smaller is better. */
const RANK = { code: 0, city: 1, word: 2, codePrefix: 3, unserved: 4 } as const;

interface IndexEntry {
  readonly key: string;
  /** The airport's position among all, the busiest first. */
  readonly position: number;
  /** Rank first, then position. */
  readonly score: number;
}

export function createPlaceIndex(airports: readonly Airport[]): PlaceIndex {
  const busiestFirst = [...airports].sort(
    (a, b) => b.departuresPerWeek - a.departuresPerWeek || (a.code < b.code ? -1 : 1),
  );
  const scoreOf = (rank: number, position: number) => rank * busiestFirst.length + position;
  const entries = busiestFirst
    .flatMap((airport, position) =>
      keysOf(airport).map(
        ([key, rank]): IndexEntry => ({ key, position, score: scoreOf(rank, position) }),
      ),
    )
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.score - b.score));
  const byCode = new Map(
    busiestFirst.map(({ code }, position): [string, IndexEntry] => [
      folded(code),
      { key: code, position, score: position },
    ]),
  );
  const places = busiestFirst.map(
    ({ code, name, city, countryName }): FoundAirport => ({
      code,
      name,
      city,
      country: countryName,
    }),
  );
  return {
    version: createHash("sha256").update(JSON.stringify(airports)).digest("base64url").slice(0, 16),
    complete(query, max = 10) {
      const wanted = folded(query);
      if (wanted === "") return [];
      const best: IndexEntry[] = [];
      const exact = byCode.get(wanted);
      if (exact !== undefined) keepBest(best, exact, max);
      for (let i = firstFrom(entries, wanted); entries[i]?.key.startsWith(wanted); i++)
        keepBest(best, entries[i] as IndexEntry, max);
      return best.map(({ position }) => places[position] as FoundAirport);
    },
  };
}

/**
 * The keys that find an airport. One without departures is found only by the beginning of its city
 * or name, after all others.
 */
function keysOf({
  code,
  name,
  city,
  countryName,
  departuresPerWeek,
}: Airport): [key: string, rank: number][] {
  const ranks = new Map<string, number>();
  const add = (key: string, rank: number) => ranks.set(key, Math.min(rank, ranks.get(key) ?? rank));
  if (departuresPerWeek === 0) {
    for (const text of [city, name]) add(folded(text), RANK.unserved);
  } else {
    add(folded(city), RANK.city);
    for (const text of [city, name, countryName])
      for (const key of fromEachWord(text)) add(key, RANK.word);
    add(folded(code), RANK.codePrefix);
  }
  ranks.delete("");
  return [...ranks];
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
