import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { itineraryKey } from "../itinerary.ts";
import { wallClockText } from "../local-time.ts";
import { keySegment } from "./key-segments.ts";

/** Few different ones, so that they meet at one place: 4,096 minutes apart, and with one ending. */
const flights = fc.record({
  flightNumber: fc.constantFrom("BA1", "BA11", "AA11", "BA111", "BA11A", "B61"),
  origin: fc.constantFrom("LHR", "AMS"),
  destination: fc.constantFrom("JFK", "EWR"),
  departure: fc.constantFrom(29_900_000, 29_900_001, 29_904_096, -4_096, 0, 4_096),
});

test("a segment is written as in a key of its own, whatever was written before", () =>
  fc.assert(
    fc.property(fc.array(flights, { maxLength: 20 }), (list) => {
      for (const { flightNumber, origin, destination, departure } of list) {
        const segment = {
          flightNumber,
          origin,
          destination,
          departure: wallClockText(departure),
          arrival: wallClockText(departure),
          carrier: "BA",
          durationMinutes: 60,
          aircraft: "",
        };
        expect(keySegment(flightNumber, origin, destination, departure)).toBe(
          itineraryKey([{ durationMinutes: 60, segments: [segment] }]),
        );
      }
    }),
    { numRuns: propertyRuns(300) },
  ));
