import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AuctionError } from "../../proto/errors.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import { CABINS, type FlightOffer, type Objective } from "../../proto/messages.ts";
import {
  AIRPORTS,
  contextOf,
  flight,
  NOW_MS,
  RATES,
  ran,
  searchOf,
} from "../../test/fixtures/flights/context.ts";
import { flightData } from "../../test/fixtures/flights/flight-data.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { termsOf } from "../flights/fares/party.ts";
import { buildTimetable, type FlightRow } from "../flights/timetable/build.ts";
import { FLAGS } from "../flights/timetable/timetable.ts";
import { search } from "./index.ts";

const timetable = buildTimetable(
  AIRPORTS,
  [
    "BA117 LHR-JFK 0830 455 127 744",
    "AA6939 LHR-JFK 0831 455 127 744", // BA117 under a partner's number
    "VS3 LHR-JFK 0830 455 127 744", // as BA117, but no partner's
    "BA175 LHR-JFK 1100 480 127 777",
    "BA178 JFK-LHR 0800 420 127 777",
    "VS4 JFK-LHR 1830 415 127 789",
    "AA100 JFK-LHR 1810 410 127 77W",
    "BA7 LHR-NRT 1235 695 2 789", // Tuesdays
    "FR1 EDI-CDG 0700 110",
    "FR2 CDG-EDI 2000 115",
    "U22 CDG-EDI 2100 115",
    "BA1 LHR-EDI 0900 80",
    "BA2 EDI-LHR 1800 85",
  ].map(flight),
);
const resources = flightData(timetable);
const key = (offer: FlightOffer) => itineraryKey(offer.slices);
const flightsOf = (offer: FlightOffer) =>
  offer.slices.map((slice) => slice.segments[0]?.flightNumber).join("_");
const sellersOf = (offers: readonly FlightOffer[], number: string) =>
  offers.filter((offer) => key(offer).startsWith(`${number}-`)).map((offer) => offer.seller);

