import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { saleFault } from "../../../common/offers/sale-rules.ts";
import { CABINS, type FlightOffer, type FlightSearch } from "../../../proto/messages.ts";
import {
  AIRPORTS,
  flight,
  NOW_MS,
  RATES,
  searchOf,
} from "../../../test/fixtures/flights/context.ts";
import { AVAILABILITY, flightData } from "../../../test/fixtures/flights/flight-data.ts";
import { bookingClass } from "../fares/classes.ts";
import { fareClass, fareDay, flightSeed } from "../fares/fare.ts";
import { termsOf, ticketPrice } from "../fares/party.ts";
import { buildTimetable } from "../timetable/build.ts";
import { departureOn } from "../timetable/departures.ts";
import type { Departure } from "../timetable/timetable.ts";
import { LeftOut } from "./left-out.ts";
import { nonstopOptions } from "./nonstop.ts";
import type { SliceOption } from "./option.ts";
import { routesOf } from "./route.ts";
import { type SaleTerms, sellInSteps, ticketRulesOf } from "./sell.ts";

const DAY = 20_802; // 2026-12-15, a Tuesday
const data = flightData(
  buildTimetable(
    AIRPORTS,
    [
      "BA1 EDI-LHR 0700 80 127 320",
      "BA117 LHR-JFK 0930 455 127 77W",
      "VS3 LHR-JFK 1130 455 127 789",
      "AA10 JFK-LAX 1600 380 127 77W",
      "BA118 JFK-LHR 1900 400 127 77W",
    ].map(flight),
  ),
);
const { timetable } = data;

function departure(number: string, day = DAY): Departure {
  const row = Array.from({ length: timetable.rows }, (_, i) => i).find(
    (i) => `${timetable.carriers[timetable.carrier[i] as number]}${timetable.number[i]}` === number,
  );
  return departureOn(timetable, row as number, day) as Departure;
}

const optionOf = (numbers: string, seller: string, dollars: number, day = DAY): SliceOption => ({
  departures: numbers.split(" ").map((number) => departure(number, day)),
  fares: [{ seller, dollars }],
});

const TERMS: SaleTerms = {
  objective: { valuePerHour: 0, penaltyPerStop: 0 },
  rates: RATES,
  offersMax: 100,
  nowMs: NOW_MS,
};

function offersOf(
  slices: readonly (readonly SliceOption[])[],
  request: FlightSearch,
  terms: Partial<SaleTerms> = {},
) {
  const leftOut = new LeftOut();
  const work = sellInSteps(data, slices, request, { ...TERMS, ...terms }, leftOut);
  for (;;) {
    const step = work.next();
    if (step.done) return { offers: step.value, leftOut };
  }
}

const lettersOf = (offer: FlightOffer | undefined) => offer?.fares[0]?.bookingClass;

