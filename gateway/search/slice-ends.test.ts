import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { airportByCode, allAirports } from "../../common/places/airports.ts";
import { allCities, cityByCode } from "../../common/places/cities.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { airportsWithin } from "../../common/places/nearby.ts";
import type { SearchSlice } from "../../proto/messages.ts";
import { both } from "../../test/fixtures/gateway/validations.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { AIRPORTS_AN_END_MAX, PAIRS_A_SLICE_MAX } from "./search-terms.ts";
import { endsOf, type NamedPlace, namedAirports } from "./slice-ends.ts";

const LONDON = ["LHR", "STN", "LGW", "LCY", "LTN", "SEN"];

describe("what a place stands for", () => {
  test.each<[string, NamedPlace, Partial<SearchSlice>]>([
    ["an airport alone", "LHR", { origin: "LHR" }],
    ["an airport in words", { airport: "LHR" }, { origin: "LHR" }],
    ["one with nothing near", { airport: "LHR", nearbyKm: 0 }, { origin: "LHR" }],
    ["a city by its code", "LON", { origin: "LHR", origins: LONDON, originPlace: { city: "LON" } }],
    ["a code of both means the airport (END-1)", "IST", { origin: "IST" }],
    [
      "of both, the city (END-1)",
      { city: "IST" },
      { origin: "IST", origins: ["IST", "SAW"], originPlace: { city: "IST" } },
    ],
    [
      "a city of one airport under another code",
      "BAK",
      { origin: "GYD", origins: ["GYD"], originPlace: { city: "BAK" } },
    ],
    [
      "what is near an airport, the nearest first (END-2)",
      { airport: "LHR", nearbyKm: 50 },
      {
        origin: "LHR",
        origins: ["LHR", "LCY", "LGW", "LTN"],
        originPlace: { airport: "LHR", nearbyKm: 50, km: [0, 36, 41, 45] },
      },
    ],
    [
      "what is near a city, from its nearest airport (END-2)",
      { city: "LON", nearbyKm: 100 },
      {
        origin: "LHR",
        origins: [...LONDON, "SOU"],
        originPlace: { city: "LON", nearbyKm: 100, km: [0, 0, 0, 0, 0, 0, 85] },
      },
    ],
  ])("%s", (_, place, expected) => {
    expect(endsOf(place, "SYD")).toEqual({ destination: "SYD", ...expected });
  });

  test("what is near both ends belongs to neither (END-2)", () => {
    const near = (code: string) => airportsWithin(code, 200, 40).map((one) => one.code);
    const common = near("LHR").filter((code) => near("MAN").includes(code));
    expect(common.length).toBeGreaterThan(0);
    const { origins = [], destinations = [] } = endsOf(
      { airport: "LHR", nearbyKm: 200 },
      { airport: "MAN", nearbyKm: 200 },
    );
    expect([...origins, ...destinations].filter((code) => common.includes(code))).toEqual([]);
  });

  const ends: fc.Arbitrary<NamedPlace> = fc.oneof(
    fc.constantFrom(...allAirports().map(({ code }) => code)),
    fc.constantFrom(...allCities().map(({ code }) => code)),
    fc.record({
      city: fc.constantFrom(...allCities().map(({ code }) => code)),
      nearbyKm: fc.nat(300),
    }),
    fc.record({
      airport: fc.constantFrom("LHR", "JFK", "LUX", "BRU", "NRT", "SUV", "ONT"),
      nearbyKm: fc.nat(300),
    }),
  );

  test("property: ends are bounded, have no common airport, and begin with what is named (END-2, END-3)", () => {
    let cut = 0;
    fc.assert(
      fc.property(ends, ends, (from, to) => {
        const [named, others] = [namedAirports(from), namedAirports(to)];
        fc.pre(!named.some((code) => others.includes(code)));
        const slice = endsOf(from, to);
        const origins = slice.origins ?? [slice.origin];
        const destinations = slice.destinations ?? [slice.destination];
        expect({
          first: [origins[0], destinations[0]],
          named: [origins.slice(0, named.length), destinations.slice(0, others.length)],
          known: [...origins, ...destinations].every((code) => airportByCode(code) !== undefined),
          distinct: new Set([...origins, ...destinations]).size,
          isFew: Math.max(origins.length, destinations.length) <= AIRPORTS_AN_END_MAX,
          arePairsFew: origins.length * destinations.length <= PAIRS_A_SLICE_MAX,
        }).toEqual({
          first: [slice.origin, slice.destination],
          named: [named, others],
          known: true,
          distinct: origins.length + destinations.length,
          isFew: true,
          arePairsFew: true,
        });
        const km = slice.originPlace?.km ?? [];
        for (const [i, distance] of km.entries()) {
          const nearest = Math.min(
            ...named.map((code) => kilometresBetween(code, origins[i] as string) as number),
          );
          expect(distance).toBe(Math.round(nearest));
          expect(distance).toBeGreaterThanOrEqual(i < named.length ? 0 : (km[i - 1] as number));
        }
        if (origins.length * destinations.length > PAIRS_A_SLICE_MAX / 2) cut++;
      }),
      { numRuns: propertyRuns(2_000) },
    );
    expect(cut).toBeGreaterThan(5);
  });

  test("the largest cities together stay within the bounds, without a nearby airport (END-3)", () => {
    const most = Math.max(...allCities().map(({ airports }) => airports.length));
    expect({
      airports: most <= AIRPORTS_AN_END_MAX,
      pairs: most * most <= PAIRS_A_SLICE_MAX,
    }).toEqual({ airports: true, pairs: true });
  });
});

