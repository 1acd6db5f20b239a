/**
 * The world's airports: codes, names, places, time zones. Gateway and bidders share the table,
 * because they must agree on which codes there are and on the time there. `npm run
 * import-timetable` writes it; `airports.NOTICE.md` names its sources.
 */
import { readFileSync } from "node:fs";

/** One airport. */
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
  /** In the timetable that ships; 0 where there are none. A search box ranks places by it. */
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

/** The file is read at the first call, so that an import for the types alone reads nothing. */
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
