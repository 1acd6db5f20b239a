/**
 * A search between cities finds what the searches between their airports find, merged: of the
 * bidders `nonstop` and `stops`, one way and of several slices, on random small timetables.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { modelRates } from "../../bidders/flights/fares/rates.ts";
import { nonstopOffers as searchNonstop } from "../../bidders/nonstop/index.ts";
import { searchOffers } from "../../bidders/stops/offer-search.ts";
import type { FlightOffer, FlightSearch, SearchSlice } from "../../proto/messages.ts";
import { contextOf } from "../fixtures/flights/context.ts";
import { type Sides, sidesOf } from "../fixtures/stops/questions.ts";
import { requestOf, type TripQuestion, tripLines } from "../fixtures/stops/trip-questions.ts";
import { draftTrips, tripIn } from "../fixtures/stops/trip-worlds.ts";
import { type FlightWorld, worlds } from "../fixtures/stops/worlds.ts";
import { costlyRuns, propertyRuns } from "../harness/property-runs.ts";

/** More than any search here has. */
const OFFERS_MAX = 100_000;
/** Combinations of pairs, one of each slice, that are asked one by one. */
const COMBINATIONS_MAX = 40;

type Find = (
  sides: Sides,
  request: FlightSearch,
  question: TripQuestion,
) => Promise<FlightOffer[]> | FlightOffer[];

const BIDDERS: Readonly<Record<string, Find>> = {
  stops: ({ network }, request, { nowMs, objective, currency }) => {
    const terms = { nowMs, objective, rates: modelRates(currency), offersMax: OFFERS_MAX };
    return [...searchOffers(request, network, terms)].flatMap((batch) => batch?.offers ?? []);
  },
  nonstop: async ({ network }, request, { nowMs, objective, currency }) => {
    const rates = modelRates(currency);
    const options = { nowMs, objective, rates, offersMax: OFFERS_MAX };
    return searchNonstop(request, contextOf(network, [], options));
  },
};

/** More airports for each end: those of a way back are often those of the way out. */
const moreEnds = fc.array(fc.array(fc.nat(999), { maxLength: 2 }), {
  minLength: 8,
  maxLength: 8,
});

function cityRequest(
  { airports }: FlightWorld,
  request: FlightSearch,
  more: readonly (readonly number[])[],
): FlightSearch {
  const ends = new Map<string, readonly string[]>();
  const endOf = (code: string, at: number) => {
    const known = ends.get(code);
    if (known !== undefined) return known;
    const others = (more[at] as readonly number[]).map(
      (one) => airports[one % airports.length]?.code as string,
    );
    const all = [...new Set([code, ...others])];
    ends.set(code, all);
    return all;
  };
  const slices = request.slices.map((slice, i) => ({
    ...slice,
    origins: endOf(slice.origin, 2 * (i % 4)),
    destinations: endOf(slice.destination, 2 * (i % 4) + 1),
  }));
  return { ...request, slices };
}

/** The searches of one pair of airports for each slice. */
function pairRequests(request: FlightSearch): FlightSearch[] {
  let all: SearchSlice[][] = [[]];
  for (const { origins = [], destinations = [], departureDate } of request.slices) {
    const pairs = origins.flatMap((origin) =>
      destinations
        .filter((destination) => destination !== origin)
        .map((destination) => ({ origin, destination, departureDate })),
    );
    all = all.flatMap((before) => pairs.map((pair) => [...before, pair]));
  }
  return all.map((slices) => ({ ...request, slices }));
}

/** With its seed these are the same cases in each run: in CI the first half of them. */
const CASES = costlyRuns({
  few: { nonstop: 30, stops: 20 },
  some: { nonstop: 60, stops: 40 },
  all: { nonstop: 60, stops: 40 },
});

describe.each(Object.entries(BIDDERS))("the search between cities of %s", (bidder, find) => {
  const runs = propertyRuns(bidder === "nonstop" ? CASES.nonstop : CASES.stops);

  test.each([
    "one way",
    "several slices",
  ])("property: %s, the first are those of all searches between airports, in their order (PAIRS-1, TRIP-10, PAIR-1)", async (kind) => {
    const counts = { several: 0, found: 0 };
    await fc.assert(
      fc.asyncProperty(
        worlds([5, 12], [150, 400]),
        fc.array(fc.tuple(draftTrips, moreEnds), { minLength: 5, maxLength: 5 }),
        async (world, drafts) => {
          const sides = sidesOf(world.timetable);
          for (const [draft, more] of drafts) {
            const trip = tripIn(world, draft);
            if (trip === undefined) continue;
            const slices = kind === "one way" ? trip.slices.slice(0, 1) : trip.slices.slice(0, 2);
            const question = { ...trip, slices };
            const request = cityRequest(world, requestOf(sides, question), more);
            const requests = pairRequests(request);
            if (requests.length > COMBINATIONS_MAX) continue;
            const offers: FlightOffer[] = [];
            for (const one of requests) offers.push(...(await find(sides, one, question)));
            const expected = tripLines(offers, question);
            const found = tripLines(await find(sides, request, question), question);
            expect({ request, found }).toEqual({ request, found: expected });
            counts.several += requests.length > 1 ? 1 : 0;
            counts.found += found.length;
          }
        },
      ),
      { numRuns: runs, seed: 20_261_129 },
    );
    expect({ several: counts.several > runs, found: counts.found > runs }).toEqual({
      several: true,
      found: true,
    });
  });
});
