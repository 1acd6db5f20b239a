import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CABINS, type Cabin, type OfferSlice, type Segment } from "../../proto/messages.ts";
import { isCabin, isMixed, mixedFault } from "./cabins.ts";

const KM: Readonly<Record<string, number>> = {
  "EDI-LHR": 530,
  "LHR-SIN": 10_880,
  "SIN-SYD": 6_290,
  "LHR-DXB": 5_500,
  "DXB-SIN": 5_840,
  "CPH-LHR": 980,
  "LHR-CDG": 348,
  // Two halves that a bidder may round to one length.
  "AAA-BBB": 1_000.4,
  "BBB-CCC": 1_000.9,
};
const kilometres = (origin: string, destination: string) => KM[`${origin}-${destination}`];

/** `EDI-LHR economy, LHR-SIN`: its flights, each with the cabin that it names. */
function slice(text: string): OfferSlice {
  const segments = text.split(", ").map((flight, i): Segment => {
    const [market = "", cabin] = flight.split(" ");
    const [origin = "", destination = ""] = market.split("-");
    return {
      carrier: "BA",
      flightNumber: `BA${i + 1}`,
      origin,
      destination,
      departure: "2027-03-20T08:30",
      arrival: "2027-03-20T10:00",
      durationMinutes: 90,
      aircraft: "",
      ...(cabin === undefined ? {} : { cabin: cabin as Cabin }),
    };
  });
  return { durationMinutes: 90, segments };
}

describe("MIXED-1 an offer with a segment in a lower cabin than the one asked for is mixed", () => {
  test.each<[string, Cabin, boolean]>([
    ["EDI-LHR, LHR-SIN", "first", false],
    ["EDI-LHR business, LHR-SIN business", "business", false],
    ["EDI-LHR economy, LHR-SIN", "premium_economy", true],
    ["EDI-LHR premium_economy, LHR-SIN business", "business", true],
    ["EDI-LHR business, LHR-SIN", "first", true],
    // Upgrades are named, and are not a fault.
    ["EDI-LHR business, LHR-SIN", "economy", false],
    ["EDI-LHR first, LHR-SIN business", "business", false],
    // Nothing is lower than economy.
    ["EDI-LHR economy, LHR-SIN first", "economy", false],
  ])("%s for %s: %s", (text, asked, expected) =>
    expect(isMixed([slice("LHR-CDG"), slice(text)], asked)).toBe(expected));

  test.each<[unknown, boolean]>([
    [undefined, true],
    ["economy", true],
    ["premium_economy", true],
    ["business", true],
    ["first", true],
    ["Business", false],
    ["", false],
    [null, false],
    [3, false],
  ])("%p may stand as a cabin: %p", (value, expected) => expect(isCabin(value)).toBe(expected));
});

describe("MIXED-2 the longest flight and most of the distance are in the cabin asked for", () => {
  test.each<[string, string]>([
    ["a feeder in economy", "EDI-LHR economy, LHR-SIN"],
    ["feeders at both ends", "EDI-LHR economy, LHR-SIN, SIN-SYD economy"],
    ["an upgrade on the longest", "EDI-LHR economy, LHR-SIN first"],
    ["a place that is not known", "LHR-ZZZ economy, ZZZ-SIN economy"],
    ["a place that is not known, beside one that is", "EDI-LHR economy, LHR-ZZZ"],
    ["either of two flights of one rounded length", "AAA-BBB, BBB-CCC economy"],
    ["all in the cabin asked for", "EDI-LHR, LHR-SIN business"],
  ])("good: %s", (_what, text) =>
    expect(mixedFault([slice("EDI-LHR"), slice(text)], "business", kilometres)).toBeUndefined());

  test.each<[string, string, string]>([
    [
      "the longest in economy",
      "EDI-LHR, LHR-SIN economy",
      "has BA2, the longest flight of slice 2, in economy; business was asked for",
    ],
    [
      "the only one in a lower cabin",
      "LHR-SIN premium_economy",
      "has BA1, the longest flight of slice 2, in premium_economy; business was asked for",
    ],
    [
      "the longest alone, of three",
      "LHR-DXB economy, DXB-SIN, CPH-LHR economy",
      "has 5840 of the 12320 km of slice 2 in business; more than half is right",
    ],
  ])("bad: %s", (_what, text, expected) =>
    expect(mixedFault([slice("EDI-LHR"), slice(text)], "business", kilometres)).toBe(expected));

  test("property: an offer that is not mixed has no fault, and asks for no distance", () => {
    const cabins = fc.array(fc.option(fc.constantFrom(...CABINS), { nil: undefined }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(cabins, fc.constantFrom(...CABINS), (its, asked) => {
        const text = its.map((cabin) => `EDI-LHR${cabin === undefined ? "" : ` ${cabin}`}`);
        let looked = 0;
        const fault = mixedFault([slice(text.join(", "))], asked, () => {
          looked++;
          return 1_000;
        });
        const lower = its.filter(
          (cabin) => cabin !== undefined && CABINS.indexOf(cabin) < CABINS.indexOf(asked),
        ).length;
        // All are as long: any in the cabin asked for is the longest, and they must be most.
        expect(fault === undefined).toBe(2 * (its.length - lower) >= its.length);
        if (lower === 0) expect(looked).toBe(0);
      }),
    );
  });
});
