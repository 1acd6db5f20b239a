/**
 * An estimate of the CO2 that an itinerary emits for one traveller, by published methods. It is the
 * CO2 of the fuel that is burnt: what else warms, above all contrails, is about as much again and
 * far less certain. The real aircraft, its seats, its load and its way are not known, so it is no
 * more than an estimate. Pure.
 *
 * EMISSION-1 Each flight counts by itself: by its aircraft, where its type and the regions of both
 *    airports are known; else by distance and cabin alone. `method` names what was used.
 * EMISSION-2 There is none for an itinerary with an airport whose place is not known: never a part.
 */
import type { OfferSlice } from "../../proto/messages.ts";
import { kgByAircraft } from "./aircraft-estimate.ts";
import { aircraftOf } from "./aircraft-fuel.ts";
import { kgByDistance } from "./distance-estimate.ts";
import { routeFactors } from "./route-groups.ts";

const [ICAO, MYCLIMATE] = ["ICAO calculator 13.1 (2024)", "myclimate (2019)"] as const;

/** How results name the method (EMISSION-1). */
export const CO2_METHODS = {
  aircraft: `${ICAO}: CO2 of the fuel, by distance, aircraft and cabin`,
  distance: `${MYCLIMATE}: CO2 of the fuel, by distance and cabin`,
  both: `${ICAO}: CO2 of the fuel, by distance, aircraft and cabin; flights of unknown aircraft by ${MYCLIMATE}`,
} as const;

interface Co2Estimate {
  /** Whole kg. */
  readonly kg: number;
  readonly method: (typeof CO2_METHODS)[keyof typeof CO2_METHODS];
}

/** What is known of airports, by their IATA codes; undefined of one that is not known. */
export interface Places {
  /** Great-circle distance. */
  kilometres(origin: string, destination: string): number | undefined;
  /** ISO 3166 alpha-2. */
  country(airport: string): string | undefined;
}

type Flight = OfferSlice["segments"][number];

/**
 * For one traveller, on all flights; undefined where a distance is not known (EMISSION-2). The
 * slices are those of a result, which name every cabin.
 */
export function estimateCo2(
  slices: readonly OfferSlice[],
  places: Places,
): Co2Estimate | undefined {
  let sum = 0;
  let flights = 0;
  let byAircraft = 0;
  for (const { segments } of slices)
    for (const flight of segments) {
      const km = places.kilometres(flight.origin, flight.destination);
      if (km === undefined) return undefined;
      const kg = kgOfKnown(flight, km, places);
      sum += kg ?? kgByDistance(km, flight.cabin ?? "economy");
      flights++;
      if (kg !== undefined) byAircraft++;
    }
  const used = byAircraft === 0 ? "distance" : byAircraft === flights ? "aircraft" : "both";
  return { kg: Math.round(sum), method: CO2_METHODS[used] };
}

/** kg of CO2 of a flight by its aircraft; undefined where that is not known (EMISSION-1). */
function kgOfKnown(
  { aircraft: code, origin, destination, cabin = "economy" }: Flight,
  km: number,
  { country }: Places,
): number | undefined {
  const aircraft = aircraftOf(code);
  const factors = routeFactors(country(origin) ?? "", country(destination) ?? "");
  return aircraft && factors && kgByAircraft(aircraft, km, cabin, factors);
}
