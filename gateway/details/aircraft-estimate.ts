/**
 * The CO2 of one traveller on one flight by distance, aircraft and cabin: the method of ICAO's
 * calculator ("ICAO Carbon Emissions Calculator Methodology", version 13.1 of August 2024). The
 * fuel of the aircraft type over the distance, less the part of the cargo, is divided by the seats
 * that are taken, and by the room of the cabin's seats. Pure.
 *
 * Of the two inputs that ICAO has bought and does not publish, airlines' seats and the room of
 * each, other published figures stand in: each aircraft has as many seats as it has room for with
 * economy alone, and the room of a seat is that of IATA's Recommended Practice 1726, as the
 * Travel Impact Model 3.0.0 states it (Google, 2025, "Seating class factors", CC BY 4.0).
 *
 * CARBON-1 More distance is more, and a higher cabin never less: in a narrow aircraft premium
 *    economy is as economy and first as business, in a wide one each is more than the cabin below.
 */
import type { Cabin } from "../../proto/messages.ts";
import { type Aircraft, fuelKg } from "./aircraft-fuel.ts";
import type { RouteFactors } from "./route-groups.ts";

/** kg of CO2 of burning a kg of fuel. */
const CO2_PER_FUEL = 3.16;

/** "4.2 Trip distance": for detours and waiting, in km by the great-circle distance in km. */
const DETOURS = { below550: 50, upTo5500: 100, above5500: 125 } as const;

/** The room of a seat beside that of one in economy. */
const NARROW: Readonly<Record<Cabin, number>> = {
  ...{ economy: 1, premium_economy: 1, business: 1.5, first: 1.5 },
};
const WIDE: Readonly<Record<Cabin, number>> = {
  ...{ economy: 1, premium_economy: 1.5, business: 4, first: 5 },
};

/** kg of CO2 (CARBON-1). @param km great-circle distance */
export function kgByAircraft(
  aircraft: Aircraft,
  km: number,
  cabin: Cabin,
  { load, passengers }: RouteFactors,
): number {
  const ofTravellers = fuelKg(aircraft, km + detourKm(km)) * passengers;
  const room = (aircraft.isWide ? WIDE : NARROW)[cabin];
  return ((ofTravellers * room) / (aircraft.seats * load)) * CO2_PER_FUEL;
}

function detourKm(km: number): number {
  if (km < 550) return DETOURS.below550;
  return km <= 5_500 ? DETOURS.upTo5500 : DETOURS.above5500;
}
