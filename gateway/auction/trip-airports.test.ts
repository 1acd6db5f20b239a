import { describe, expect, test } from "@jest/globals";
import type { OfferSlice, SearchSlice } from "../../proto/messages.ts";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { tripAirports } from "./trip-airports.ts";

const DATE = "2026-12-15";
const LONDON = ["LHR", "LGW", "SOU"];
const NEW_YORK = ["JFK", "EWR"];
const LON = { city: "LON", nearbyKm: 100, km: [0, 0, 85] };
const NYC = { city: "NYC" };

const out: SearchSlice = {
  origin: "LHR",
  origins: LONDON,
  originPlace: LON,
  destination: "JFK",
  destinations: NEW_YORK,
  destinationPlace: NYC,
  departureDate: DATE,
};
const back: SearchSlice = {
  origin: "JFK",
  origins: NEW_YORK,
  originPlace: NYC,
  destination: "LHR",
  destinations: LONDON,
  destinationPlace: LON,
  departureDate: DATE,
};
const plain = (origin: string, destination: string): SearchSlice => ({
  origin,
  destination,
  departureDate: DATE,
});

function flown(...ends: string[]): readonly OfferSlice[] {
  const slices = ends.map((text) => {
    const [origin = "", destination = ""] = text.split("-");
    return plain(origin, destination);
  });
  return flightOffer(flightSearch({ slices })).slices;
}

describe("what an itinerary says of its airports", () => {
  test.each<[string, SearchSlice[], string[], object | undefined]>([
    ["nothing, between airports", [plain("LHR", "JFK")], ["LHR-JFK"], undefined],
    [
      "nothing, of an open jaw between airports",
      [plain("LHR", "JFK"), plain("EWR", "LHR")],
      ["LHR-JFK", "EWR-LHR"],
      undefined,
    ],
    ["nothing, one way between named airports", [out], ["LGW-EWR"], undefined],
    [
      "how far one is that is near (AIRPORTS-1)",
      [out],
      ["SOU-EWR"],
      { nearby: [{ airport: "SOU", km: 85 }] },
    ],
    [
      "that once (AIRPORTS-1)",
      [out, back],
      ["SOU-EWR", "EWR-SOU"],
      { nearby: [{ airport: "SOU", km: 85 }] },
    ],
    ["nothing, there and back at the same ones", [out, back], ["LGW-EWR", "EWR-LGW"], undefined],
    [
      "that it leaves from another one (AIRPORTS-2)",
      [out, back],
      ["LHR-EWR", "JFK-LHR"],
      { differentAirports: true },
    ],
    [
      "that it comes back to another one (AIRPORTS-2)",
      [out, back],
      ["LHR-JFK", "JFK-LGW"],
      { differentAirports: true },
    ],
    [
      "both",
      [out, back],
      ["SOU-JFK", "JFK-LGW"],
      { nearby: [{ airport: "SOU", km: 85 }], differentAirports: true },
    ],
    [
      "not where the search itself names another place",
      [
        out,
        { ...back, destination: "CDG", destinations: ["CDG"], destinationPlace: { city: "PAR" } },
      ],
      ["LHR-JFK", "JFK-CDG"],
      undefined,
    ],
    [
      "also between an airport and a city",
      [{ ...plain("LHR", "JFK") }, back],
      ["LHR-JFK", "EWR-LHR"],
      { differentAirports: true },
    ],
  ])("%s", (_, slices, ends, expected) => {
    expect(tripAirports(flown(...ends), { slices })).toEqual(expected);
  });
});