describe("one way", () => {
  test("every flight of the market, each once, with all who sell it", async () => {
    const { offers, notes } = await ran(search, resources, searchOf("LHR-JFK 2026-12-15"));
    expect(sellersOf(offers, "BA117").sort()).toEqual(["AA", "BA", "IB"]);
    expect(sellersOf(offers, "BA175").sort()).toEqual(["AA", "BA", "IB"]);
    expect(sellersOf(offers, "VS3").sort()).toEqual(["AF", "DL", "VS"]);
    expect(sellersOf(offers, "AA6939")).toEqual([]);
    expect(offers).toHaveLength(9);
    expect(notes).toEqual([]);
  });

  test("an offer says all of its flight, at local times, and that its price is modelled", async () => {
    const { offers } = await ran(search, resources, searchOf("LHR-JFK 2026-12-15"));
    const offer = offers.find((one) => one.seller === "BA" && key(one).startsWith("BA117-"));
    expect(offer).toEqual({
      seller: "BA",
      price: { amount: expect.any(Number), currency: "GBP" },
      expiresAtMs: NOW_MS + 30 * 60_000,
      modelled: true,
      fares: [
        expect.objectContaining({
          brand: "light",
          name: "Economy Light",
          cabinBags: 1,
          checkedBags: 0,
        }),
        expect.objectContaining({
          brand: "standard",
          name: "Economy Standard",
          cabinBags: 1,
          checkedBags: 1,
        }),
        expect.objectContaining({
          brand: "flex",
          name: "Economy Flex",
          cabinBags: 1,
          checkedBags: 2,
        }),
      ],
      selfTransfers: [],
      similar: 0,
      slices: [
        {
          durationMinutes: 455,
          segments: [
            {
              carrier: "BA",
              flightNumber: "BA117",
              origin: "LHR",
              destination: "JFK",
              departure: "2026-12-15T08:30",
              arrival: "2026-12-15T11:05",
              durationMinutes: 455,
              aircraft: "744",
              originTerminal: "5",
              destinationTerminal: "8",
            },
          ],
        },
      ],
    });
    for (const { price } of offers) expect(Number.isSafeInteger(price.amount)).toBe(true); // A9
  });

  test("NONSTOP-1: a flight whose periods overlap, with another type of aircraft or a minute later, is one flight", async () => {
    const rows = [
      "BA117 LHR-JFK 0830 455 127 744",
      "BA117 LHR-JFK 0830 455 127 777",
      "BA117 LHR-JFK 0831 455 127 744",
    ].map(flight);
    const { offers } = await ran(
      search,
      flightData(buildTimetable(AIRPORTS, rows)),
      searchOf("LHR-JFK 2026-12-15"),
    );
    expect(sellersOf(offers, "BA117").sort()).toEqual(["AA", "BA", "IB"]);
  });

  test("NONSTOP-1, NONSTOP-2: of a flight that is there under two numbers the code-shares of both sell it", async () => {
    const [own, other] = ["BA117 LHR-JFK 0830 455 127 744", "AY5477 LHR-JFK 0830 455 127 744"].map(
      flight,
    ) as [FlightRow, FlightRow];
    const rows = [
      { ...own, codeshares: ["AA6143"] },
      { ...other, codeshares: ["QF5917"] },
    ];
    const { offers } = await ran(
      search,
      flightData(buildTimetable(AIRPORTS, rows)),
      searchOf("LHR-JFK 2026-12-15"),
    );
    expect(sellersOf(offers, "BA117").sort()).toEqual(["AA", "AY", "BA", "IB", "QF"]);
  });

  test("each seller asks a price of its own in a currency of its own", async () => {
    const { offers } = await ran(search, resources, searchOf("LHR-JFK 2026-12-15"));
    const prices = offers
      .filter((one) => key(one).startsWith("BA117-"))
      .map(({ seller, price }) => `${seller} ${price.currency}`);
    expect(prices.sort()).toEqual(["AA USD", "BA GBP", "IB EUR"]);
  });

  test("a party pays for every seat: a low-cost carrier's child as an adult, an infant a flat fee", async () => {
    const one = await ran(search, resources, searchOf("EDI-CDG 2026-12-15"));
    const family = await ran(
      search,
      resources,
      searchOf("EDI-CDG 2026-12-15", { passengers: { adults: 2, children: 1, infants: 1 } }),
    );
    const [single, all] = [one.offers[0]?.price.amount ?? 0, family.offers[0]?.price.amount ?? 0];
    // three seats are in the class of one here
    expect(all - 3 * single).toBe(termsOf("FR").infantFee);
  });

  test("NONSTOP-4: a flight that is full for the party is not sold, and says nothing", async () => {
    const at = Date.UTC(2026, 11, 15, 3); // the day of departure
    const flights = Array.from({ length: 40 }, (_, i) =>
      flight(
        `BA${i + 1} LHR-EDI ${String(8 + Math.floor(i / 4)).padStart(2, "0")}${15 * (i % 4) || "00"} 80`,
      ),
    );
    const world = flightData(buildTimetable(AIRPORTS, flights));
    const sold = async (adults: number) =>
      (
        await ran(
          search,
          world,
          searchOf("LHR-EDI 2026-12-15", { passengers: { adults, children: 0, infants: 0 } }),
          { nowMs: at },
        )
      ).offers;
    const [one, four, nine] = await Promise.all([1, 4, 9].map(sold));
    expect({ one: one?.length, four: four?.length }).toEqual({ one: 40, four: 40 });
    expect(nine?.length).toBeGreaterThan(5);
    expect(nine?.length).toBeLessThan(35);
  });

  test("an offer's fares: cheapest first, the first at its price, with the booking class of each flight", async () => {
    const { offers } = await ran(
      search,
      resources,
      searchOf(["LHR-JFK 2026-12-15", "JFK-LHR 2026-12-22"]),
    );
    expect(offers.length).toBeGreaterThan(0);
    for (const { fares, price, slices, seller } of offers) {
      expect(fares.map(({ brand }) => brand)).toEqual(
        seller === "VS" ? ["standard", "flex"] : ["light", "standard", "flex"],
      );
      expect(fares[0]?.price).toEqual(price);
      for (const one of fares) expect(one.bookingClass).toMatch(/^[YBMHKLVSNQO],[YBMHKLVSNQO]$/);
      expect(slices).toHaveLength(2);
    }
    const [business] = (
      await ran(search, resources, searchOf("LHR-JFK 2026-12-15", { cabin: "business" }))
    ).offers;
    expect(business?.fares.map(({ name }) => name)).toEqual(["Business Standard", "Business Flex"]);
    expect(business?.fares[0]?.bookingClass).toMatch(/^[JCDRI]$/);
  });

  test("maxStops 0 changes nothing", async () => {
    const [some, none] = await Promise.all(
      [2, 0].map((maxStops) =>
        ran(search, resources, searchOf("LHR-JFK 2026-12-15", { maxStops })),
      ),
    );
    expect(none).toEqual(some);
    expect(none?.offers.length).toBeGreaterThan(0);
  });

  test.each([
    ["a weekday without the flight", "LHR-NRT 2026-12-16", 0],
    ["its weekday", "LHR-NRT 2026-12-15", 3],
    ["a market without flights", "LHR-AKL 2026-12-15", 0],
    ["an airport that the timetable lacks", "LHR-XXX 2026-12-15", 0],
  ])("%s: %s has %d offers", async (_, slice, count) => {
    expect((await ran(search, resources, searchOf(slice))).offers).toHaveLength(count);
  });

  test("a low-cost carrier has no business cabin", async () => {
    expect(
      (await ran(search, resources, searchOf("EDI-CDG 2026-12-15", { cabin: "business" }))).offers,
    ).toEqual([]);
    expect(
      (await ran(search, resources, searchOf("LHR-EDI 2026-12-15", { cabin: "business" }))).offers,
    ).toHaveLength(1);
  });

  test("NONSTOP-3: first is sold on the wide-bodies of those who have it; a foreign carrier's tag is not sold at all", async () => {
    const flights = [
      "BA1 LHR-JFK 0830 455 127 77W",
      "BA3 LHR-JFK 1430 455 127 320",
      "VS3 LHR-JFK 1730 455 127 77W",
    ];
    const tag = [
      "QF11 SYD-LAX 2000 820",
      "QF1 SYD-SIN 1600 480",
      "QF11 LAX-JFK 1930 320 2",
      "AA2 LAX-JFK 0700 320",
    ];
    const world = flightData(buildTimetable(AIRPORTS, [...flights, ...tag].map(flight)));
    const found = async (market: string, cabin: "economy" | "first") => {
      const { offers } = await ran(search, world, searchOf(`${market} 2026-12-15`, { cabin }));
      return [...new Set(offers.map(flightsOf))].sort();
    };
    expect(await found("LHR-JFK", "economy")).toEqual(["BA1", "BA3", "VS3"]);
    expect(await found("LHR-JFK", "first")).toEqual(["BA1"]);
    expect(await found("LAX-JFK", "economy")).toEqual(["AA2"]);
  });

  test("NONSTOP-3: what its airline sells in connections only is not sold by itself", async () => {
    const rows = [flight("BA1 LHR-JFK 0830 455"), flight("VS3 LHR-JFK 1730 455")];
    const restricted = rows.map((row, i) =>
      i === 0 ? { ...row, flags: FLAGS.connectionsOnly } : row,
    );
    const world = flightData(buildTimetable(AIRPORTS, restricted));
    const { offers } = await ran(search, world, searchOf("LHR-JFK 2026-12-15"));
    expect([...new Set(offers.map(flightsOf))]).toEqual(["VS3"]);
  });

  test("a flight of today is sold until 45 minutes before it leaves", async () => {
    const leaves = Date.UTC(2026, 11, 15, 8, 30);
    const at = async (minutesBefore: number) => {
      const { offers } = await ran(search, resources, searchOf("LHR-JFK 2026-12-15"), {
        nowMs: leaves - minutesBefore * 60_000,
      });
      return offers.find((one) => key(one).startsWith("BA117-"))?.expiresAtMs;
    };
    expect(await at(60)).toBe(leaves - 45 * 60_000);
    expect(await at(45)).toBeUndefined();
  });

  test("where the search counts inconvenience, what leaves before 05:00 is chosen last (CONVENIENCE-2)", async () => {
    const flights = ["BA1 LHR-JFK 0430 455", "BA2 LHR-JFK 1000 480"].map(flight);
    const data = flightData(buildTimetable(AIRPORTS, flights));
    const first = async (objective: Objective) =>
      (
        await ran(search, data, searchOf("LHR-JFK 2026-12-15"), { offersMax: 1, objective })
      ).offers.map(flightsOf);
    const objective = { valuePerHour: 600_000_000, penaltyPerStop: 0 };
    expect(await first(objective)).toEqual(["BA1"]);
    expect(await first({ ...objective, countsInconvenience: true })).toEqual(["BA2"]);
  });

  test("no more than offersMax, the cheapest by cost", async () => {
    const request = searchOf("LHR-JFK 2026-12-15");
    const all = (await ran(search, resources, request)).offers;
    const few = (await ran(search, resources, request, { offersMax: 3 })).offers;
    expect(few).toEqual(all.slice(0, 3));
    const context = contextOf(resources, []);
    const costs = all.map(
      (one) => context.cost(one.price, one.slices[0]?.durationMinutes ?? 0, 0) ?? 0,
    );
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
  });

  test("a currency without a rate is left out and noted", async () => {
    const rates = { ...RATES, perUnit: new Map([["USD", 1]]) };
    const { offers, notes } = await ran(search, resources, searchOf("LHR-JFK 2026-12-15"), {
      rates,
    });
    expect(new Set(offers.map((one) => one.price.currency))).toEqual(new Set(["USD"]));
    expect(notes).toEqual(["left out what is sold in EUR, GBP: the call has no rate for it"]);
  });

  test("A8: a search whose signal has fired throws its reason", async () => {
    const signal = AbortSignal.abort(new AuctionError("cancelled", "the auction has ended"));
    await expect(
      ran(search, resources, searchOf("LHR-JFK 2026-12-15"), { signal }),
    ).rejects.toThrow("the auction has ended");
  });
});

