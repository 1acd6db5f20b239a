/**
 * The CO2 of one traveller on one flight by distance and cabin alone, for an aircraft that is not
 * known: the fuel of myclimate's flight calculator ("The myclimate Flight Emission Calculator",
 * calculation principles, version of 2019; myclimate.org), which has a generic short-haul and a
 * generic long-haul aircraft, each with the usual share of the world's fleet. Of that method it is
 * the burnt fuel alone, as `aircraft-estimate.ts` counts it: nothing for the altitude, for making
 * fuel and aircraft, and for airports. So the two can be compared and added. Pure.
 *
 * HAUL-1 It grows with the distance, and from each cabin to the next higher one; between short
 *    haul and long haul it is interpolated.
 */
import type { Cabin } from "../../proto/messages.ts";

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
/** kg of CO2 of burning a kg of fuel, as this method has it. */
const CO2_PER_FUEL = 3.15;

/** kg of CO2 (HAUL-1). @param km great-circle distance */
export function kgByDistance(km: number, cabin: Cabin): number {
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
  return ofTraveller * weightOf(haul, cabin) * CO2_PER_FUEL;
}

/** The method has no premium economy. Ours: half-way from economy to business. */
function weightOf(haul: Haul, cabin: Cabin): number {
  return cabin === "premium_economy" ? (haul.economy + haul.business) / 2 : haul[cabin];
}
