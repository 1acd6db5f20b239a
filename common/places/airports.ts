/**
 * The world's airports: codes, names, places, time zones. Lives in proto because gateway and
 * bidders must agree on which codes there are and what the time is there; `airports.NOTICE.md` says
 * where the table comes from. Written by `npm run import-timetable`.
 */
import { readFileSync } from "node:fs";

export interface Airport {
  /** IATA, three letters. */
  readonly code: string;
  readonly name: string;
  readonly city: string;
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly countryName: string;
  /** IANA time zone. */
  readonly zone: string;
  readonly latitude: number;
  readonly longitude: number;
  /** In the timetable that ships; 0 where none. Ranks what a search box offers. */
  readonly departuresPerWeek: number;
}

/**
 * `airports.json`: zones and countries as dictionaries, one array an airport in the order of
 * `columns`.
 */
export interface AirportsFile {
  readonly columns: readonly string[];
  readonly countries: Readonly<Record<string, string>>;
  readonly zones: readonly string[];
  readonly rows: readonly AirportRow[];
}

export type AirportRow = readonly [
  code: string,
  /** Empty for the most usual one, `<city> Airport`. */
  name: string,
  city: string,
  country: string,
  zone: number,
  latitude: number,
  longitude: number,
  departuresPerWeek: number,
];

let byCode: ReadonlyMap<string, Airport> | undefined;
let all: readonly Airport[] = [];

/** The airport with this IATA code, in capitals. */
export function airportByCode(code: string): Airport | undefined {
  return read().get(code);
}

/** Every airport, in the order of their codes. */
export function allAirports(): readonly Airport[] {
  read();
  return all;
}

/** Read at the first question: whoever imports this for its types only reads no file. */
function read(): ReadonlyMap<string, Airport> {
  if (byCode !== undefined) return byCode;
  const file = JSON.parse(
    readFileSync(new URL("./airports.json", import.meta.url), "utf8"),
  ) as AirportsFile;
  all = file.rows.map(
    ([code, name, city, country, zone, latitude, longitude, departuresPerWeek]) => ({
      code,
      name: name === "" ? `${city} Airport` : name,
      city,
      country,
      countryName: file.countries[country] ?? country,
      zone: file.zones[zone] as string,
      latitude,
      longitude,
      departuresPerWeek,
    }),
  );
  byCode = new Map(all.map((airport) => [airport.code, airport]));
  return byCode;
}
