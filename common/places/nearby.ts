/**
 * The airports around an airport.
 *
 * NEARBY-1 Found are exactly the airports with flights within the distance, the nearest first, and
 *          of those at one distance in the order of their codes.
 */
import { type Airport, airportByCode, allAirports } from "./airports.ts";
import { citiesOfAirport } from "./cities.ts";
import { EARTH_KM, kilometres } from "./flight-time.ts";

export interface NearbyAirport {
  readonly code: string;
  /** Great-circle distance. */
  readonly km: number;
}

/** Kilometres along a meridian. */
const KM_PER_DEGREE = (EARTH_KM * Math.PI) / 180;

/**
 * From south to north. Airfields without flights are left out: they would take the places of
 * airports that a traveller can use.
 */
let fromSouth: readonly Airport[] | undefined;

/**
 * Airports with flights within a distance of an airport, which itself is not among them; at most
 * `max`, the nearest. With flights are those of the timetable that ships, and those of a
 * metropolitan area. Only the airports between two parallels are looked at, which takes some 10 µs.
 * Empty when the airport is not known.
 */
export function airportsWithin(code: string, km: number, max: number): readonly NearbyAirport[] {
  const centre = airportByCode(code);
  if (centre === undefined || !(km > 0)) return [];
  fromSouth ??= allAirports()
    .filter((one) => one.departuresPerWeek > 0 || citiesOfAirport(one.code).length > 0)
    .sort((a, b) => a.latitude - b.latitude);
  const degrees = km / KM_PER_DEGREE;
  const found: NearbyAirport[] = [];
  for (let i = firstNorthOf(fromSouth, centre.latitude - degrees); i < fromSouth.length; i++) {
    const airport = fromSouth[i] as Airport;
    if (airport.latitude > centre.latitude + degrees) break;
    const distance = kilometres(centre, airport);
    if (distance <= km && airport.code !== code) found.push({ code: airport.code, km: distance });
  }
  return found.sort((a, b) => a.km - b.km || (a.code < b.code ? -1 : 1)).slice(0, max);
}

/** The first airport that is not south of a latitude. */
function firstNorthOf(airports: readonly Airport[], latitude: number): number {
  let [low, high] = [0, airports.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((airports[middle] as Airport).latitude < latitude) low = middle + 1;
    else high = middle;
  }
  return low;
}
