import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { CABINS, type FlightSearch, type SearchLimits } from "../../proto/messages.ts";
import { BEST, RATES } from "../../test/fixtures/flights/context.ts";
import { board, EARLY_MS } from "../../test/fixtures/stops/boards.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import type { Route } from "../flights/itineraries/route.ts";
import { routesOf } from "../flights/itineraries/route.ts";
import { priceLines } from "./engine/price-lines.ts";
import { SearchSale } from "./search-sale.ts";

/** Low-cost, network and premium carriers, in several currencies; within the United States too. */
const { network } = board([
  "LH900 LHR-FRA 0900 95",
  "FR1 LHR-FRA 0900 95",
  "SQ2 LHR-FRA 0900 95",
  "AA3 JFK-LAX 0900 370",
  "B64 JFK-LAX 0900 370",
]);

const limits: fc.Arbitrary<SearchLimits> = fc.record(
  {
    bags: fc.record({ checked: fc.nat(2) }, { requiredKeys: [] }),
    changeable: fc.constant(true as const),
    refundable: fc.constant(true as const),
  },
  { requiredKeys: [] },
);

const searches: fc.Arbitrary<FlightSearch> = fc
  .record({
    ends: fc.constantFrom(["LHR", "FRA"] as const, ["JFK", "LAX"] as const),
    cabin: fc.constantFrom(...CABINS),
    adults: fc.integer({ min: 1, max: 3 }),
    children: fc.nat(2),
    infants: fc.nat(1),
    limits: fc.option(limits, { nil: undefined }),
  })
  .map(({ ends: [origin, destination], cabin, limits: its, ...passengers }) => ({
    ...flightSearch({ slices: [{ origin, destination, departureDate: "2026-12-15" }] }),
    cabin,
    passengers,
    ...(its === undefined ? {} : { limits: its }),
  }));

const TERMS = { nowMs: EARLY_MS, objective: BEST, rates: RATES, offersMax: 20 };

function queryOf(request: FlightSearch, rates = RATES) {
  const sale = new SearchSale(request, network, { ...TERMS, rates });
  const [[route]] = routesOf(network, request, EARLY_MS) as [[Route]];
  return { sale, query: sale.query(route, 20, false) };
}

test("what is kept of prices from one search to the next is what this search's prices give (KEPTLINES-1)", () => {
  const wanted = new Set<boolean>();
  fc.assert(
    fc.property(searches, (request) => {
      const { query } = queryOf(request);
      wanted.add(query.isWanted === true);
      expect(query.lines?.()).toEqual(priceLines(network, query));
    }),
  );
  expect([...wanted].sort()).toEqual([false, true]);
});

test("a currency without a rate is noted by each search, also where its lines are kept (KEPTLINES-1)", () => {
  const rates = {
    ...RATES,
    perUnit: new Map([...RATES.perUnit].filter(([code]) => code !== "SGD")),
  };
  const request = flightSearch({
    slices: [{ origin: "LHR", destination: "FRA", departureDate: "2026-12-15" }],
  });
  for (const time of ["first", "second"]) {
    const { sale, query } = queryOf(request, rates);
    sale.leftOut.currencies.add("XXX");
    query.lines?.();
    expect({ time, noted: [...sale.leftOut.currencies].sort() }).toEqual({
      time,
      noted: ["SGD", "XXX"],
    });
  }
});