describe("return and multi-city", () => {
  test("slices are combined, sold by one seller", async () => {
    const { offers } = await ran(
      search,
      resources,
      searchOf(["LHR-JFK 2026-12-15", "JFK-LHR 2026-12-22"]),
    );
    const keys = new Set(offers.map(key));
    expect(keys.size).toBe(9); // three flights out, three back
    expect(offers.every((one) => one.slices.length === 2)).toBe(true);
    const both = offers.filter(
      (one) => key(one) === "BA117-LHRJFK-20261215T0830_BA178-JFKLHR-20261222T0800",
    );
    expect(both.map((one) => one.seller).sort()).toEqual(["AA", "BA", "IB"]);
  });

  const priceOf = async (slices: string | string[], flights: string, seller: string, more = {}) => {
    const { offers } = await ran(search, resources, searchOf(slices, more));
    return (
      offers.find((one) => one.seller === seller && flightsOf(one) === flights)?.price.amount ??
      Number.NaN
    );
  };

  test.each([
    [
      "over a weekend, far: a round trip",
      "LHR-JFK 2026-12-15",
      "JFK-LHR 2026-12-22",
      "BA117_BA178",
      "BA",
      0.78,
    ],
    [
      "two nights from a Tuesday: none",
      "LHR-JFK 2026-12-15",
      "JFK-LHR 2026-12-17",
      "BA117_BA178",
      "BA",
      1,
    ],
    [
      "within one country, near: none",
      "LHR-EDI 2026-12-15",
      "EDI-LHR 2026-12-20",
      "BA1_BA2",
      "BA",
      1,
    ],
    ["on a low-cost carrier: none", "EDI-CDG 2026-12-15", "CDG-EDI 2026-12-20", "FR1_FR2", "FR", 1],
  ])("%s (FARE-3)", async (_, out, back, flights, seller, share) => {
    const [there, home] = flights.split("_") as [string, string];
    const together = await priceOf([out, back], flights, seller);
    const apart = (await priceOf(out, there, seller)) + (await priceOf(back, home, seller));
    expect(Math.abs(together - share * apart)).toBeLessThanOrEqual(share === 1 ? 0 : 1);
  });

  test("ROUNDTRIP-4: an open jaw is not a round trip", async () => {
    const [out, back] = ["LHR-JFK 2026-12-15", "JFK-EDI 2026-12-22"];
    const world = flightData(
      buildTimetable(AIRPORTS, ["BA117 LHR-JFK 0830 455", "BA190 JFK-EDI 1900 400"].map(flight)),
    );
    const [both, one, other] = await Promise.all(
      [[out, back], [out], [back]].map((slices) => ran(search, world, searchOf(slices))),
    );
    const amount = (found: typeof both) =>
      found?.offers.find(({ seller }) => seller === "BA")?.price.amount as number;
    expect(amount(both)).toBe(amount(one) + amount(other));
  });

  test("a round trip never costs more than its two one-ways by the same seller, in any family, for any party (FARE-3, A9)", async () => {
    const parties = fc.record({
      adults: fc.integer({ min: 1, max: 4 }),
      children: fc.nat(2),
      infants: fc.nat(1),
    });
    const trips = fc.constantFrom(
      ["LHR-JFK", "JFK-LHR"],
      ["EDI-CDG", "CDG-EDI"],
      ["LHR-EDI", "EDI-LHR"],
    );
    await fc.assert(
      fc.asyncProperty(
        parties,
        trips,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(...CABINS),
        async (passengers, [there, home], nights, cabin) => {
          const [out, back] = [
            `${there} 2026-12-05`,
            `${home} 2026-12-${String(5 + nights).padStart(2, "0")}`,
          ];
          const found = await Promise.all(
            [[out, back], [out], [back]].map((slices) =>
              ran(search, resources, searchOf(slices, { passengers, cabin })),
            ),
          );
          const [both, going, coming] = found.map(({ offers }) => offers) as [
            FlightOffer[],
            FlightOffer[],
            FlightOffer[],
          ];
          for (const offer of both) {
            const part = (offers: FlightOffer[], slice: number) =>
              offers.find(
                (one) =>
                  one.seller === offer.seller &&
                  key(one) === itineraryKey(offer.slices.slice(slice, slice + 1)),
              );
            const [a, b] = [part(going, 0), part(coming, 1)];
            if (a === undefined || b === undefined) continue; // a partner's slice is not its own
            for (const [i, { price }] of offer.fares.entries()) {
              expect(price.amount).toBeLessThanOrEqual(
                (a.fares[i]?.price.amount as number) + (b.fares[i]?.price.amount as number),
              );
            }
          }
        },
      ),
      { numRuns: propertyRuns(60) },
    );
  });

  test("a slice leaves after the one before has arrived", async () => {
    // BA117 is in at 11:05 and BA175 at 14:00: BA178 left at 08:00, AA100 and VS4 leave in the
    // evening.
    const { offers } = await ran(
      search,
      resources,
      searchOf(["LHR-JFK 2026-12-15", "JFK-LHR 2026-12-15"]),
    );
    expect(offers.length).toBeGreaterThan(0);
    for (const offer of offers) expect(key(offer)).not.toContain("BA178");
  });

  test("low-cost carriers are not combined with others", async () => {
    const { offers } = await ran(
      search,
      resources,
      searchOf(["EDI-CDG 2026-12-15", "CDG-EDI 2026-12-20"]),
    );
    expect(offers.map(flightsOf)).toEqual(["FR1_FR2"]);
  });

  test("a slice without flights leaves nothing to sell", async () => {
    expect(
      (await ran(search, resources, searchOf(["LHR-JFK 2026-12-15", "JFK-AKL 2026-12-22"]))).offers,
    ).toEqual([]);
  });

  test("six slices end, within offersMax", async () => {
    const slices = ["LHR-JFK", "JFK-LHR", "LHR-JFK", "JFK-LHR", "LHR-JFK", "JFK-LHR"].map(
      (market, i) => `${market} 2026-12-${10 + 3 * i}`,
    );
    const { offers } = await ran(search, resources, searchOf(slices), { offersMax: 50 });
    expect(offers).toHaveLength(50);
    expect(offers.every((one) => one.slices.length === 6)).toBe(true);
  });
});
