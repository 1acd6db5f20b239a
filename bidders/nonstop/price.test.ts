import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import {
  AIRPORTS,
  contextOf,
  flight,
  NOW_MS,
  ran,
  searchOf,
} from "../../test/fixtures/flights/context.ts";
import { flightData } from "../../test/fixtures/flights/flight-data.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { buildTimetable } from "../flights/timetable/build.ts";
import { price, search } from "./index.ts";

const ROWS = [
  "BA117 LHR-JFK 0830 455 127 744",
  "AA6939 LHR-JFK 0831 455 127 744",
  "VS3 LHR-JFK 0830 455 127 744",
  "BA175 LHR-JFK 1100 480 127 777",
  "BA178 JFK-LHR 0800 420 127 777",
  "VS4 JFK-LHR 1830 415 127 789",
  "FR1 EDI-CDG 0700 110",
  "FR2 CDG-EDI 2000 115",
];
const dataOf = (rows: readonly string[]) => flightData(buildTimetable(AIRPORTS, rows.map(flight)));
const resources = dataOf(ROWS);
const DAY_MS = 86_400_000;

async function priced(
  offer: FlightOffer,
  request: FlightSearch,
  { data = resources, nowMs = NOW_MS } = {},
) {
  return price(offer, request, contextOf(data, [], { nowMs }));
}

test("SAMEOFFER-1: every offer of a search, priced at once, is the same offer", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        ["LHR-JFK 2026-12-15"],
        ["LHR-JFK 2026-12-15", "JFK-LHR 2026-12-22"],
        ["EDI-CDG 2026-12-15", "CDG-EDI 2026-12-16"],
        ["JFK-LHR 2027-03-01"],
      ),
      fc.constantFrom("economy", "business"),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom("best", "price"),
      async (slices, cabin, adults, sort) => {
        const passengers = { adults, children: 1, infants: 0 };
        const request = { ...searchOf(slices), cabin, sort, passengers } as FlightSearch;
        const { offers } = await ran(search, resources, request);
        for (const offer of offers) expect(await priced(offer, request)).toEqual({ offer });
        if (cabin === "economy") expect(offers.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: propertyRuns(60) },
  );
});

describe("an offer that is priced later", () => {
  const request = searchOf("LHR-JFK 2026-12-15");

  test("has the price of that time, from the timetable and not from the offer", async () => {
    const { offers } = await ran(search, resources, request);
    const later = { nowMs: NOW_MS + 15 * DAY_MS };
    const { offers: those } = await ran(search, resources, request, later);
    let changed = 0;
    for (const offer of offers) {
      const lying = { ...offer, price: { amount: 1, currency: "GBP" }, fares: [], modelled: false };
      const { offer: now } = await priced(lying, request, later);
      expect(those).toContainEqual(now);
      if (now?.price.amount !== offer.price.amount) changed++;
    }
    expect(changed).toBeGreaterThan(0);
  });

  test("is gone when its flight is not in the timetable any more, is full, or has left", async () => {
    const { offers } = await ran(search, resources, request);
    const [offer] = offers.filter(({ slices }) => slices[0]?.segments[0]?.flightNumber === "BA175");
    expect(await priced(offer as FlightOffer, request)).toEqual({ offer });
    const without = dataOf(ROWS.filter((row) => !row.startsWith("BA175")));
    expect(await priced(offer as FlightOffer, request, { data: without })).toEqual({ offer: null });
    const nowMs = Date.UTC(2026, 11, 15, 10, 59);
    expect(await priced(offer as FlightOffer, request, { nowMs })).toEqual({ offer: null });
  });

  test("is gone when its seller does not sell the flight, though others do", async () => {
    const { offers } = await ran(search, resources, request);
    const offer = { ...(offers[0] as FlightOffer), seller: "ZZ" };
    expect(await priced(offer, request)).toEqual({ offer: null });
  });

  test("is gone when one slice of it is", async () => {
    const both = searchOf(["LHR-JFK 2026-12-15", "JFK-LHR 2026-12-22"]);
    const { offers } = await ran(search, resources, both);
    const offer = offers.find(({ slices }) => slices[1]?.segments[0]?.flightNumber === "VS4");
    expect(await priced(offer as FlightOffer, both)).toEqual({ offer });
    const without = dataOf(ROWS.filter((row) => !row.startsWith("VS4")));
    expect(await priced(offer as FlightOffer, both, { data: without })).toEqual({ offer: null });
  });
});