describe("what a ticket is sold as", () => {
  test("a flight is in the same booking class alone and in a connection, by any seller, for any party, cabin and day", () => {
    const parties = fc.record({
      adults: fc.integer({ min: 1, max: 6 }),
      children: fc.nat(3),
      infants: fc.nat(1),
    });
    const anyDay = fc.integer({ min: 0, max: 90 });
    fc.assert(
      fc.property(
        parties,
        fc.constantFrom(...CABINS.slice(0, 3)),
        anyDay,
        (passengers, cabin, ahead) => {
          const nowMs = Date.UTC(2026, 11, 15, 3) - ahead * 86_400_000;
          const request = (slice: string) => searchOf(`${slice} 2026-12-15`, { passengers, cabin });
          const alone = (market: string) => {
            const [[route] = []] = routesOf(data, request(market), nowMs) ?? [];
            const { offers } = offersOf(
              [route === undefined ? [] : nonstopOptions(data, route, nowMs)],
              request(market),
              { nowMs },
            );
            return offers;
          };
          const first = alone("EDI-LHR").find(({ seller }) => seller === "BA");
          const second = alone("LHR-JFK").filter(
            (one) => one.slices[0]?.segments[0]?.flightNumber === "BA117",
          );
          if (first === undefined || second.length === 0) return; // full
          expect(new Set(second.map(lettersOf)).size).toBe(1);
          const { offers } = offersOf([[optionOf("BA1 BA117", "BA", 500)]], request("EDI-JFK"), {
            nowMs,
          });
          expect(lettersOf(offers[0])).toBe(`${lettersOf(first)},${lettersOf(second[0])}`);
        },
      ),
    );
  });

  test("the booking class is that of the flight's own date, and of the whole party's seats", () => {
    const nowMs = Date.UTC(2026, 11, 14, 12);
    let [later, larger] = [0, 0];
    for (const [first, second] of [
      [DAY, DAY],
      [DAY, DAY + 1],
      [DAY, DAY + 2],
    ] as const) {
      for (const adults of [1, 2, 7, 8]) {
        const request = searchOf("EDI-JFK 2026-12-15", {
          passengers: { adults, children: 1, infants: 1 },
        });
        const option: SliceOption = {
          departures: [departure("BA1", first), departure("BA117", second)],
          fares: [{ seller: "BA", dollars: 500 }],
        };
        const letter = (flightNumber: string, date: number, seats: number) =>
          bookingClass(
            "economy",
            fareClass(
              fareDay("economy", DAY, nowMs, seats, AVAILABILITY),
              flightSeed(flightNumber),
              date,
            ),
          );
        const expected = [
          letter("BA1", first, adults + 1),
          letter("BA117", second, adults + 1),
        ].join(",");
        expect(lettersOf(offersOf([[option]], request, { nowMs }).offers[0])).toBe(expected);
        later += Number(letter("BA117", second, adults + 1) !== letter("BA117", DAY, adults + 1));
        larger += Number(letter("BA117", second, adults + 1) !== letter("BA117", second, 1));
      }
    }
    expect(Math.min(later, larger)).toBeGreaterThan(0);
  });

  test("a connection's families are its seller's (BRAND-1)", () => {
    const families = (numbers: string, seller: string, market: string) =>
      offersOf(
        [[optionOf(numbers, seller, 500)]],
        searchOf(`${market} 2026-12-15`),
      ).offers[0]?.fares.map(({ name }) => name);
    expect(families("BA117 AA10", "AA", "LHR-LAX")).toEqual([
      "Basic Economy",
      "Main Cabin",
      "Main Cabin Flexible",
    ]);
    expect(families("BA117 AA10", "BA", "LHR-LAX")).toEqual([
      "Economy Light",
      "Economy Standard",
      "Economy Flex",
    ]);
    // premium, far
    expect(families("BA1 VS3", "VS", "EDI-JFK")).toEqual(["Economy Standard", "Economy Flex"]);
    expect(families("AA10", "AA", "JFK-LAX")?.[0]).toBe("Basic Economy");
  });

  test("only a trip within the United States has the conditions of one (BRAND-4)", () => {
    const standard = (numbers: string, market: string) =>
      offersOf(
        [[optionOf(numbers, "AA", 300)]],
        searchOf(`${market} 2026-12-15`),
      ).offers[0]?.fares.find(({ brand }) => brand === "standard");
    expect(standard("AA10", "JFK-LAX")).toMatchObject({
      checkedBags: 0,
      change: { allowed: true, fee: { amount: 0 } },
    });
    expect(standard("BA117 AA10", "LHR-LAX")).toMatchObject({
      checkedBags: 1,
      change: { fee: { amount: expect.any(Number) } },
    });
    expect(standard("BA117 AA10", "LHR-LAX")?.change?.fee?.amount).toBeGreaterThan(0);
  });

  test("A9: a round trip's price is its slices', each less 22 %, and its first fare says the same (FARE-3)", () => {
    const request = searchOf(["LHR-JFK 2026-12-15", "JFK-LHR 2026-12-22"]);
    const slices = [[optionOf("BA117", "BA", 401.37)], [optionOf("BA118", "BA", 333.33, DAY + 7)]];
    const [offer] = offersOf(slices, request).offers;
    expect(offer?.price).toEqual(
      ticketPrice([401.37 * 0.78, 333.33 * 0.78], "BA", request.passengers),
    );
    expect(offer?.fares[0]?.price).toEqual(offer?.price);
    expect(saleFault(offer as FlightOffer)).toBeUndefined();
  });

  test("a currency without a rate is left out and reported, the rest is sold", () => {
    const rates = { ...RATES, perUnit: new Map([["USD", 1]]) };
    const both = [optionOf("BA117", "BA", 400), optionOf("VS3", "DL", 500)];
    const { offers, leftOut } = offersOf([both], searchOf("LHR-JFK 2026-12-15"), { rates });
    expect(offers.map(({ seller }) => seller)).toEqual(["DL"]);
    expect(leftOut.notes()).toEqual(["left out what is sold in GBP: the call has no rate for it"]);
    expect(new LeftOut().notes()).toEqual([]);
    expect(termsOf("BA").currency).toBe("GBP");
  });

  test("JOIN-2: what is forgotten while tickets are joined is reported", () => {
    const leftOut = new LeftOut();
    ticketRulesOf(data, searchOf("LHR-JFK 2026-12-15"), TERMS, leftOut).forgot();
    expect(leftOut.notes()).toEqual([
      "there are more combinations of the slices than were kept: cheaper trips than these may exist",
    ]);
  });
});
