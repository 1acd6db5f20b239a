/** Each kind of fact, on answers made by hand: once where it holds, and once where it does not. */
import { expect, test } from "@jest/globals";
import type { Itinerary } from "../../proto/messages.ts";
import { unmet } from "./check.ts";
import type { FactExpectation } from "./format.ts";

/** `BA1 LHR-CDG 75 100`: flight, airports of its stops, minutes and dollars. */
function itinerary(text: string, aircraft = "320"): Itinerary {
  const [number = "", places = "", minutes, dollars] = text.split(" ");
  const airports = places.split("-");
  const segments = airports.slice(1).map((destination, i) => ({
    ...{ carrier: number.slice(0, 2), flightNumber: number, origin: airports[i], destination },
    aircraft,
  }));
  return {
    price: { amount: Number(dollars) * 100, currency: "USD" },
    durationMinutes: Number(minutes),
    stops: segments.length - 1,
    slices: [{ durationMinutes: Number(minutes), segments }],
  } as unknown as Itinerary;
}

const FLIGHT = itinerary("BA1 LHR-CDG 75 100");
const EXPENSIVE = itinerary("AF2 LHR-CDG 80 140", "744");
const BY_AMS = itinerary("KL3 LHR-AMS-CDG 240 60");

test.each<[fact: FactExpectation, holds: Itinerary[], not: Itinerary[]]>([
  [{ nonStop: true }, [BY_AMS, FLIGHT], [BY_AMS]],
  [{ nonStop: false }, [BY_AMS], [BY_AMS, FLIGHT]],
  [{ nonStopsMin: 2 }, [FLIGHT, EXPENSIVE], [FLIGHT, BY_AMS]],
  [{ itinerariesMin: 2 }, [FLIGHT, BY_AMS], [FLIGHT]],
  [{ empty: true }, [], [FLIGHT]],
  [{ fastestMin: 75 }, [BY_AMS, FLIGHT], [itinerary("BA1 LHR-CDG 74 100")]],
  [{ fastestMax: 75 }, [BY_AMS, FLIGHT], [BY_AMS, EXPENSIVE]],
  [{ fastestNonStop: [75, 79] }, [FLIGHT, EXPENSIVE], [EXPENSIVE]],
  [{ fastestNonStop: [76, 90] }, [EXPENSIVE], [FLIGHT, EXPENSIVE]],
  [{ cheapest: [60, 90] }, [FLIGHT, BY_AMS], [FLIGHT, EXPENSIVE]],
  [{ cheapest: [61, 100] }, [FLIGHT, EXPENSIVE], [FLIGHT, BY_AMS]],
  [{ cheapestNonStop: [90, 110] }, [BY_AMS, EXPENSIVE, FLIGHT], [BY_AMS, EXPENSIVE]],
  [{ mostExpensiveNonStopMax: 139 }, [FLIGHT, BY_AMS], [FLIGHT, EXPENSIVE]],
  [{ cheapestStopsMax: 0 }, [FLIGHT, EXPENSIVE], [FLIGHT, BY_AMS]],
  [{ firstStopsMax: 0 }, [FLIGHT, BY_AMS], [BY_AMS, FLIGHT]],
  [{ firstMinutesMax: 75 }, [FLIGHT, BY_AMS], [BY_AMS, FLIGHT]],
  [{ firstTenMinutesMax: 100 }, [...Array(10).fill(FLIGHT), BY_AMS], [FLIGHT, BY_AMS]],
  [{ carriersPresent: ["BA", "KL"] }, [FLIGHT, BY_AMS], [FLIGHT, EXPENSIVE]],
  [{ carriersNever: ["KL", "LH"] }, [FLIGHT, EXPENSIVE], [FLIGHT, BY_AMS]],
  [{ aircraftNever: ["744"] }, [FLIGHT, BY_AMS], [FLIGHT, EXPENSIVE]],
  [{ connectAt: ["AMS"] }, [FLIGHT, BY_AMS], [itinerary("LH3 LHR-FRA-CDG 240 60")]],
  [{ pricesDiffer: ["BA", "AF"] }, [FLIGHT, EXPENSIVE], [FLIGHT, itinerary("AF2 LHR-CDG 80 100")]],
])("the fact %j holds for itineraries that have it, and not for others", async (fact, holds, not) => {
  const asked = (itineraries: Itinerary[]) => ({
    itineraries,
    reason: undefined,
    changed: () => Promise.reject(new Error("it is not compared")),
  });
  expect(await unmet(fact, asked(holds))).toBeNull();
  expect(await unmet(fact, asked(not))).toMatch(/\w/);
});

test.each<[what: string, fact: FactExpectation, other: Itinerary[], holds: boolean]>([
  ["within", { ratio: { change: {}, of: "cheapest", between: [0.9, 1.1] } }, [BY_AMS], true],
  ["below", { ratio: { change: {}, of: "cheapest", between: [1.2, 2] } }, [BY_AMS], false],
  ["above", { ratio: { change: {}, of: "cheapest", between: [0.2, 0.9] } }, [BY_AMS], false],
  [
    "of non-stops within",
    { ratio: { change: {}, of: "cheapestNonStop", between: [0.7, 0.8] } },
    [EXPENSIVE, BY_AMS],
    true,
  ],
  [
    "without non-stops, not within",
    { ratio: { change: {}, of: "cheapestNonStop", between: [0.7, 0.8] } },
    [BY_AMS],
    false,
  ],
])("a ratio %s what %j allows", async (_, fact, other, holds) => {
  const changed = async () => ({ itineraries: other, reason: undefined });
  const asked = { itineraries: [FLIGHT, BY_AMS], reason: undefined, changed };
  expect((await unmet(fact, asked)) === null).toBe(holds);
});

test("a reason holds where the search's reason contains it, and is shown where not", async () => {
  const changed = () => Promise.reject(new Error("it is not compared"));
  const asked = { itineraries: [], reason: "no flights of WN", changed };
  expect(await unmet({ reason: "WN" }, asked)).toBeNull();
  expect(await unmet({ reason: "6E" }, asked)).toBe(
    'the reason is no flights of WN; "6E" is not in it',
  );
});
