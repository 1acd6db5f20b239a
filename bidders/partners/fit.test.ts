import { describe, expect, test } from "@jest/globals";
import type { FlightSearch, Segment } from "../../proto/messages.ts";
import { misfit, sliceMinutes } from "./fit.ts";

const flight = (origin: string, destination: string, departure: string, arrival: string, durationMinutes: number): Segment => ({
  carrier: "XX",
  flightNumber: "XX1",
  origin,
  destination,
  departure,
  arrival,
  durationMinutes,
  aircraft: "",
});
const other: typeof flight = (...of) => ({ ...flight(...of), flightNumber: "XX2" });
const search = (origin: string, destination: string, departureDate: string, maxStops = 2): FlightSearch => ({
  slices: [{ origin, destination, departureDate }],
  passengers: { adults: 1, children: 0, infants: 0 },
  cabin: "economy",
  currency: "USD",
  sort: "best",
  maxStops,
  maxResults: 20,
  policy: { deadlineMs: 800, quorum: null, required: [] },
});
const offer = (...segments: Segment[]) => ({ slices: [{ durationMinutes: sliceMinutes(segments), segments }] });

describe("an offer that fits", () => {
  test.each<[string, Segment[], FlightSearch]>([
    ["over midnight", [flight("SIN", "LHR", "2026-12-01T23:30", "2026-12-02T05:55", 865)], search("SIN", "LHR", "2026-12-01")],
    [
      "over the date line, landing the day before",
      [flight("APW", "HNL", "2026-12-02T00:30", "2026-12-01T06:30", 360)],
      search("APW", "HNL", "2026-12-02"),
    ],
    [
      "with a night between two flights",
      [flight("LHR", "DUB", "2026-12-01T20:00", "2026-12-01T21:20", 80), flight("DUB", "JFK", "2026-12-02T09:00", "2026-12-02T11:30", 450)],
      search("LHR", "JFK", "2026-12-01", 1),
    ],
    [
      "with 20 minutes to change",
      [flight("LHR", "DUB", "2026-12-01T20:00", "2026-12-01T21:20", 80), other("DUB", "JFK", "2026-12-01T21:40", "2026-12-02T00:10", 450)],
      search("LHR", "JFK", "2026-12-01", 1),
    ],
    [
      "with a short stop of one flight, which nobody changes at",
      [flight("LHR", "DUB", "2026-12-01T20:00", "2026-12-01T21:20", 80), flight("DUB", "JFK", "2026-12-01T21:32", "2026-12-02T00:02", 450)],
      search("LHR", "JFK", "2026-12-01", 1),
    ],
  ])("%s", (_, segments, asked) => {
    expect(misfit(offer(...segments), asked)).toBeUndefined();
  });
});

describe("an offer that does not fit says why", () => {
  const first = flight("LHR", "DUB", "2026-12-01T08:00", "2026-12-01T09:20", 80);
  test.each<[RegExp, Segment[], FlightSearch]>([
    [/^has no flights$/, [], search("LHR", "JFK", "2026-12-01")],
    [
      /^has 1 stops, at most 0/,
      [first, flight("DUB", "JFK", "2026-12-01T11:00", "2026-12-01T13:30", 450)],
      search("LHR", "JFK", "2026-12-01", 0),
    ],
    [
      /before it has landed at 2026-12-01T09:20/,
      [first, flight("DUB", "JFK", "2026-12-01T09:19", "2026-12-01T11:50", 450)],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /lands at DUB and goes on from SNN/,
      [first, flight("SNN", "JFK", "2026-12-01T11:00", "2026-12-01T13:30", 450)],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /^leaves 19 minutes to change at DUB, 20 are the least$/,
      [first, other("DUB", "JFK", "2026-12-01T09:39", "2026-12-01T12:09", 450)],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /^comes through LHR twice$/,
      [
        first,
        other("DUB", "LHR", "2026-12-01T10:20", "2026-12-01T11:40", 80),
        flight("LHR", "JFK", "2026-12-01T13:00", "2026-12-01T16:00", 480),
      ],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /^comes through DUB twice$/,
      [
        first,
        flight("DUB", "DUB", "2026-12-01T10:20", "2026-12-01T11:40", 80),
        other("DUB", "JFK", "2026-12-01T13:00", "2026-12-01T15:30", 450),
      ],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [/^leaves on 2026-12-01, 2026-12-02 was asked for$/, [first], search("LHR", "DUB", "2026-12-02")],
    [/take 2161 minutes/, [flight("LHR", "DUB", "2026-12-01T08:00", "2026-12-02T20:01", 2161)], search("LHR", "DUB", "2026-12-01")],
    [/no two clocks allow/, [flight("LHR", "DUB", "2026-12-01T08:00", "nonsense", 80)], search("LHR", "DUB", "2026-12-01")],
  ])("%s", (why, segments, asked) => {
    expect(misfit(offer(...segments), asked)).toMatch(why);
  });

  test("a return trip that begins before one is there is refused, whole", () => {
    const out = flight("LHR", "JFK", "2026-12-15T20:00", "2026-12-15T23:00", 480);
    const back = flight("JFK", "LHR", "2026-12-15T08:00", "2026-12-15T20:00", 420);
    const asked = {
      ...search("LHR", "JFK", "2026-12-15"),
      slices: [...search("LHR", "JFK", "2026-12-15").slices, ...search("JFK", "LHR", "2026-12-15").slices],
    };
    expect(misfit({ slices: [...offer(out).slices, ...offer(back).slices] }, asked)).toBe(
      "slice 2 leaves JFK at 2026-12-15T08:00, before slice 1 has landed in JFK at 2026-12-15T23:00",
    );
  });

  test("the slice of a return trip that is wrong is named", () => {
    const out = offer(first).slices[0];
    const asked = {
      ...search("LHR", "DUB", "2026-12-01"),
      slices: [...search("LHR", "DUB", "2026-12-01").slices, ...search("DUB", "LHR", "2026-12-05").slices],
    };
    expect(misfit({ slices: [out as NonNullable<typeof out>, out as NonNullable<typeof out>] }, asked)).toBe(
      "slice 2 goes LHR-DUB, DUB-LHR was asked for",
    );
  });
});
