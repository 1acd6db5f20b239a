import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SearchResult } from "../../proto/messages.ts";
import { results } from "../../test/fixtures/wire/arbitraries.ts";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { withDetails } from "./add-details.ts";
import { carrierName, NAMED_CARRIERS } from "./carrier-names.ts";
import { CO2_METHODS } from "./co2-estimate.ts";

function resultOf(...flights: ReturnType<typeof flightOffer>["slices"][]): SearchResult {
  return {
    searchId: "s",
    endedBy: "complete",
    partial: false,
    elapsedMs: 1,
    deadlineMs: 800,
    bidders: [],
    itineraries: flights.map((slices, i) => ({
      key: `k${i}`,
      cost: 1,
      price: { amount: 1, currency: "USD" },
      durationMinutes: 1,
      stops: 0,
      slices,
      similar: 0,
      sellers: [],
    })),
  };
}

const [direct, connection] = [{}, { carrier: "QX", stops: 1 }].map(
  (traits) => flightOffer(flightSearch(), traits).slices,
) as [SearchResult["itineraries"][number]["slices"], SearchResult["itineraries"][number]["slices"]];

describe("DETAILS-2 names of what is in the itineraries", () => {
  test("carriers and airports, each once, in the order of the codes; an unknown one has none", () => {
    const { names } = withDetails(resultOf(direct, connection, direct));
    expect(names).toEqual({
      carriers: [{ code: "BA", name: "British Airways" }],
      airports: [
        { code: "AMS", name: expect.stringContaining("Schiphol") as unknown },
        { code: "JFK", name: expect.stringContaining("Kennedy") as unknown },
        { code: "LHR", name: expect.stringContaining("Heathrow") as unknown },
      ],
    });
  });

  test("also of the carrier that flies", () => {
    const flown = direct.map((slice) => ({
      ...slice,
      segments: slice.segments.map((one) => ({ ...one, operatingCarrier: "AA" })),
    }));
    expect(withDetails(resultOf(flown)).names?.carriers).toEqual([
      { code: "AA", name: "American Airlines" },
      { code: "BA", name: "British Airways" },
    ]);
  });

  test("also of a carrier that sells, and flies none of it; an agency has no name here", () => {
    const result = resultOf(direct);
    const [shown] = result.itineraries as [SearchResult["itineraries"][number]];
    const sold = { ...flightOffer(flightSearch(), {}), expiresAt: "2027-01-01T00:00:00Z" };
    const sellers = ["IB", "sandbox-alder"].map((seller) => ({
      ...sold,
      bidder: "nonstop",
      seller,
      originalPrice: sold.price,
      stale: false,
    }));
    const detailed = withDetails({ ...result, itineraries: [{ ...shown, sellers }] });
    expect(detailed.names?.carriers).toEqual([
      { code: "BA", name: "British Airways" },
      { code: "IB", name: "Iberia" },
    ]);
  });

  test("of nothing, where nothing is shown", () => {
    expect(withDetails(resultOf()).names).toEqual({ carriers: [], airports: [] });
  });
});

test("an estimate for each itinerary, named as one; nothing else of the result changes", () => {
  const result = resultOf(direct, connection);
  const { names: _, ...detailed } = withDetails(result);
  expect(detailed).toEqual({
    ...result,
    itineraries: result.itineraries.map((itinerary) => ({
      ...itinerary,
      co2Estimate: { kg: expect.any(Number) as unknown, method: CO2_METHODS.aircraft },
    })),
  });
});

test("A5 whatever a result holds, its details are made", () => {
  fc.assert(
    fc.property(results, (result) => {
      const { itineraries } = withDetails(result);
      expect(itineraries).toHaveLength(result.itineraries.length);
    }),
  );
});

test("the table of carriers: a code of two characters and a name each, no code twice", () => {
  expect(NAMED_CARRIERS).toBeGreaterThan(180);
  expect({ S7: carrierName("S7"), "3U": carrierName("3U"), ZL: carrierName("ZL") }).toEqual({
    S7: "S7 Airlines",
    "3U": "Sichuan Airlines",
    ZL: "Rex Airlines",
  });
  expect(carrierName("QX")).toBeUndefined();
});