describe("a search between places", () => {
  const [fast, general] = both[0] as (typeof both)[number];
  const validate = (raw: unknown) => fast(raw) ?? general(raw);
  const DATE = "2026-12-15";
  const sliceOf = (origin: unknown, destination: unknown) =>
    validate({ slices: [{ origin, destination, departureDate: DATE }] }).slices[0];

  test("is that between their airports", () => {
    expect(sliceOf("LON", { city: "NYC", nearbyKm: 0 })).toEqual({
      origin: "LHR",
      origins: LONDON,
      originPlace: { city: "LON" },
      destination: "JFK",
      destinations: cityByCode("NYC")?.airports,
      destinationPlace: { city: "NYC" },
      departureDate: DATE,
    });
    expect(sliceOf({ airport: "LHR" }, "JFK")).toEqual({
      origin: "LHR",
      destination: "JFK",
      departureDate: DATE,
    });
  });

  test.each<[string, unknown, unknown, string]>([
    [
      "no code",
      "lon",
      "JFK",
      "slices[0].origin must be the IATA code of an airport or a city: three capital letters, such as LHR or LON",
    ],
    ["no such place", "QQQ", "JFK", "slices[0].origin no airport or city has the code QQQ"],
    [
      "no place",
      7,
      "JFK",
      "slices[0].origin must be the IATA code of an airport or a city: three capital letters, such as LHR or LON",
    ],
    [
      "an airport as a city",
      { city: "LHR" },
      "JFK",
      "slices[0].origin.city no city has the code LHR: it is an airport of London, LON",
    ],
    ["no such city", { city: "QQQ" }, "JFK", "slices[0].origin.city no city has the code QQQ"],
    [
      "a city as an airport",
      { airport: "LON" },
      "JFK",
      "slices[0].origin.airport no airport has the code LON: it is a city, with the airports LHR, STN, LGW, LCY, LTN, SEN",
    ],
    [
      "both",
      { airport: "LHR", city: "LON" },
      "JFK",
      "slices[0].origin must have either `airport` or `city`",
    ],
    ["neither", {}, "JFK", "slices[0].origin must have either `airport` or `city`"],
    [
      "too far",
      { airport: "LHR", nearbyKm: 301 },
      "JFK",
      "slices[0].origin.nearbyKm must be a whole number from 0 to 300",
    ],
    [
      "not whole",
      "LHR",
      { city: "NYC", nearbyKm: 0.5 },
      "slices[0].destination.nearbyKm must be a whole number from 0 to 300",
    ],
    [
      "an unknown field",
      { airport: "LHR", near: 50 },
      "JFK",
      "slices[0].origin.near is not a known field; known here are airport, city, nearbyKm",
    ],
    [
      "one airport",
      { airport: "LHR" },
      "LHR",
      "slices[0].destination must have no airport in common with the origin: LHR",
    ],
    [
      "an airport and its city",
      "LON",
      "LGW",
      "slices[0].destination must have no airport in common with the origin: LGW",
    ],
    ["one city twice", "LON", "LON", "slices[0].destination must differ from the origin, LON"],
  ])("is refused: %s", (_, origin, destination, fault) => {
    expect(() => sliceOf(origin, destination)).toThrow(fault);
  });

  test("is past by the clock of the first airport", () => {
    expect(() =>
      validate({ slices: [{ origin: "LON", destination: "NYC", departureDate: "2020-01-01" }] }),
    ).toThrow(/slices\[0\]\.departureDate is past: in LHR it is/);
  });
});
