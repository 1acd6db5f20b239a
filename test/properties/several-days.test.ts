/**
 * A search over several days finds what the searches of its days find, merged: of the bidders
 * `nonstop` and `stops`, one way and of two slices, with and without a stay, on random small
 * timetables.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { modelRates } from "../../bidders/flights/fares/rates.ts";
import { dayNumberOf, isoDate } from "../../bidders/flights/timetable/departures.ts";
import { nonstopOffers as searchNonstop } from "../../bidders/nonstop/index.ts";
import { searchOffers } from "../../bidders/stops/offer-search.ts";
import { brokenLimit } from "../../common/offers/search-limits.ts";
import { sliceDays } from "../../common/offers/slice-days.ts";
import type { FlightOffer, FlightSearch, NightRange, SearchSlice } from "../../proto/messages.ts";
import { contextOf } from "../fixtures/flights/context.ts";
import { type Sides, sidesOf } from "../fixtures/stops/questions.ts";
import { requestOf, type TripQuestion, tripLines } from "../fixtures/stops/trip-questions.ts";
import { draftTrips, tripIn } from "../fixtures/stops/trip-worlds.ts";
import { worlds } from "../fixtures/stops/worlds.ts";
import { costlyRuns, propertyRuns } from "../harness/property-runs.ts";

/** More than any search here has. */
const OFFERS_MAX = 100_000;

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

/** Days before and after the day of a slice. */
const around = fc.tuple(fc.nat(2), fc.nat(2));
const nights: fc.Arbitrary<NightRange | undefined> = fc.option(
  fc.tuple(fc.nat(4), fc.nat(3)).map(([min, more]) => ({ min, max: min + more })),
  { nil: undefined },
);

function flexibleRequest(
  request: FlightSearch,
  more: readonly (readonly [before: number, after: number])[],
  stayNights: NightRange | undefined,
): FlightSearch {
  const slices = request.slices.map((slice, i): SearchSlice => {
    const day = dayNumberOf(slice.departureDate);
    const [before, after] = more[i] as readonly [number, number];
    const departureDates = { from: isoDate(day - before), to: isoDate(day + after) };
    return { ...slice, departureDates };
  });
  const limits = stayNights !== undefined && slices.length === 2 ? { limits: { stayNights } } : {};
  return { ...request, slices, ...limits };
}

/** The searches of one day for each slice. */
function dayRequests(request: FlightSearch): FlightSearch[] {
  let all: SearchSlice[][] = [[]];
  for (const slice of request.slices) {
    const { departureDates: _, ...rest } = slice;
    const its = sliceDays(slice).map((day) => ({ ...rest, departureDate: isoDate(day) }));
    all = all.flatMap((before) => its.map((one) => [...before, one]));
  }
  return all.map((slices) => ({ ...request, slices }));
}

/** With its seed these are the same cases in each run: in CI the first half of them. */
const CASES = costlyRuns({
  few: { nonstop: 30, stops: 20 },
  some: { nonstop: 60, stops: 40 },
  all: { nonstop: 60, stops: 40 },
});

describe.each(Object.entries(BIDDERS))("the search over several days of %s", (bidder, find) => {
  const runs = propertyRuns(bidder === "nonstop" ? CASES.nonstop : CASES.stops);

  test.each([
    "one way",
    "two slices",
  ])("property: %s, the first are those of all searches of one day, in their order (PAIRS-1, TRIP-10, PAIR-1), within the stay (TRIP-11)", async (kind) => {
    const counts = { several: 0, found: 0, stays: 0 };
    await fc.assert(
      fc.asyncProperty(
        worlds([5, 12], [150, 400]),
        fc.array(fc.tuple(draftTrips, fc.tuple(around, around), nights), {
          minLength: 5,
          maxLength: 5,
        }),
        async (world, drafts) => {
          const sides = sidesOf(world.timetable);
          for (const [draft, more, stay] of drafts) {
            const trip = tripIn(world, draft);
            if (trip === undefined) continue;
            const slices = trip.slices.slice(0, kind === "one way" ? 1 : 2);
            const question = { ...trip, slices };
            const request = flexibleRequest(requestOf(sides, question), more, stay);
            const requests = dayRequests(request);
            const offers: FlightOffer[] = [];
            for (const one of requests) offers.push(...(await find(sides, one, question)));
            const expected = tripLines(offers, question);
            const results = await find(sides, request, question);
            const found = tripLines(results, question);
            expect({ request, found }).toEqual({ request, found: expected });
            // The price is not limited.
            const broken = results.filter((offer) => brokenLimit(offer, 0, request) !== undefined);
            expect(broken).toEqual([]);
            counts.several += requests.length > 1 ? 1 : 0;
            counts.found += found.length;
            counts.stays += request.limits === undefined ? 0 : found.length;
          }
        },
      ),
      { numRuns: runs, seed: 20_261_130 },
    );
    expect({
      several: counts.several > runs,
      found: counts.found > runs,
      stays: kind === "one way" || counts.stays > runs / 4,
    }).toEqual({ several: true, found: true, stays: true });
  });
});
