/** ASKEDSEARCH-2: the requests to a seller are the search, taken apart. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { dateText, dayNumber } from "../../proto/local-time.ts";
import type { FlightSearch, SearchSlice } from "../../proto/messages.ts";
import { SEARCH } from "../../test/fixtures/partners/partner.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { marketServes } from "../kit/markets.ts";
import { askedSearches } from "./asked-searches.ts";

const FIRST_DAY = dayNumber("2026-12-15");

const end = (codes: readonly string[], city: string) =>
  fc
    .record({
      airports: fc.subarray([...codes], { minLength: 1, maxLength: codes.length }),
      kind: fc.constantFrom("airport", "city", "near" as const),
      nearFrom: fc.nat(2),
    })
    .map(({ airports, kind, nearFrom }) => ({
      airports,
      place:
        kind === "airport"
          ? undefined
          : kind === "city"
            ? { city }
            : { city, nearbyKm: 90, km: airports.map((_, i) => (i > nearFrom ? 10 * i : 0)) },
    }));

const question = fc.record({
  from: end(["LHR", "LGW", "SOU"], "LON"),
  to: end(["JFK", "EWR"], "NYC"),
  days: fc.tuple(fc.nat(2), fc.nat(2)),
  slices: fc.integer({ min: 1, max: 2 }),
  knowsCities: fc.boolean(),
  markets: fc.constantFrom(["*.*"], ["LHR.*"], ["*.EWR", "LGW.JFK"]),
});

type End =
  typeof question extends fc.Arbitrary<infer Q extends { from: unknown }> ? Q["from"] : never;

function sliceOf(from: End, to: End, first: number, more: number): SearchSlice {
  const { airports: origins, place: originPlace } = from;
  const { airports: destinations, place: destinationPlace } = to;
  return {
    origin: origins[0] as string,
    destination: destinations[0] as string,
    departureDate: dateText(first),
    ...(origins.length > 1 ? { origins } : {}),
    ...(destinations.length > 1 ? { destinations } : {}),
    ...(originPlace === undefined ? {} : { originPlace }),
    ...(destinationPlace === undefined ? {} : { destinationPlace }),
    ...(more === 0
      ? {}
      : { departureDates: { from: dateText(first), to: dateText(first + more) } }),
  };
}

/** All journeys that a search allows: a pair of airports and a day for each slice. */
function journeysOf({ slices }: Pick<FlightSearch, "slices">): string[] {
  let all = [""];
  for (const slice of slices) {
    const { origins = [slice.origin], destinations = [slice.destination] } = slice;
    const { from, to } = slice.departureDates ?? {
      from: slice.departureDate,
      to: slice.departureDate,
    };
    const ways: string[] = [];
    for (const origin of origins)
      for (const destination of destinations)
        for (let day = dayNumber(from); day <= dayNumber(to); day++)
          ways.push(`${origin}.${destination} ${dateText(day)}`);
    all = all.flatMap((before) => ways.map((way) => (before === "" ? way : `${before}|${way}`)));
  }
  return all;
}

const daysOf = (journey: string) => journey.split("|").map((way) => way.slice(-10));

test("ASKEDSEARCH-2: each journey of the search and of the seller's markets is asked for once", () => {
  const seen = { whole: 0, cut: 0, several: 0 };
  const runs = propertyRuns(400);
  fc.assert(
    fc.property(question, ({ from, to, days, slices: count, knowsCities, markets }) => {
      const out = sliceOf(from, to, FIRST_DAY, days[0]);
      const back = sliceOf(to, from, FIRST_DAY + 1, days[1]);
      const search = { ...SEARCH, slices: [out, back].slice(0, count) };
      const { searches, isCut } = askedSearches(search, { knowsCities, markets });
      const asked = searches.flatMap(journeysOf);
      const allowed = journeysOf(search).filter((journey) => {
        const [first = "", second = first] = daysOf(journey);
        return first <= second;
      });
      // Nothing twice, and nothing that the search does not allow.
      expect(asked.length).toBe(new Set(asked).size);
      expect(asked.filter((journey) => !allowed.includes(journey))).toEqual([]);
      expect(searches.length).toBeLessThanOrEqual(7);
      if (isCut) {
        seen.cut++;
        expect(searches).toHaveLength(7);
        return;
      }
      seen.whole++;
      if (searches.length > 1) seen.several++;
      const served = allowed.filter((journey) => {
        const [origin = "", destination = ""] = journey.slice(0, 7).split(".");
        return markets.some((market) => marketServes(market, origin, destination));
      });
      expect(served.filter((journey) => !asked.includes(journey))).toEqual([]);
    }),
    { numRuns: runs },
  );
  expect(Math.min(seen.whole, seen.cut, seen.several)).toBeGreaterThan(runs / 10);
});
