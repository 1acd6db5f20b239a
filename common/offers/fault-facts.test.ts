/** The facts that all boundaries word: the texts themselves are tested at each boundary. */
import { expect, test } from "@jest/globals";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import {
  askedEnds,
  type FaultFacts,
  type FaultInSlice,
  type FaultWords,
  inWords,
} from "./fault-facts.ts";

const there = { origin: "LHR", destination: "JFK", departureDate: "2026-10-25" };
const back = { origin: "JFK", destination: "LHR", departureDate: "2026-10-26" };
const search = flightSearch({ slices: [there, back], maxStops: 1 });
const { slices } = flightOffer(search, { stops: 1, durationMinutes: 700 });
const segment = (slice: number, at: number) => slices[slice]?.segments[at];

function factsOf(fault: FaultInSlice, of: unknown = slices): FaultFacts {
  const found: FaultFacts[] = [];
  const keep = (facts: FaultFacts) => {
    found.push(facts);
    return "";
  };
  const words = new Proxy({}, { get: () => keep }) as FaultWords;
  inWords(fault, of as typeof slices, search, words);
  return found[0] as FaultFacts;
}

test.each<[string, FaultInSlice, Partial<Record<keyof FaultFacts, unknown>>]>([
  [
    "of a segment: the segment, and the one before it",
    { code: "connection-time", slice: 1, segment: 1 },
    { at: segment(1, 1), before: segment(1, 0), asked: back, slice: slices[1] },
  ],
  [
    "of a first segment: none is before it",
    { code: "aircraft", slice: 1, segment: 0 },
    { at: segment(1, 0), before: undefined },
  ],
  [
    "of a whole slice: its ends, and what lands before it",
    { code: "slice-order", slice: 1 },
    { first: segment(1, 0), last: segment(1, 1), at: segment(1, 0), before: segment(0, 1) },
  ],
  [
    "of a count: what was found, and what was asked for",
    { code: "stops", slice: 0, found: 2 },
    { found: 2, maxStops: 1, byClocks: [] },
  ],
  [
    "of a duration: all that the clocks give",
    { code: "slice-duration", slice: 0, byClocks: [90, 150] },
    { byClocks: [90, 150], found: undefined },
  ],
])("the facts %s", (_what, fault, facts) => expect(factsOf(fault)).toMatchObject(facts));

test.each<[string, unknown]>([
  ["no slices", []],
  ["a slice that is not an object", [null]],
  ["segments that are not a list", [{ segments: 5 }]],
  ["a segment that is not an object", [{ segments: [null] }]],
])("%s: there are facts, none of which is known", (_what, of) => {
  const { at, first, last } = factsOf({ code: "carrier", slice: 0, segment: 0 }, of);
  expect({
    carrier: at.carrier,
    origin: first.origin,
    destination: last.destination,
  }).toEqual({ carrier: undefined, origin: undefined, destination: undefined });
});

test("the asked ends go by what was named: an airport, or a city", () => {
  const city = { ...there, origins: ["LHR", "LGW"], originPlace: { city: "LON" } };
  const near = { ...there, destinationPlace: { airport: "JFK", nearbyKm: 50 } };
  expect([there, city, near].map(askedEnds)).toEqual(["LHR-JFK", "LON-JFK", "LHR-JFK"]);
});
