/**
 * Markets whose ends are regions: `EU.*`, `*.NA`, `LHR.AS`, `035.053`. A region is named as the
 * United Nations' standard M49 has it (regions.ts): a sub-region by its code of three digits, and
 * what M49 puts together of sub-regions by two letters. Airports have three letters, so no name is
 * both.
 *
 * REGION-1 Each airport of the table is in one sub-region and in one region of two letters, and a
 *    region stands for exactly its airports. An airport that no table knows is in none: only `*`
 *    and its own code include it.
 * REGION-2 The markets that include a pair of airports, as `marketsIncluding` lists them, are those
 *    for which `marketIncludes` is true.
 */
import { isMarket, marketServes } from "../../proto/subjects.ts";
import { airportByCode } from "./airports.ts";
import { REGIONS, type Region, regionOf } from "./regions.ts";

/** Africa 002, Antarctica 010, Asia 142, Europe 150, Oceania 009; the Americas by sub-region. */
const REGION_NAMES = {
  AF: ["015", "202"],
  AN: ["010"],
  AS: ["143", "030", "035", "034", "145"],
  EU: ["151", "154", "039", "155"],
  LA: ["419"],
  NA: ["021"],
  OC: ["053", "054", "057", "061"],
} as const satisfies Record<string, readonly Region[]>;

/** The names of regions with two letters, in order. */
export const REGIONS_OF_TWO_LETTERS: readonly string[] = Object.keys(REGION_NAMES);

/** Of each sub-region the names of the regions that an airport there is in. */
const NAMES_OF: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(REGION_NAMES).flatMap(([name, codes]) =>
    codes.map((code) => [code, [name, code]]),
  ),
);

const NO_REGIONS: readonly string[] = [];

/** The regions that an airport is in: two letters, and three digits. Empty where none is known. */
export function regionsOfAirport(code: string): readonly string[] {
  const country = airportByCode(code)?.country;
  const region = country === undefined ? undefined : regionOf(country);
  return (region === undefined ? undefined : NAMES_OF.get(region)) ?? NO_REGIONS;
}

/** True for a market with a region at one end or at both. */
export function isRegionMarket(text: string): boolean {
  const [origin = "", destination = "", ...rest] = text.split(".");
  if (rest.length > 0 || !(isRegion(origin) || isRegion(destination))) return false;
  return isEnd(origin) && isEnd(destination);
}

/** True when a bidder that serves `market`, with regions or without, serves this pair. */
export function marketIncludes(market: string, origin: string, destination: string): boolean {
  if (isMarket(market)) return marketServes(market, origin, destination);
  const [from = "", to = ""] = market.split(".");
  return isAt(from, origin) && isAt(to, destination);
}

/** Every market, with regions or without, that includes this pair. */
export function marketsIncluding(origin: string, destination: string): string[] {
  const to = ["*", destination, ...regionsOfAirport(destination)];
  return ["*", origin, ...regionsOfAirport(origin)].flatMap((from) =>
    to.map((end) => `${from}.${end}`),
  );
}

function isRegion(text: string): boolean {
  return Object.hasOwn(REGION_NAMES, text) || Object.hasOwn(REGIONS, text);
}

function isEnd(text: string): boolean {
  return text === "*" || isRegion(text) || isMarket(`${text}.*`);
}

function isAt(end: string, airport: string): boolean {
  return end === "*" || end === airport || regionsOfAirport(airport).includes(end);
}
