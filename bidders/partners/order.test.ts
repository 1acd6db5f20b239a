import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { OfferSlice, Segment } from "../../proto/messages.ts";
import { outOfOrder } from "./order.ts";

type Flight = readonly [origin: string, destination: string, departure: string, arrival: string, minutes: number];
const slice = (...flights: readonly Flight[]): OfferSlice => {
  const segments = flights.map(
    ([origin, destination, departure, arrival, durationMinutes]): Segment => ({
      carrier: "XX",
      flightNumber: "XX1",
      origin,
      destination,
      departure,
      arrival,
      durationMinutes,
      aircraft: "",
    }),
  );
  return { durationMinutes: 1, segments };
};

const OUT: Flight = ["LHR", "JFK", "2026-12-15T20:00", "2026-12-15T23:00", 480];
const back = (from: string, departure: string, arrival: string): OfferSlice => slice([from, "LHR", departure, arrival, 420]);

describe("slices in order", () => {
  test.each<[string, readonly OfferSlice[]]>([
    ["one alone", [slice(OUT)]],
    ["back from the same airport, the moment one lands", [slice(OUT), back("JFK", "2026-12-15T23:00", "2026-12-16T11:00")]],
    ["back from another airport of the city, the same evening", [slice(OUT), back("EWR", "2026-12-15T23:50", "2026-12-16T11:50")]],
    [
      "on over the date line, where it is still the day before",
      [
        slice(["SYD", "APW", "2026-12-15T08:00", "2026-12-15T15:00", 300]),
        slice(["PPG", "HNL", "2026-12-14T23:00", "2026-12-15T04:00", 360]),
      ],
    ],
    [
      "with a summer time that ends between out and back",
      // London left summer time at 01:00 UTC, so that Newark's clock, read off the way back, seems an hour ahead of New York's.
      [
        slice(["LHR", "JFK", "2026-10-24T20:00", "2026-10-24T23:00", 480]),
        slice(["EWR", "LHR", "2026-10-24T23:30", "2026-10-25T10:30", 480]),
      ],
    ],
    ["where nothing says how the clocks compare", [slice(OUT), slice(["NRT", "SIN", "2026-12-15T08:00", "2026-12-15T15:00", 480])]],
  ])("%s", (_, slices) => {
    expect(outOfOrder(slices)).toBeUndefined();
  });
});

describe("slices out of order say which, and where", () => {
  test.each<[string, readonly OfferSlice[], RegExp]>([
    [
      "O1: back before one has landed",
      [slice(OUT), back("JFK", "2026-12-15T22:59", "2026-12-16T10:59")],
      /^slice 2 leaves JFK at 2026-12-15T22:59, before slice 1 has landed in JFK at 2026-12-15T23:00$/,
    ],
    [
      "O2: back from another airport of the city in the morning, out in the evening",
      [slice(OUT), back("EWR", "2026-12-15T08:00", "2026-12-15T20:00")],
      /^slice 2 leaves EWR at 2026-12-15T08:00, before slice 1/,
    ],
    [
      "O2: tied together by a flight before both",
      [
        slice(["JFK", "EWR", "2026-12-01T08:00", "2026-12-01T08:40", 40]),
        slice(OUT),
        slice(["EWR", "SIN", "2026-12-15T08:00", "2026-12-16T15:30", 1110]),
      ],
      /^slice 3 leaves EWR at 2026-12-15T08:00, before slice 2/,
    ],
    [
      "O2: tied together by two flights, the nearer one later",
      [
        slice(["EWR", "LHR", "2026-12-10T20:00", "2026-12-11T08:00", 420]),
        slice(OUT),
        slice(["EWR", "SIN", "2026-12-15T08:00", "2026-12-16T15:30", 1110]),
      ],
      /^slice 3 leaves EWR at 2026-12-15T08:00, before slice 2/,
    ],
    [
      "O3: no clocks on Earth are so far apart",
      [slice(OUT), slice(["NRT", "SIN", "2026-12-14T20:59", "2026-12-15T04:00", 480])],
      /^slice 2 leaves NRT at 2026-12-14T20:59/,
    ],
    [
      "the third of three",
      [slice(OUT), back("JFK", "2026-12-17T20:00", "2026-12-18T08:00"), slice(["LHR", "CDG", "2026-12-18T07:59", "2026-12-18T10:10", 71])],
      /^slice 3 leaves LHR at 2026-12-18T07:59, before slice 2 has landed in LHR at 2026-12-18T08:00$/,
    ],
  ])("%s", (_, slices, why) => {
    expect(outOfOrder(slices)).toMatch(why);
  });
});

test("times that are true are never out of order, whatever the zones: any airports, whose clocks do not change meanwhile", () => {
  const local = (utcMinute: number, ahead: number) => new Date((29_000_000 + utcMinute + ahead) * 60_000).toISOString().slice(0, 16);
  const airport = fc.constantFrom("AAA", "BBB", "CCC", "DDD", "EEE", "FFF");
  const hop = fc.record({
    origin: airport,
    destination: airport,
    minutes: fc.integer({ min: 30, max: 1_000 }),
    stay: fc.integer({ min: 0, max: 3_000 }),
  });
  const clocks = fc.tuple(...Array.from({ length: 6 }, () => fc.integer({ min: -12 * 4, max: 14 * 4 })));
  fc.assert(
    fc.property(fc.array(hop, { minLength: 2, maxLength: 6 }), clocks, (hops, quarters) => {
      const ahead = (code: string) => (quarters["ABCDEF".indexOf(code.charAt(0))] as number) * 15;
      let at = 0;
      const slices = hops
        .filter(({ origin, destination }) => origin !== destination)
        .map(({ origin, destination, minutes, stay }) => {
          const from = at + stay;
          at = from + minutes;
          return slice([origin, destination, local(from, ahead(origin)), local(at, ahead(destination)), minutes]);
        });
      expect(outOfOrder(slices)).toBeUndefined();
    }),
    { numRuns: 2_000 },
  );
});
