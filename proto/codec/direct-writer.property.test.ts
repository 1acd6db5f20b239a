/** The direct writers against the generated code, which is the definition. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { events, offers, results } from "../../test/fixtures/wire/arbitraries.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { auction, flights } from "../generated/messages.js";
import { flightOffer } from "../schema/offer.ts";
import { progressStep } from "../schema/progress.ts";
import { bidderReport, opened, searchResult, snapshot } from "../schema/result.ts";
import { list, type Message, message, uint32 } from "../schema/schema.ts";
import { resultWriter } from "./byte-writer.ts";
import { directWriter } from "./direct-writer.ts";
import { encodeEvent } from "./event.ts";
import { toWire } from "./generic.ts";
import { encodeResult, encodeResultWithoutIds } from "./result.ts";

interface Generated {
  encode(wire: object): { finish(): Uint8Array };
}
const generated = <T>(type: Generated, described: Message<T>, value: T) =>
  Buffer.from(type.encode(toWire(described, value)).finish());
const runs = { numRuns: propertyRuns(50) };

test("property: a result has the bytes of the generated code", () => {
  fc.assert(
    fc.property(results, (result) => {
      expect(Buffer.from(encodeResult(result))).toEqual(
        generated(auction.SearchResult, searchResult, result),
      );
    }),
    runs,
  );
});

test("property: a result without the ids of its offers is the same but for them (RECORDED-2)", () => {
  fc.assert(
    fc.property(results, (result) => {
      const itineraries = result.itineraries.map((itinerary) => ({
        ...itinerary,
        sellers: itinerary.sellers.map(({ offerId: _, ...seller }) => seller),
      }));
      expect(Buffer.from(encodeResultWithoutIds(result))).toEqual(
        Buffer.from(encodeResult({ ...result, itineraries })),
      );
    }),
    runs,
  );
});

test("property: an event has the bytes of the generated code", () => {
  fc.assert(
    fc.property(events, (event) => {
      const expected =
        event.type === "opened"
          ? generated(auction.Opened, opened, event.opened)
          : event.type === "bid"
            ? generated(auction.BidderReport, bidderReport, event.bid)
            : event.type === "snapshot"
              ? generated(auction.Snapshot, snapshot, event.snapshot)
              : generated(auction.ProgressStep, progressStep, event.progress);
      expect(Buffer.from(encodeEvent(event))).toEqual(expected);
    }),
    runs,
  );
});

test("property: an offer has the bytes of the generated code", () => {
  fc.assert(
    fc.property(offers, (offer) => {
      expect(Buffer.from(resultWriter.written(directWriter(flightOffer), offer))).toEqual(
        generated(flights.FlightOffer, flightOffer, offer),
      );
    }),
    runs,
  );
});

test("a message with a list of numbers has no direct writer", () => {
  const numbers = message("Numbers", "numbers", "", { all: list(1, uint32()) });
  expect(() => directWriter(numbers)).toThrow("a list: all");
});
