import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Cabin, FlightOffer } from "../../proto/messages.ts";
import { fare, flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { offerFault } from "./offer-check.ts";

const NOW = Date.now();
const search = flightSearch({ maxStops: 1 });
const anyhow = flightSearch({ maxStops: 1, selfTransfer: true });
const good = flightOffer(search);
const [slice] = good.slices as [FlightOffer["slices"][number]];
const [segment] = slice.segments as [FlightOffer["slices"][number]["segments"][number]];

const price = (change: object) => ({ ...good, price: { ...good.price, ...change } });
const sliced = (change: object) => ({ ...good, slices: [{ ...slice, ...change }] });
const flown = (change: object) => sliced({ segments: [{ ...segment, ...change }] });

describe("an offer is", () => {
  test.each([
    ["good: non-stop", good],
    ["good: one stop", flightOffer(search, { stops: 1 })],
    ["good: free of charge", price({ amount: 0 })],
    [
      "good: with fares, of two tickets that were asked for",
      flightOffer(anyhow, { stops: 1, fares: [fare()], selfTransfers: ["AMS"] }),
    ],
    ["good: of an unknown aircraft", flown({ aircraft: "" })],
    ["good: between terminals", flown({ originTerminal: "5", destinationTerminal: "2E" })],
  ])("%s", (_name, offer) => expect(offerFault(offer, anyhow, NOW)).toBeUndefined());

  test.each<[string, unknown, RegExp]>([
    ["nothing", undefined, /undefined is not an offer/],
    ["null", null, /null is not an offer/],
    ["text", "offer", /string is not an offer/],
    ["empty", {}, /seller/],
    ["of a nameless seller", { ...good, seller: "" }, /seller/],
    ["of a seller with an endless name", { ...good, seller: "x".repeat(65) }, /seller/],
    ["without a price", { ...good, price: undefined }, /price undefined/],
    ["priced NaN", price({ amount: Number.NaN }), /price NaN/],
    ["priced in fractions (A9)", price({ amount: 12.5 }), /price 12.5/],
    ["priced past safe integers", price({ amount: 2 ** 53 }), /price 9007199254740992/],
    ["priced below nothing", price({ amount: -1 }), /price -1/],
    ["priced as text", price({ amount: "100" }), /price 100/],
    ["in no currency", price({ currency: "dollars" }), /currency dollars/],
    ["of unsaid origin of price", { ...good, modelled: undefined }, /modelled/],
    ["without expiry", { ...good, expiresAtMs: undefined }, /expiresAtMs undefined/],
    ["expired", { ...good, expiresAtMs: NOW }, /expired/],
    ["without slices", { ...good, slices: [] }, /slices/],
    ["a return, where one way was asked", { ...good, slices: [slice, slice] }, /slices/],
    ["with a null slice", { ...good, slices: [null] }, /slice 0: duration/],
    [
      "with segments that are no list",
      sliced({ segments: 5 }),
      /slice 0: it must have 1-8 segments/,
    ],
    ["with an empty slice", sliced({ segments: [] }), /slice 0: it must have 1-8 segments/],
    [
      "with more stops than asked for",
      flightOffer(flightSearch(), { stops: 2 }),
      /2 stops, at most 1/,
    ],
    ["from elsewhere", flown({ origin: "LGW" }), /LGW-JFK is not LHR-JFK/],
    ["to elsewhere", flown({ destination: "EWR" }), /LHR-EWR is not LHR-JFK/],
    ["on another day", flown({ departure: "2026-01-01T08:30" }), /not on/],
    ["at no time", flown({ arrival: "08:30" }), /times must look like/],
    [
      "on a date that does not exist",
      flown({ arrival: "2026-13-41T08:30" }),
      /times must look like/,
    ],
    ["of no length", sliced({ durationMinutes: 0 }), /duration 0/],
    ["of a segment of no length", flown({ durationMinutes: undefined }), /duration undefined/],
    ["by nobody", flown({ carrier: "" }), /no carrier/],
    ["of no number", flown({ flightNumber: undefined }), /no flight number/],
    ["of unsaid fares", { ...good, fares: undefined }, /fares must be a list/],
    [
      "of a fare that is not its price",
      { ...good, fares: [fare({ price: { amount: 1, currency: "USD" } })] },
      /fare 1 costs 1, and/,
    ],
    [
      "of base and taxes that are not its price (PARTS-1)",
      {
        ...good,
        fares: [
          fare({
            base: { amount: 51_000, currency: "USD" },
            taxes: { amount: 1, currency: "USD" },
          }),
        ],
      },
      /fare 1 costs 51234, and its base of 51000/,
    ],
    ["with a self-transfer nowhere", { ...good, selfTransfers: ["AMS"] }, /changes nowhere/],
    [
      "of two tickets that were not asked for",
      flightOffer(search, { stops: 1, selfTransfers: ["AMS"] }),
      /self-transfer, which was not/,
    ],
    ["like half another", { ...good, similar: 0.5 }, /similar must be/],
    ["by a strange aircraft", flown({ aircraft: 744 }), /aircraft/],
    ["from a terminal that is not a text", flown({ originTerminal: 5 }), /terminal/],
    [
      "in a cabin that does not exist",
      flown({ cabin: "Business" }),
      /a cabin must be one of economy/,
    ],
  ])("bad: %s", (_name, offer, fault) => expect(offerFault(offer, search, NOW)).toMatch(fault));

  const business = flightSearch({ maxStops: 1, cabin: "business" });
  const through = (...cabins: Cabin[]) => flightOffer(business, { stops: 1, cabins });
  test.each<[string, FlightOffer, RegExp | undefined]>([
    ["good: with a feeder in economy", through("economy", "business"), undefined],
    ["good: with an upgrade", through("business", "first"), undefined],
    ["bad: with the long flight in economy", through("business", "economy"), /BA101, the longest/],
    [
      "bad: in economy alone",
      flightOffer(business, { cabins: ["economy"] }),
      /in economy; business/,
    ],
  ])("%s (MIXED-2)", (_name, offer, fault) => {
    const found = offerFault(offer, business, NOW);
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(fault);
  });

  test("bad, whatever else it is", () => {
    fc.assert(
      fc.property(fc.anything(), (value) =>
        expect(typeof offerFault(value, search, NOW)).toBe("string"),
      ),
    );
  });
});

test("a connection in the hour that comes twice may leave earlier by the clock, but nowhere else", () => {
  const onward = (date: string) => {
    const asked = flightSearch({
      maxStops: 1,
      slices: [{ origin: "DUB", destination: "AMS", departureDate: date }],
    });
    const first = {
      ...segment,
      origin: "DUB",
      destination: "LHR",
      departure: `${date}T00:40`,
      arrival: `${date}T01:50`,
      durationMinutes: 70,
    };
    const next = {
      ...segment,
      origin: "LHR",
      destination: "AMS",
      departure: `${date}T01:20`,
      arrival: `${date}T03:40`,
      durationMinutes: 80,
    };
    return offerFault(
      { ...good, slices: [{ durationMinutes: 180, segments: [first, next] }] },
      asked,
      NOW,
    );
  };
  expect(onward("2027-10-31")).toBeUndefined();
  expect(onward("2027-10-30")).toMatch(
    /segment 1: it leaves at 2027-10-30T01:20, and the one before it lands at 2027-10-30T01:50/,
  );
});
