import { describe, expect, test } from "@jest/globals";
import type { FlightSearch } from "../../proto/messages.ts";
import { request as jsonRequest } from "../../test/fixtures/partners/json-adapter.ts";
import { partner, SEARCH } from "../../test/fixtures/partners/partner.ts";
import { isInMarkets } from "./asked-places.ts";
import { duffel } from "./duffel/adapter.ts";

const departureDate = "2026-12-15";
const FROM_LONDON: FlightSearch = {
  ...SEARCH,
  slices: [
    {
      origin: "LHR",
      origins: ["LHR", "LGW"],
      originPlace: { city: "LON" },
      destination: "IST",
      destinations: ["IST", "SAW"],
      destinationPlace: { city: "IST" },
      departureDate,
    },
  ],
};
const NEAR: FlightSearch = {
  ...SEARCH,
  slices: [
    {
      origin: "LHR",
      origins: ["LHR", "LCY"],
      originPlace: { airport: "LHR", nearbyKm: 40, km: [0, 36] },
      destination: "JFK",
      departureDate,
    },
  ],
};

describe("a seller is asked for a city", () => {
  const duffelSlice = (search: FlightSearch) => {
    const { body } = duffel.request(search, partner({ name: "duffel" }), {
      supplierTimeoutMs: 2_000,
      cursor: null,
    });
    return JSON.parse(body ?? "").data.slices[0];
  };

  test("by its code, where it knows city codes and no airport has it (ASKED-1)", () => {
    expect(duffelSlice(FROM_LONDON)).toEqual({
      origin: "LON",
      destination: "IST",
      departure_date: departureDate,
    });
  });

  test("for the first airport, where that is near another (ASKED-1)", () => {
    expect(duffelSlice(NEAR)).toMatchObject({ origin: "LHR", destination: "JFK" });
  });

  test("by its mapping: for the first airport, unless it says that it knows cities (ASKED-1)", () => {
    const legOf = (more: object) =>
      JSON.parse(jsonRequest({ request: more }, FROM_LONDON).body ?? "").legs[0];
    expect({ without: legOf({}).from, with: legOf({ cities: true }).from }).toEqual({
      without: "LHR",
      with: "LON",
    });
  });
});

test.each<[string, string[], boolean]>([
  ["of all markets", ["*.*"], true],
  ["of the first pair", ["LHR.IST"], true],
  ["of another pair", ["CDG.JFK", "LGW.SAW"], true],
  ["of one end", ["*.SAW"], true],
  ["of none", ["STN.*", "LHR.JFK"], false],
])("a seller %s: %j (ASKED-2)", (_, markets, asked) => {
  expect(isInMarkets(FROM_LONDON, markets)).toBe(asked);
});
