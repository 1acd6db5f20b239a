import { expect, test } from "@jest/globals";
import type { OfferSlice } from "../../../../proto/messages.ts";
import { carriersOf, layoversOf, layoverWords, sliceName } from "./journey.ts";

const flight = (changes: object) => ({
  carrier: "LH",
  origin: "LHR",
  destination: "AMS",
  departure: "2026-12-01T08:30",
  arrival: "2026-12-01T10:50",
  ...changes,
});
const slice = (...segments: object[]) => ({ segments }) as unknown as OfferSlice;
const placeOf = (code: string) => (code === "AMS" ? "Schiphol (AMS)" : code);
const words = (next: object, before: object = {}, isSelfTransfer = false) =>
  layoversOf(slice(flight(before), flight({ origin: "AMS", destination: "JFK", ...next }))).map(
    (one) => layoverWords(one, placeOf, isSelfTransfer),
  );

test.each<[string, string[], string[]]>([
  ["a wait", words({ departure: "2026-12-01T13:00" }), ["2 h 10 min at Schiphol (AMS)"]],
  [
    "over night",
    words({ departure: "2026-12-02T07:00" }),
    ["20 h 10 min at Schiphol (AMS), over night"],
  ],
  [
    "another airport",
    words({ departure: "2026-12-01T13:50", origin: "RTM" }),
    ["3 h to change from Schiphol (AMS) to RTM"],
  ],
  [
    "another terminal, and another ticket",
    words(
      { departure: "2026-12-01T13:00", originTerminal: "2" },
      { destinationTerminal: "1" },
      true,
    ),
    [
      "2 h 10 min at Schiphol (AMS). Change of terminal at AMS: 1 to 2. Self-transfer: collect bags and check in again",
    ],
  ],
])("%s", (_what, found, expected) => expect(found).toEqual(expected));

test("a flight without a stop has no wait, and a terminal that is not known is no change", () => {
  expect(layoversOf(slice(flight({})))).toEqual([]);
  const [layover] = layoversOf(slice(flight({ destinationTerminal: "1" }), flight({})));
  expect(layover?.terminals).toBeNull();
});

test.each([
  [0, 1, "Flights"],
  [0, 2, "Outbound"],
  [1, 2, "Return"],
  [2, 3, "Flight 3 of 3"],
])("slice %i of %i", (index, count, expected) => expect(sliceName(index, count)).toBe(expected));

test("each carrier once, in the order of the flights", () => {
  expect(carriersOf(slice(flight({}), flight({ carrier: "BA" }), flight({})))).toEqual([
    "LH",
    "BA",
  ]);
});
