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
