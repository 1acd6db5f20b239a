import { describe, expect, test } from "@jest/globals";
import { airportByCode } from "../../common/places/airports.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import type { Cabin } from "../../proto/messages.ts";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { kgByAircraft } from "./aircraft-estimate.ts";
import { type Aircraft, aircraftOf } from "./aircraft-fuel.ts";
import { CO2_METHODS, estimateCo2, type Places } from "./co2-estimate.ts";
import { kgByDistance } from "./distance-estimate.ts";
import { type RouteFactors, routeFactors } from "./route-groups.ts";

const PLACES: Places = {
  kilometres: kilometresBetween,
  country: (airport) => airportByCode(airport)?.country,
};
const km = (from: string, to: string) => kilometresBetween(from, to) as number;

/** LHR to AMS in economy and AMS to JFK in business, with these aircraft. */
function connection(...aircraft: string[]) {
  const search = flightSearch({ cabin: "business" });
  const { slices } = flightOffer(search, { stops: 1, cabins: ["economy", "business"] });
  return slices.map((slice) => ({
    ...slice,
    segments: slice.segments.map((one, i) => ({ ...one, aircraft: aircraft[i] ?? "" })),
  }));
}

function byAircraft(type: string, [from, to]: [string, string], cabin: Cabin, us: string): number {
  const factors = routeFactors("NL", us) as RouteFactors;
  return kgByAircraft(aircraftOf(type) as Aircraft, km(from, to), cabin, factors);
}
const KNOWN = {
  first: byAircraft("320", ["LHR", "AMS"], "economy", "GB"),
  second: byAircraft("77W", ["AMS", "JFK"], "business", "US"),
};
const UNKNOWN = {
  first: kgByDistance(km("LHR", "AMS"), "economy"),
  second: kgByDistance(km("AMS", "JFK"), "business"),
};

describe("EMISSION-1 flight by flight, each in its own cabin, in whole kilogrammes", () => {
  test.each([
    ["both by aircraft", ["320", "77W"], KNOWN.first + KNOWN.second, CO2_METHODS.aircraft],
    ["by ICAO codes too", ["A320", "B77W"], KNOWN.first + KNOWN.second, CO2_METHODS.aircraft],
    ["the first by distance", ["", "77W"], UNKNOWN.first + KNOWN.second, CO2_METHODS.both],
    ["the second by distance", ["320", "XYZ"], KNOWN.first + UNKNOWN.second, CO2_METHODS.both],
    ["both by distance", ["", ""], UNKNOWN.first + UNKNOWN.second, CO2_METHODS.distance],
  ])("%s", (_, aircraft, kg, method) =>
    expect(estimateCo2(connection(...aircraft), PLACES)).toEqual({ kg: Math.round(kg), method }));

  test("an airport in a region that the method does not know: by distance", () => {
    const nowhere = { ...PLACES, country: () => "AQ" };
    expect(estimateCo2(connection("320", "77W"), nowhere)?.method).toBe(CO2_METHODS.distance);
  });

  test("the aircraft changes it", () => {
    const kg = (type: string) => estimateCo2(connection("320", type), PLACES)?.kg ?? 0;
    expect([kg("789"), kg("77W"), kg("744")]).toEqual(
      [kg("789"), kg("77W"), kg("744")].sort((a, b) => a - b),
    );
    expect(kg("744")).toBeGreaterThan(kg("789") * 1.2);
  });
});

test("EMISSION-2 an airport whose place is not known: no estimate, also not of the other flights", () => {
  const kilometres = (from: string, to: string) =>
    to === "JFK" ? undefined : kilometresBetween(from, to);
  expect(estimateCo2(connection("320", "77W"), { ...PLACES, kilometres })).toBeUndefined();
});
