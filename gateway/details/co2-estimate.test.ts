import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { kilometresBetween } from "../../common/places/distance.ts";
import { CABINS, type Cabin } from "../../proto/messages.ts";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { flightKg, itineraryKg } from "./co2-estimate.ts";

describe("EMISSION-1 the method, flight by flight", () => {
  // Worked out by hand from the table of the method, with the detour of 95 km: 1,000 km are 1,095.
  test.each<[number, Cabin, number]>([
    // (2.714 * 1095 + 1166.52) / (153.51 * 0.82) * 0.93 * 0.96 * 6.84 + 0.00038 * 1095 + 11.68
    [1_000, "economy", 212.86],
    [1_000, "business", 275.6],
    [1_000, "first", 514.01],
    // (0.0001 * 5635^2 + 7.104 * 5635 + 5044.93) / (280.21 * 0.82) * 0.74 * 0.8 * 6.84 + …
    [5_540, "economy", 864.15],
    [5_540, "business", 1_650.71],
    // Half-way from economy to business.
    [5_540, "premium_economy", 1_257.43],
    // Half-way from 278.88 at 1,500 km to 438.32 at 2,500 km.
    [2_000, "economy", 358.6],
  ])("%d km in %s are %d kg", (km, cabin, kg) => expect(flightKg(km, cabin)).toBeCloseTo(kg, 1));

  test("an itinerary is the sum of its flights, each in its own cabin, in whole kilogrammes", () => {
    const search = flightSearch({ cabin: "business" });
    const { slices } = flightOffer(search, { stops: 1, cabins: ["economy", "business"] });
    const km = (from: string, to: string) => kilometresBetween(from, to) as number;
    expect(itineraryKg(slices, kilometresBetween)).toBe(
      Math.round(flightKg(km("LHR", "AMS"), "economy") + flightKg(km("AMS", "JFK"), "business")),
    );
  });
});

/**
 * What the Travel Impact Model (version 1.7.0 of 2023) says of three flights in the documentation
 * of its API, developers.google.com/travel/impact-model: grams for one traveller, of burning and
 * making the fuel. It knows each flight's aircraft and seats, and counts nothing for the altitude.
 */
const PUBLISHED = [
  { flight: "AF1115", from: "ZRH", to: "CDG", economy: 61_425, business: 92_137 },
  { flight: "AF334", from: "CDG", to: "BOS", economy: 276_824, business: 1_107_296 },
  { flight: "LX52", from: "ZRH", to: "BOS", economy: 377_523, business: 1_510_092 },
] as const;

/** Of burning and making the fuel alone, as docs/http.md says it: without altitude and airports. */
function fuelKg(from: string, to: string, cabin: Cabin): number {
  const km = kilometresBetween(from, to) as number;
  const ofFuel = flightKg(km, cabin) - 0.000_38 * (km + 95) - 11.68;
  return (ofFuel * (3.15 + 0.54)) / (3.15 * 2 + 0.54);
}

describe("beside the Travel Impact Model, whose flights are known", () => {
  // An average aircraft of the world's fleet burns more than those of these airlines; in long-haul
  // business the model gives a seat four times the share of one in economy, and ours twice.
  test.each([
    ["AF1115", "economy", 1.16],
    ["AF1115", "business", 1.02],
    ["AF334", "economy", 1.65],
    ["AF334", "business", 0.8],
    ["LX52", "economy", 1.31],
    ["LX52", "business", 0.63],
  ] as const)("%s in %s: %d times as much", (flight, cabin, ratio) => {
    const published = PUBLISHED.find((one) => one.flight === flight);
    if (published === undefined) throw new Error(flight);
    const ours = fuelKg(published.from, published.to, cabin);
    expect(ours / (published[cabin] / 1_000)).toBeCloseTo(ratio, 1);
  });
});

describe("EMISSION-2 farther, or in a higher cabin, is more", () => {
  test("with the distance", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 19_000, noNaN: true }),
        fc.double({ min: 0.5, max: 1_000, noNaN: true }),
        fc.constantFrom(...CABINS),
        (km, more, cabin) => {
          expect(flightKg(km + more, cabin)).toBeGreaterThan(flightKg(km, cabin));
        },
      ),
    );
  });

  test("with the cabin", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20_000, noNaN: true }),
        fc.integer({ min: 1, max: CABINS.length - 1 }),
        (km, cabin) => {
          const [lower, higher] = [CABINS[cabin - 1] as Cabin, CABINS[cabin] as Cabin];
          expect(flightKg(km, higher)).toBeGreaterThan(flightKg(km, lower));
        },
      ),
    );
  });
});

test("EMISSION-3 an airport whose place is not known: no estimate, also not of the other flights", () => {
  const { slices } = flightOffer(flightSearch(), { stops: 1 });
  const only = (from: string, to: string) =>
    to === "JFK" ? undefined : kilometresBetween(from, to);
  expect(itineraryKg(slices, only)).toBeUndefined();
});
