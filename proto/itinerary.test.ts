import { describe, expect, test } from "@jest/globals";
import { connectionCount, itineraryKey, travelMinutes, wallClockMinutes } from "./itinerary.ts";
import type { OfferSlice, Segment } from "./messages.ts";

const segment = (
  flightNumber: string,
  origin: string,
  destination: string,
  departure: string,
): Segment => ({
  carrier: flightNumber.slice(0, 2),
  flightNumber,
  origin,
  destination,
  departure,
  arrival: departure,
  durationMinutes: 60,
  aircraft: "",
});
const slice = (durationMinutes: number, ...segments: Segment[]): OfferSlice => ({
  durationMinutes,
  segments,
});

const out = slice(455, segment("BA117", "LHR", "JFK", "2026-12-15T08:30"));
const viaDublin = slice(
  600,
  segment("EI155", "LHR", "DUB", "2026-12-15T09:25"),
  segment("EI109", "DUB", "JFK", "2026-12-15T13:40"),
);
const back = slice(410, segment("BA178", "JFK", "LHR", "2026-12-22T19:05"));

describe("the key under which all sellers of an itinerary meet", () => {
  test.each([
    ["one flight", [out], "BA117-LHRJFK-20261215T0830"],
    ["a connection", [viaDublin], "EI155-LHRDUB-20261215T0925+EI109-DUBJFK-20261215T1340"],
    ["there and back", [out, back], "BA117-LHRJFK-20261215T0830_BA178-JFKLHR-20261222T1905"],
  ])("%s", (_what, slices, key) => expect(itineraryKey(slices)).toBe(key));

  test("a retimed flight, another day, another number and another order are other itineraries", () => {
    const others = [
      [slice(455, segment("BA117", "LHR", "JFK", "2026-12-15T08:35"))],
      [slice(455, segment("BA117", "LHR", "JFK", "2026-12-16T08:30"))],
      [slice(455, segment("BA175", "LHR", "JFK", "2026-12-15T08:30"))],
      [out, back],
      [back, out],
    ].map(itineraryKey);
    expect(new Set([itineraryKey([out]), ...others]).size).toBe(6);
  });

  test("who sells it, on what aircraft and how long it takes make no difference", () => {
    const renamed: OfferSlice = {
      durationMinutes: 1,
      segments: out.segments.map((s) => ({ ...s, carrier: "AA", aircraft: "789", arrival: "" })),
    };
    expect(itineraryKey([renamed])).toBe(itineraryKey([out]));
  });
});

test.each([
  ["one non-stop slice", [out], 0, 455],
  ["one slice with a connection", [viaDublin], 1, 600],
  ["a connection and a non-stop slice", [viaDublin, back], 1, 1010],
  ["two slices with a connection each", [viaDublin, viaDublin], 2, 1200],
])("connections and travel time add up over slices: %s", (_, slices, stops, minutes) => {
  expect(connectionCount(slices)).toBe(stops);
  expect(travelMinutes(slices)).toBe(minutes);
});

test.each([
  ["1970-01-01T00:00", 0],
  ["1970-01-02T01:01", 1501],
  ["2026-12-15T08:30", 29_955_390],
  ["2028-02-29T00:00", 30_589_920],
  ["2026-12-15", Number.NaN],
  ["2026-12-15T08:30:00", Number.NaN],
  ["2026-12-15T08:30Z", Number.NaN],
  ["2026-13-15T08:30", Number.NaN],
  ["2026-12-15T24:30", Number.NaN],
  ["2026-12-15T24:00", Number.NaN],
  ["2027-02-29T08:30", Number.NaN],
  ["2027-04-31T08:30", Number.NaN],
  ["", Number.NaN],
])("the wall clock %s is minute %p", (local, minutes) =>
  expect(wallClockMinutes(local)).toBe(minutes));
