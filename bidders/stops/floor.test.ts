import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { itineraryKey } from "../../proto/itinerary.ts";
import { CABINS, type FlightSearch, type Objective } from "../../proto/messages.ts";
import { AIRPORTS, BEST, DAILY, NOW_MS, RATES, type Ran, ran, searchOf } from "../itineraries/context.fixture.ts";
import { routesOf } from "../itineraries/route.ts";
import { buildTimetable, type FlightRow } from "../timetable/build.ts";
import { loadTimetable } from "../timetable/load.ts";
import { twoStopFloor } from "./floor.ts";
import { type StopsResources, search } from "./index.ts";
import { networkOf } from "./network.ts";

let resources: StopsResources;
beforeAll(async () => {
  const timetable = await loadTimetable(null);
  resources = { timetable, network: networkOf(timetable) };
}, 30_000);

const costsOf = ({ offers }: Ran, { valuePerHour, penaltyPerStop }: Objective) =>
  offers.map(({ price, slices: [slice] }) => {
    const minutes = slice?.durationMinutes ?? Number.NaN;
    const converted = Math.round(price.amount * (RATES.perUnit.get(price.currency) ?? Number.NaN));
    return converted + Math.round((valuePerHour * minutes) / 60) + penaltyPerStop * ((slice?.segments.length ?? 0) - 1);
  });

describe("on markets of the real timetable", () => {
  const MARKETS = ["LHR-JFK", "LHR-SYD", "MEX-YVR", "SEA-DEL", "NRT-LAX", "BOS-SFO", "GIG-NCE", "CPT-ARN", "AKL-EDI", "BOM-GRU"];
  const OBJECTIVES: readonly Objective[] = [BEST, { valuePerHour: 0, penaltyPerStop: 0 }, { valuePerHour: 600_000_000, penaltyPerStop: 0 }];
  const PARTIES: readonly FlightSearch["passengers"][] = [
    { adults: 1, children: 0, infants: 0 },
    { adults: 2, children: 3, infants: 1 },
  ];

  test("no itinerary with two connections costs less than its floor, and the floor is no trifle", async () => {
    let [later, nearest] = [0, Number.POSITIVE_INFINITY];
    for (const market of MARKETS) {
      for (const cabin of CABINS) {
        for (const objective of OBJECTIVES) {
          for (const [i, passengers] of PARTIES.entries()) {
            const request = searchOf(`${market} 2026-${i === 0 ? "11-25" : "12-18"}`, { cabin, passengers });
            const all = await ran(search, resources, request, { objective });
            const [part] = all.parts;
            if (part === undefined) continue;
            expect(all.parts).toHaveLength(1);
            for (const cost of costsOf(all, objective).slice(part.offers)) {
              expect(cost).toBeGreaterThanOrEqual(part.floor ?? Number.NaN);
              nearest = Math.min(nearest, cost / (part.floor ?? Number.NaN));
              later++;
            }
          }
        }
      }
    }
    expect(later).toBeGreaterThan(150);
    expect(nearest).toBeLessThan(1.3);
  }, 60_000);

  test("where no way with two connections is short enough, nothing is promised or sent in parts", async () => {
    const { offers, parts } = await ran(search, resources, searchOf("CDG-LHR 2026-12-15"));
    expect([offers.length > 0, parts]).toEqual([true, []]);
  });

  test("a search for one connection at most has one answer", async () => {
    const { parts } = await ran(search, resources, searchOf("LHR-JFK 2026-12-15", { maxStops: 1 }));
    expect(parts).toEqual([]);
  });
});

/** Small worlds in which one gets from New York to Frankfurt by Boston and a European airport, or by one of them. */
const EDGES = "JFK-BOS JFK-BOS BOS-EDI BOS-LHR BOS-CDG EDI-FRA LHR-FRA CDG-FRA JFK-LHR".split(" ");
const row = fc.record<FlightRow & { readonly slower: number }>({
  carrier: fc.constantFrom("AA", "BA", "IB", "LH", "UA", "EW", "B6", "EI", "DL"),
  number: fc.integer({ min: 1, max: 9999 }),
  origin: fc.constant(""),
  destination: fc.constant(""),
  departure: fc.integer({ min: 0, max: 1439 }),
  blockMinutes: fc.constant(0),
  slower: fc.nat(60),
  days: fc.constant(DAILY),
  aircraft: fc.constantFrom("320", "77W"),
});
const flown = buildTimetable(AIRPORTS, []);

test("in random worlds no itinerary with two connections costs less than its floor, nor is any told twice", async () => {
  let later = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...EDGES), row), { minLength: 20, maxLength: 60, size: "max" }),
      fc.constantFrom(...CABINS),
      fc.record<Objective>({ valuePerHour: fc.integer({ min: 0, max: 20_000 }), penaltyPerStop: fc.nat(10_000) }),
      fc.record({ adults: fc.integer({ min: 1, max: 4 }), children: fc.nat(3), infants: fc.nat(1) }),
      fc.integer({ min: 1, max: 31 }),
      async (flights, cabin, objective, passengers, day) => {
        const rows = flights.map(([edge, { slower, ...one }]) => {
          const [origin = "", destination = ""] = edge.split("-");
          const km = flown.distanceKm(flown.airport(origin), flown.airport(destination));
          return { ...one, origin, destination, blockMinutes: Math.round(30 + km / 15) + slower };
        });
        const timetable = buildTimetable(AIRPORTS, rows);
        const request = searchOf(`JFK-FRA 2026-12-${String(day).padStart(2, "0")}`, { cabin, passengers });
        const all = await ran(search, { timetable, network: networkOf(timetable) }, request, { objective });
        const told = all.offers.map(({ slices, seller }) => `${itineraryKey(slices)} ${seller}`);
        expect(new Set(told).size).toBe(told.length);
        for (const { offers, floor } of all.parts) {
          for (const cost of costsOf(all, objective).slice(offers)) {
            expect(cost).toBeGreaterThanOrEqual(floor ?? Number.NaN);
            later++;
          }
        }
      },
    ),
    { numRuns: 1_000 },
  );
  expect(later).toBeGreaterThan(500);
}, 60_000);

describe("a floor", () => {
  const floor = (objective: Objective, price: (dollars: number) => number | undefined) => {
    const [route] = routesOf(resources.timetable, searchOf("LHR-JFK 2026-12-15"), NOW_MS) ?? [];
    if (route === undefined) throw new Error("LHR and JFK are in the timetable");
    return twoStopFloor(resources.network, { route, objective, throughout: [], minutesMin: 600, price: (_, dollars) => price(dollars) });
  };

  test.each<[string, Objective, number | null]>([
    ["has price, time and two connections in it", { valuePerHour: 60, penaltyPerStop: 1_000 }, 100 + 600 + 2_000],
    ["is not known where an hour is worth less than nothing", { valuePerHour: -1, penaltyPerStop: 0 }, null],
    ["nor where a stop is", { valuePerHour: 0, penaltyPerStop: -1 }, null],
  ])("%s", (_, objective, expected) => {
    expect(floor(objective, () => 100)).toBe(expected);
  });

  test("of what no carrier has a price for lies above everything", () => {
    expect(floor(BEST, () => undefined)).toBe(Number.POSITIVE_INFINITY);
  });

  test("rises with the model's cheapest fare, whatever the currency", () => {
    expect(floor({ valuePerHour: 0, penaltyPerStop: 0 }, (dollars) => Math.round(100 * dollars))).toBeGreaterThan(10_000);
  });
});
