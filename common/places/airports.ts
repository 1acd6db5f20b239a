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
  /**
   * The departures a week in the timetable that ships; 0 where there are none. A search box ranks
   * places by it.
   */
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

/** How many codes of three capitals there are. */
export const AIRPORT_CODES = 26 ** 3;
const LETTER_A = 65;

/**
 * Indexed by `airportNumber`: a search for a text would cost more than many of the rules that need
 * the airport.
 */
let byNumber: readonly (Airport | undefined)[] | undefined;
let all: readonly Airport[] = [];

/** The airport with this IATA code, in capitals. */
export function airportByCode(code: string): Airport | undefined {
  return airportByNumber(airportNumber(code));
}

/** The place of a code among all codes of three capitals: 0 for AAA; -1 when it is not one. */
export function airportNumber(code: string): number {
  if (code.length !== 3) return -1;
  const first = code.charCodeAt(0) - LETTER_A;
  const second = code.charCodeAt(1) - LETTER_A;
  const third = code.charCodeAt(2) - LETTER_A;
  const isCode = first >= 0 && first < 26 && second >= 0 && second < 26 && third >= 0 && third < 26;
  return isCode ? (first * 26 + second) * 26 + third : -1;
}

/** The airport whose code has this number. */
export function airportByNumber(number: number): Airport | undefined {
  return number < 0 ? undefined : (byNumber ?? read())[number];
}

/** Every airport, in the order of their codes. */
export function allAirports(): readonly Airport[] {
  if (byNumber === undefined) read();
  return all;
}

/** The file is read at the first call, so that an import for the types alone reads nothing. */
function read(): readonly (Airport | undefined)[] {
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
  const found: (Airport | undefined)[] = new Array(AIRPORT_CODES).fill(undefined);
  for (const airport of all) found[airportNumber(airport.code)] = airport;
  byNumber = found;
  return found;
}
