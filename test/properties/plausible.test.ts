/**
 * The offers of our own bidders and of the sandbox's agencies never count as implausible: the
 * shipped timetable, the fare model, every cabin, sort and party, in many currencies. Seeded: every
 * run asks the same.
 */
import { beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import { modelRates } from "../../bidders/flights/fares/rates.ts";
import { search as nonstop } from "../../bidders/nonstop/index.ts";
import type { Network } from "../../bidders/stops/engine/network.ts";
import { open, search as stops } from "../../bidders/stops/same-thread-search.ts";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { implausible } from "../../common/places/flight-time.ts";
import { AGENCIES } from "../../examples/sandbox/agencies.ts";
import { resell } from "../../examples/sandbox/pricing.ts";
import { implausibility } from "../../gateway/auction/plausible.ts";
import type { RankingRules } from "../../gateway/auction/ranking-rules.ts";
import { plausibilityOf, plausibilitySettings } from "../../gateway/plausibility-settings.ts";
import { CABINS, type FlightOffer, type FlightSearch, SORTS } from "../../proto/messages.ts";
import { NOW_MS, ran } from "../fixtures/flights/context.ts";
import { flightSearch } from "../harness/offers.ts";
import { costlyRuns } from "../harness/property-runs.ts";

const CURRENCIES = ["USD", "EUR", "GBP", "JPY", "KWD", "INR", "KRW", "AUD", "BHD", "TRY", "IDR"];
const CASES = costlyRuns({
  few: { nonstop: 160, stops: 80 },
  some: { nonstop: 200, stops: 100 },
  all: { nonstop: 400, stops: 200 },
});
const DAY_MS = 86_400_000;
const SEED = 20_261_123;

let resources: Network;

beforeAll(async () => {
  resources = await open({ timetablePath: null });
});

const plausibility = plausibilityOf(z.object(plausibilitySettings).parse({}));
if (plausibility === null) throw new Error("it must be on by default");

function rulesFor(search: FlightSearch): RankingRules {
  const rates = modelRates(search.currency);
  return {
    search,
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    rates,
    wallMs: NOW_MS,
    elapsed,
    kilometres: kilometresBetween,
    plausibility,
  };
}

/** The faults of these offers, or of an agency's offers of the same flights. */
function faults(search: FlightSearch, offers: readonly FlightOffer[], bidder: string): string[] {
  const rules = rulesFor(search);
  const resold = offers.flatMap((offer) =>
    AGENCIES.map((agency) => resell(offer, agency, NOW_MS)).filter((one) => one !== undefined),
  );
  const found = [
    ...offers.map((offer) => implausibility(offer, rules, bidder)),
    ...resold.map((offer) => implausibility(offer, rules, "partners")),
  ];
  return found.filter((fault) => fault !== undefined);
}

const dateAfter = (days: number) => new Date(NOW_MS + days * DAY_MS).toISOString().slice(0, 10);
const party = fc
  .record({
    adults: fc.integer({ min: 1, max: 5 }),
    children: fc.integer({ min: 0, max: 4 }),
    infants: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ adults, children, infants }) => ({
    adults,
    children,
    infants: Math.min(adults, infants),
  }));
const traits = fc.record({
  cabin: fc.constantFrom(...CABINS),
  sort: fc.constantFrom(...SORTS),
  currency: fc.constantFrom(...CURRENCIES),
  passengers: party,
  leavesInDays: fc.integer({ min: 1, max: 330 }),
  staysDays: fc.constantFrom(null, 2, 7, 21),
  selfTransfer: fc.boolean(),
});
/** A row of the timetable, as a number between 0 and 1; any as likely as any other. */
const place = fc.noBias(fc.integer({ min: 0, max: 999_999 }).map((n) => n / 1_000_000));

function searchBetween(
  origin: string,
  destination: string,
  asked: typeof traits extends fc.Arbitrary<infer T> ? T : never,
): FlightSearch {
  const { leavesInDays, staysDays, ...more } = asked;
  const there = { origin, destination, departureDate: dateAfter(leavesInDays) };
  const back = {
    origin: destination,
    destination: origin,
    departureDate: dateAfter(leavesInDays + (staysDays ?? 0)),
  };
  return flightSearch({
    ...more,
    maxStops: 2,
    slices: staysDays === null ? [there] : [there, back],
  });
}

const codeAt = (column: Uint16Array, row: number) =>
  resources.timetable.airports[column[row] as number]?.code ?? "";

const tooSlow = (km: number, minutes: number) =>
  implausible(km, minutes) === "too slow for the distance";

test("every flight of the timetable takes a plausible time for its distance", () => {
  const { rows, origin, destination, blockMinutes } = resources.timetable;
  const wrong: string[] = [];
  for (let row = 0; row < rows; row++) {
    const km = kilometresBetween(codeAt(origin, row), codeAt(destination, row)) ?? Number.NaN;
    const minutes = blockMinutes[row] as number;
    if (implausible(km, minutes + 5) === "too fast for the distance" || tooSlow(km, minutes - 5))
      wrong.push(`row ${row}: ${km} km in ${minutes}`);
  }
  expect(rows).toBeGreaterThan(75_000);
  expect(wrong).toEqual([]);
});

test("no non-stop offer is implausible, nor is the offer that an agency makes of it", async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(place, traits, async (at, asked) => {
      const { rows, origin, destination } = resources.timetable;
      const row = Math.floor(at * rows);
      const search = searchBetween(codeAt(origin, row), codeAt(destination, row), asked);
      const { offers } = await ran(nonstop, resources, search, {
        rates: modelRates(search.currency),
      });
      seen += offers.length;
      expect(faults(search, offers, "nonstop")).toEqual([]);
    }),
    { seed: SEED, numRuns: CASES.nonstop },
  );
  expect(seen).toBeGreaterThan(2.5 * CASES.nonstop);
});

test("no connection is implausible, nor is the offer that an agency makes of it", async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(place, place, traits, async (from, to, asked) => {
      const { rows, origin, destination } = resources.timetable;
      const search = searchBetween(
        codeAt(origin, Math.floor(from * rows)),
        codeAt(destination, Math.floor(to * rows)),
        asked,
      );
      if (search.slices[0]?.origin === search.slices[0]?.destination) return;
      const { offers } = await ran(stops, resources, search, {
        rates: modelRates(search.currency),
        offersMax: 100,
      });
      seen += offers.length;
      expect(faults(search, offers, "stops")).toEqual([]);
    }),
    { seed: SEED, numRuns: CASES.stops },
  );
  expect(seen).toBeGreaterThan(2.5 * CASES.stops);
});
