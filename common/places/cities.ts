/**
 * City codes: metropolitan areas with their airports. `cities.csv` is written by
 * `script/import-cities.ts`; `airports.NOTICE.md` names its source.
 *
 * CITY-1 Each airport of a city is in the table of airports, once. The busiest is the first.
 * CITY-2 An airport whose code is its city's own, and that shares it with no other, is that city's
 *        one airport: so `BER` as a city is BER.
 */
import { readFileSync } from "node:fs";
import { type Airport, airportByCode } from "./airports.ts";

/** A city as travellers search for it. */
export interface City {
  /** IATA, three letters. It may be the code of an airport too: `IST`. */
  readonly code: string;
  readonly name: string;
  /** Of its busiest airport, as `countryName`. ISO 3166 alpha-2. */
  readonly country: string;
  readonly countryName: string;
  /** Codes, the busiest first by `departuresPerWeek`, then in the order of the codes. */
  readonly airports: readonly string[];
}

let byCode: ReadonlyMap<string, City> | undefined;
let byAirport: ReadonlyMap<string, readonly City[]> = new Map();

/**
 * The city with this code, in capitals: a metropolitan area, or the city of one airport (CITY-2).
 */
export function cityByCode(code: string): City | undefined {
  const area = (byCode ?? read()).get(code);
  if (area !== undefined) return area;
  const airport = airportByCode(code);
  return airport === undefined || citiesOfAirport(code).length > 0
    ? undefined
    : cityOf(code, airport.city, [airport]);
}

/** Every metropolitan area, in the order of the codes. */
export function allCities(): readonly City[] {
  return [...(byCode ?? read()).values()];
}

/** The metropolitan areas that an airport belongs to: none, one or a few. */
export function citiesOfAirport(code: string): readonly City[] {
  if (byCode === undefined) read();
  return byAirport.get(code) ?? [];
}

/** The file is read at the first call, as that of the airports. */
function read(): ReadonlyMap<string, City> {
  const [, ...lines] = readFileSync(new URL("./cities.csv", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const cities = lines.map((line) => {
    const [code = "", name = "", codes = ""] = line.split(";");
    return cityOf(code, name, codes.split(" ").map(knownAirport));
  });
  const found = new Map<string, City[]>();
  for (const city of cities)
    for (const code of city.airports) found.set(code, [...(found.get(code) ?? []), city]);
  byAirport = found;
  byCode = new Map(cities.map((city) => [city.code, city]));
  return byCode;
}

function knownAirport(code: string): Airport {
  const airport = airportByCode(code);
  if (airport === undefined)
    throw new Error(`cities.csv names ${code}, which is not in airports.json`);
  return airport;
}

function cityOf(code: string, name: string, airports: readonly Airport[]): City {
  const busiestFirst = [...airports].sort(byDepartures);
  const { country, countryName } = busiestFirst[0] as Airport;
  return { code, name, country, countryName, airports: busiestFirst.map((one) => one.code) };
}

/** The busiest first. */
function byDepartures(a: Airport, b: Airport): number {
  return b.departuresPerWeek - a.departuresPerWeek || (a.code < b.code ? -1 : 1);
}
