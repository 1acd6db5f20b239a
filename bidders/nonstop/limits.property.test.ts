/**
 * The bidder `nonstop` within limits: what it finds without them, filtered by the rules of offers.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { convert, cost } from "../../common/money/money.ts";
import { atWantedFare, brokenLimit } from "../../common/offers/search-limits.ts";
import { connectionCount, itineraryKey, travelMinutes } from "../../proto/itinerary.ts";
import type { FlightOffer, FlightSearch, Rates, SearchLimits } from "../../proto/messages.ts";
import { contextOf } from "../../test/fixtures/flights/context.ts";
import { sidesOf } from "../../test/fixtures/stops/questions.ts";
import {
  type DraftLimits,
  draftLimits,
  LIMIT_KINDS,
  type LimitScope,
  limitsIn,
} from "../../test/fixtures/stops/random-limits.ts";
import { requestOf } from "../../test/fixtures/stops/trip-questions.ts";
import { draftTrips, tripIn } from "../../test/fixtures/stops/trip-worlds.ts";
import { worlds } from "../../test/fixtures/stops/worlds.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { modelRates } from "../flights/fares/rates.ts";
import type { FlightData } from "../flights/flight-data.ts";
import { nonstopOffers as search } from "./index.ts";

const ALL = 20_000;
const FEW = 5;

interface Asking {
  readonly data: FlightData;
  readonly request: FlightSearch;
  readonly rates: Rates;
  readonly nowMs: number;
}

async function offersOf({ data, request, rates, nowMs }: Asking, offersMax: number) {
  return await search(request, contextOf(data, [], { rates, nowMs, offersMax, objective: BEST }));
}

const BEST = { valuePerHour: 3000, penaltyPerStop: 4000 };

/** In the order of costs, then of all else that differs. */
function lineOf({ slices, seller, price, fares }: FlightOffer, rates: Rates): string {
  const its = convert(price.amount, price.currency, rates) as number;
  const total = cost(its, travelMinutes(slices), connectionCount(slices), BEST);
  const brands = fares.map(({ brand, price: { amount } }) => `${brand} ${amount}`);
  return `${String(total).padStart(12)} ${its} ${itineraryKey(slices)} ${seller} ${brands.join()}`;
}

function filtered(offers: readonly FlightOffer[], { request, rates }: Asking): FlightOffer[] {
  return offers.flatMap((offer) => {
    const wanted = atWantedFare(offer, request.limits ?? {});
    if (wanted === undefined) return [];
    const price = convert(wanted.price.amount, wanted.price.currency, rates) as number;
    return brokenLimit(wanted, price, request) === undefined ? [wanted] : [];
  });
}

test("NONSTOP-5, KEEPS-1, LEFT-1, WANTED-1 and TRIP-12: with limits all tickets are those without them, filtered, and the first are the cheapest", async () => {
  const seen = new Map<string, { kept: number; left: number }>();
  await fc.assert(
    fc.asyncProperty(
      worlds([4, 6], [80, 200]),
      fc.array(fc.tuple(draftTrips, fc.array(draftLimits, { minLength: 6, maxLength: 6 })), {
        minLength: 8,
        maxLength: 8,
      }),
      async (world, drafts) => {
        const sides = sidesOf(world.timetable);
        const { carriers, airports } = world.timetable;
        for (const [draft, limitDrafts] of drafts) {
          const trip = tripIn(world, draft);
          if (trip === undefined) continue;
          // One way, and two slices.
          const slices = trip.slices.slice(0, 1 + (draft.day % 2));
          const question = { ...trip, slices };
          const plain = requestOf(sides, question);
          const { nowMs, currency } = question;
          const asking = {
            data: sides.network,
            request: plain,
            rates: modelRates(currency),
            nowMs,
          };
          const all = await offersOf(asking, ALL);
          if (all.length === 0 || all.length === ALL) continue;
          const scope = {
            carriers,
            airports: airports.map(({ code }) => code),
            itineraries: all.map(({ price, slices: its }) => ({
              price: convert(price.amount, price.currency, asking.rates) as number,
              minutes: its[0]?.durationMinutes as number,
            })),
          };
          for (const drawn of limitDrafts) {
            const limited = withLimits(asking, scope, drawn);
            const expected = filtered(all, limited)
              .map((one) => lineOf(one, asking.rates))
              .sort();
            await compare(limited, expected);
            for (const kind of [...drawn.kinds, ...Object.keys(limited.request.limits ?? {})]) {
              const counts = seen.get(kind) ?? { kept: 0, left: 0 };
              seen.set(kind, counts);
              counts.kept += Number(expected.length > 0);
              counts.left += Number(expected.length < all.length);
            }
          }
        }
      },
    ),
    { numRuns: propertyRuns(60), seed: 20_261_201, endOnFailure: true },
  );
  const always = ["via", "maxLayoverMinutes", "noOvernightLayover", "bags", "changeable"];
  const rare = [...LIMIT_KINDS, "stayNights"].filter((kind) => {
    const { kept = 0, left = 0 } = seen.get(kind) ?? {};
    return kept < 3 || (left < 3 && !always.includes(kind));
  });
  expect({ rare, seen: rare.length === 0 ? {} : Object.fromEntries(seen) }).toEqual({
    rare: [],
    seen: {},
  });
});

function withLimits(asking: Asking, scope: LimitScope, drawn: DraftLimits): Asking {
  const { request } = asking;
  const { search: limits, ...windows } = limitsIn(scope, drawn) ?? {};
  const isStay = drawn.itinerary % 4 === 0 && request.slices.length > 1;
  const its: SearchLimits = {
    ...limits,
    ...(isStay ? { stayNights: stay(request, drawn.less) } : {}),
  };
  return {
    ...asking,
    request: {
      ...request,
      slices: request.slices.map((slice) => ({ ...slice, ...windows })),
      ...(Object.keys(its).length === 0 ? {} : { limits: its }),
    },
  };
}

/** All offers are the expected ones, the cheapest first; and of a few, these are the first. */
async function compare(asking: Asking, expected: readonly string[]): Promise<void> {
  const costOf = (line: string) => line.slice(0, 12);
  const lines = (await offersOf(asking, ALL)).map((one) => lineOf(one, asking.rates));
  expect(lines.toSorted()).toEqual(expected);
  expect(lines.map(costOf)).toEqual(expected.map(costOf));
  const few = (await offersOf(asking, FEW)).map((one) => lineOf(one, asking.rates));
  expect(few.map(costOf)).toEqual(expected.slice(0, FEW).map(costOf));
}

/** The nights between the dates, or a few more or less. */
function stay({ slices }: FlightSearch, less: number): { min: number; max: number } {
  const [out, back] = slices.map(({ departureDate }) => Date.parse(departureDate) / 86_400_000);
  const nights = Math.max(0, (back ?? 0) - (out ?? 0));
  return { min: Math.max(0, nights - 1), max: Math.max(0, nights - less) };
}
