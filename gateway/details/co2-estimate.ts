/**
 * An estimate of what a flight emits for one traveller, by the method of myclimate's flight
 * calculator ("The myclimate Flight Emission Calculator", calculation principles, version of 2019;
 * myclimate.org): a generic short-haul and a generic long-haul aircraft, each with the usual share
 * of the world's fleet. It is in CO2 equivalents: with the fuel's production, and with a factor of
 * 2 for what is emitted high in the atmosphere beside CO2. The real aircraft, its load and its
 * way are not known, so it is no more than an estimate. Pure.
 *
 * EMISSION-1 Each flight counts by itself, by its great-circle distance and the detour of the
 *    method; between short haul and long haul it is interpolated.
 * EMISSION-2 It grows with the distance, and from each cabin to the next higher one.
 * EMISSION-3 There is none for an itinerary with an airport whose place is not known: never a part.
 */
import type { Cabin, OfferSlice } from "../../proto/messages.ts";

/** How results name the method. */
export const CO2_METHOD = "myclimate 2019, CO2 equivalents";

interface Haul {
  /** Fuel in kg of the whole aircraft, over x kilometres: a * x * x + b * x + c. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly seats: number;
  /** The part of the load that is not cargo. */
  readonly passengerShare: number;
  /** A seat's share of the cabin, beside that of an average seat. */
  readonly economy: number;
  readonly business: number;
  readonly first: number;
}

const SHORT: Haul = {
  ...{ a: 0, b: 2.714, c: 1166.52 },
  ...{ seats: 153.51, passengerShare: 0.93, economy: 0.96, business: 1.26, first: 2.4 },
};
const LONG: Haul = {
  ...{ a: 0.0001, b: 7.104, c: 5044.93 },
  ...{ seats: 280.21, passengerShare: 0.74, economy: 0.8, business: 1.54, first: 2.4 },
};
const SHORT_KM_MAX = 1_500;
const LONG_KM_MIN = 2_500;

const DETOUR_KM = 95;
const SEATS_TAKEN = 0.82;
/** kg CO2 of burning a kg of kerosene, kg CO2e of making it, and the factor for all else. */
const BURNING = 3.15;
const MAKING = 0.54;
const ALTITUDE_FACTOR = 2;
/** kg CO2e of making the aircraft, a kilometre, and of airports, a flight. */
const AIRCRAFT = 0.000_38;
const AIRPORTS = 11.68;

/** kg CO2e for one traveller on one flight. @param km great-circle distance */
export function flightKg(km: number, cabin: Cabin): number {
  if (km <= SHORT_KM_MAX) return haulKg(SHORT, km, cabin);
  if (km >= LONG_KM_MIN) return haulKg(LONG, km, cabin);
  const short = haulKg(SHORT, SHORT_KM_MAX, cabin);
  const long = haulKg(LONG, LONG_KM_MIN, cabin);
  return short + ((km - SHORT_KM_MAX) / (LONG_KM_MIN - SHORT_KM_MAX)) * (long - short);
}

function haulKg(haul: Haul, km: number, cabin: Cabin): number {
  const flown = km + DETOUR_KM;
  const fuel = haul.a * flown * flown + haul.b * flown + haul.c;
  const ofTraveller = (fuel / (haul.seats * SEATS_TAKEN)) * haul.passengerShare;
  const perFuelKg = BURNING * ALTITUDE_FACTOR + MAKING;
  return ofTraveller * weightOf(haul, cabin) * perFuelKg + AIRCRAFT * flown + AIRPORTS;
}

/** The method has no premium economy. Ours: half-way from economy to business. */
function weightOf(haul: Haul, cabin: Cabin): number {
  return cabin === "premium_economy" ? (haul.economy + haul.business) / 2 : haul[cabin];
}

/**
 * Whole kg CO2e for one traveller on all flights; undefined where a distance is not known. The
 * slices are those of a result, which name every cabin.
 *
 * @param kilometres great-circle distance of two airports
 */
export function itineraryKg(
  slices: readonly OfferSlice[],
  kilometres: (origin: string, destination: string) => number | undefined,
): number | undefined {
  let sum = 0;
  for (const { segments } of slices)
    for (const { origin, destination, cabin } of segments) {
      const km = kilometres(origin, destination);
      if (km === undefined) return undefined;
      sum += flightKg(km, cabin ?? "economy");
    }
  return Math.round(sum);
}
