import { describe, expect, test } from "@jest/globals";
import type { FlightSearch, SearchSlice } from "../../proto/messages.ts";
import { SEARCH } from "../../test/fixtures/partners/partner.ts";
import { askedSearches } from "./asked-searches.ts";

const departureDate = "2026-12-15";
const OUT: SearchSlice = {
  origin: "LHR",
  origins: ["LHR", "LGW"],
  originPlace: { city: "LON" },
  destination: "JFK",
  destinations: ["JFK", "EWR"],
  destinationPlace: { city: "NYC" },
  departureDate,
};
const BACK: SearchSlice = {
  origin: "JFK",
  origins: ["JFK", "EWR"],
  originPlace: { city: "NYC" },
  destination: "LHR",
  destinations: ["LHR", "LGW"],
  destinationPlace: { city: "LON" },
  departureDate: "2026-12-22",
};

/** `LHR-JFK`; of a city `LON-NYC`; with the days where they differ from the slice's own. */
function asked(
  slices: readonly SearchSlice[],
  seller: Partial<Parameters<typeof askedSearches>[1]> = {},
) {
  const search: FlightSearch = { ...SEARCH, slices };
  const { searches, isCut } = askedSearches(search, {
    knowsCities: false,
    markets: ["*.*"],
    ...seller,
  });
  const textOf = (one: SearchSlice, i: number) => {
    const from = one.originPlace?.city ?? one.origin;
    const to = one.destinationPlace?.city ?? one.destination;
    const own = slices[i]?.departureDate === one.departureDate;
    return `${from}-${to}${own ? "" : ` ${one.departureDate.slice(5)}`}`;
  };
  return { asked: searches.map((one) => one.slices.map(textOf).join(" ")), isCut };
}

describe("ASKED-1, ASKED-3: the places that a seller is asked for", () => {
  test("of a city each airport, the first one first; or the city, where it knows that", () => {
    expect(asked([OUT])).toEqual({
      asked: ["LHR-JFK", "LHR-EWR", "LGW-JFK", "LGW-EWR"],
      isCut: false,
    });
    expect(asked([OUT], { knowsCities: true })).toEqual({ asked: ["LON-NYC"], isCut: false });
  });

  test("of a city whose code is an airport's each airport, also where city codes are known", () => {
    const ist = {
      destination: "IST",
      destinations: ["IST", "SAW"],
      destinationPlace: { city: "IST" },
    };
    expect(asked([{ ...OUT, ...ist }], { knowsCities: true }).asked).toEqual([
      "LON-IST",
      "LON-SAW",
    ]);
  });

  test("of what is near each by itself, beside the city or the airport that is named", () => {
    const origins = ["LHR", "LGW", "SOU"];
    const near = { ...OUT, origins, originPlace: { city: "LON", nearbyKm: 100, km: [0, 0, 85] } };
    expect(asked([near], { knowsCities: true }).asked).toEqual(["LON-NYC", "SOU-NYC"]);
    const airport = {
      ...OUT,
      origins: ["LHR", "LCY"],
      originPlace: { airport: "LHR", nearbyKm: 40, km: [0, 36] },
      destinations: ["JFK"],
    };
    expect(asked([airport], { knowsCities: true }).asked).toEqual(["LHR-NYC", "LCY-NYC"]);
    expect(asked([airport]).asked).toEqual(["LHR-JFK", "LCY-JFK"]);
  });

  test("there and back: between the same two first, then with other airports", () => {
    expect(asked([OUT, BACK])).toEqual({
      asked: [
        "LHR-JFK JFK-LHR",
        "LHR-EWR EWR-LHR",
        "LGW-JFK JFK-LGW",
        "LGW-EWR EWR-LGW",
        "LHR-JFK JFK-LGW",
        "LHR-JFK EWR-LHR",
        "LHR-EWR JFK-LHR",
      ],
      isCut: true,
    });
  });

  test("and of its markets alone (ASKED-2)", () => {
    expect(asked([OUT], { markets: ["LGW.*", "LHR.EWR"] }).asked).toEqual([
      "LHR-EWR",
      "LGW-JFK",
      "LGW-EWR",
    ]);
  });

  test("and what its protocol can say alone", () => {
    const canAsk = ({ slices: [out, back] }: FlightSearch) =>
      out?.origin === back?.destination && out?.destination === back?.origin;
    expect(asked([OUT, BACK], { canAsk })).toEqual({
      asked: ["LHR-JFK JFK-LHR", "LHR-EWR EWR-LHR", "LGW-JFK JFK-LGW", "LGW-EWR EWR-LGW"],
      isCut: false,
    });
    expect(asked([OUT, BACK], { canAsk: () => false })).toEqual({ asked: [], isCut: false });
  });
});

describe("ASKEDSEARCH-1: days and places together", () => {
  test("are the seven nearest, and that there are more is said", () => {
    const days = { departureDates: { from: "2026-12-14", to: "2026-12-16" } };
    expect(asked([{ ...OUT, ...days }])).toEqual({
      asked: [
        "LHR-JFK",
        "LHR-EWR",
        "LGW-JFK",
        "LHR-JFK 12-14",
        "LHR-JFK 12-16",
        "LGW-EWR",
        "LHR-EWR 12-14",
      ],
      isCut: true,
    });
  });

  test("of six slices between cities of twelve airports are found soon", () => {
    const codes = Array.from({ length: 12 }, (_, i) => `A${String.fromCharCode(65 + i)}A`);
    const others = codes.map((code) => `B${code.slice(1)}`);
    const slices = Array.from({ length: 6 }, (_, i) => {
      const [from, to] = i % 2 === 0 ? [codes, others] : [others, codes];
      const days = { from: "2026-12-12", to: "2026-12-18" };
      const [origin, destination] = [from[0] as string, to[0] as string];
      return {
        origin,
        destination,
        origins: from,
        destinations: to,
        departureDate,
        departureDates: days,
      };
    });
    const found = asked(slices);
    expect({ first: found.asked[0], count: found.asked.length, isCut: found.isCut }).toEqual({
      first: Array.from({ length: 6 }, (_, i) => (i % 2 === 0 ? "AAA-BAA" : "BAA-AAA")).join(" "),
      count: 7,
      isCut: true,
    });
  });
});
