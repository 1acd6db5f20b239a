/**
 * The metropolitan areas of `common/places/cities.csv`: which airports a city code stands for. From
 * OPTD's table of places, `optd_por_best_known_so_far.csv` (CC BY 4.0), which no package has.
 */
import { RENAMED_CODES } from "../../bidders/flights/timetable/renamed-codes.ts";
import type { Airport } from "../../common/places/airports.ts";

/** OPTD's columns: `LHR-A-2647216^LHR^51.4775^-0.461389^LON^`. Several cities: `DFW,FTW`. */
const COLUMNS = "pk^iata_code^latitude^longitude^city_code^date_from";
/** The type of an airport; others are cities, stations, heliports and harbours. */
const AIRPORT_TYPE = "A";

/** Airports of OPTD that the public list of airports calls unscheduled, and that have flights. */
const SCHEDULED_AGAIN: Readonly<Record<string, string>> = {
  BBU: "scheduled flights again since 2022; the list is older",
};

/** Airports that the public list of airports calls scheduled, and that travellers cannot use. */
const CLOSED: Readonly<Record<string, string>> = {
  ISL: "passenger flights moved to IST on 2019-04-06 (the date is in OPTD's row)",
};

/** Areas that OPTD has under the code of an airport only. */
const ADDED: readonly CityRow[] = [
  { code: "QDF", name: "Dallas-Fort Worth", airports: ["DAL", "DFW"] },
];

/**
 * The names of areas that are not called as the city of their busiest airport is in our table.
 */
const NAMES: Readonly<Record<string, string>> = {
  EAP: "Basel, Mulhouse and Freiburg",
  FTW: "Fort Worth",
  GNO: "Grenoble",
  JCN: "Incheon",
  LFI: "Hampton",
  MSC: "Mesa",
  NYC: "New York",
  SFY: "Springfield",
  TCI: "Tenerife",
  ZME: "Newark",
  ZRK: "Rockford",
  ZWB: "Williamsburg",
};

/** One city code. The airports are in the order of their codes. */
interface CityRow {
  readonly code: string;
  readonly name: string;
  readonly airports: readonly string[];
}

/**
 * Every city code that stands for more than the airport of the same code. An airport belongs to it
 * when it has scheduled flights: in the timetable that ships, or by the public list of airports.
 *
 * @param optd the text of OPTD's table
 * @param scheduled IATA codes of airports with scheduled flights, by the public list
 * @throws Error when the table has another form
 */
export function citiesOf(
  optd: string,
  airportByCode: (code: string) => Airport | undefined,
  scheduled: ReadonlySet<string>,
): CityRow[] {
  const [head, ...lines] = optd.trim().split("\n");
  if (head !== COLUMNS)
    throw new Error(`the first line must be ${COLUMNS}, and is ${String(head).slice(0, 100)}`);
  const found = new Map<string, Airport[]>();
  for (const line of lines) {
    const [key = "", iata = "", , , cities = ""] = line.split("^");
    const airport = airportByCode(iata);
    if (key.split("-")[1] !== AIRPORT_TYPE || airport === undefined) continue;
    if (!isServed(airport, scheduled)) continue;
    for (const city of cities.split(",")) {
      const airports = found.get(city) ?? [];
      if (!airports.includes(airport)) airports.push(airport);
      found.set(city, airports);
    }
  }
  const rows = [...found]
    .filter(([city, airports]) => airports.length > 1 || airports[0]?.code !== city)
    .map(([code, airports]) => ({
      code,
      name: NAMES[code] ?? busiest(airports).city,
      airports: airports.map((airport) => airport.code).sort(),
    }));
  return [...rows, ...ADDED].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function isServed({ code, departuresPerWeek }: Airport, scheduled: ReadonlySet<string>): boolean {
  if (code in RENAMED_CODES || code in CLOSED) return false;
  return departuresPerWeek > 0 || scheduled.has(code) || code in SCHEDULED_AGAIN;
}

function busiest(airports: readonly Airport[]): Airport {
  return airports.reduce((a, b) => (b.departuresPerWeek > a.departuresPerWeek ? b : a));
}

/** `common/places/cities.csv`. Names may have commas, so the columns are parted by semicolons. */
export function citiesText(rows: readonly CityRow[]): string {
  const lines = rows.map(({ code, name, airports }) => `${code};${name};${airports.join(" ")}`);
  return ["code;name;airports", ...lines, ""].join("\n");
}
