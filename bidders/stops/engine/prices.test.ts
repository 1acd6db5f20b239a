import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CABINS, type Cabin, type Passengers } from "../../../proto/messages.ts";
import { AIRPORTS, flight } from "../../../test/fixtures/flights/context.ts";
import { AVAILABILITY, flightData } from "../../../test/fixtures/flights/flight-data.ts";
import { pricer } from "../../../test/fixtures/stops/questions.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { SOLD_CURRENCIES } from "../../flights/fares/carriers.ts";
import { connectionFactor, milesOf } from "../../flights/fares/curves.ts";
import {
  CLASSES,
  fareDay,
  sliceDollars,
  sliceFares,
  throughDollars,
  tierOf,
} from "../../flights/fares/fare.ts";
import { leastLevel, marketLevel } from "../../flights/fares/fare-tables.ts";
import { buildTimetable } from "../../flights/timetable/build.ts";
import type { Leg } from "./legs.ts";
import { networkOf } from "./network.ts";
import { ALL_TIERS, Prices } from "./prices.ts";

/** One carrier at least of each currency and tier, and some that are the same in both. */
const CARRIERS =
  "AA DL B6 LH FR W6 EK FZ AC WS CX HX QF JQ LX NH MM KE BZ SK DC LO TK PC SA FA SV XY TG DD AI 6E OK QS DX BA U2 AM Y4 MH AK PR 5J NZ DY QR SQ TR AD G3 CA 9C ZZ".split(
    " ",
  );
const network = networkOf(
  flightData(
    buildTimetable(
      AIRPORTS,
      CARRIERS.map((code, i) => flight(`${code}${i + 1} LHR-JFK 0900 455`)),
    ),
  ),
);
const { carriers } = network.timetable;
/** 2, 0 and 3 decimals, and units worth much and little. */
const CURRENCIES = [
  "USD",
  "EUR",
  "GBP",
  "JPY",
  "KRW",
  "IDR",
  "ISK",
  "KWD",
  "BHD",
  "JOD",
  "INR",
  "TRY",
  "HUF",
];
const faresOf = (cabin: Cabin) =>
  sliceFares(fareDay(cabin, 20_802, Date.UTC(2026, 10, 1), 1, AVAILABILITY), network.fareTables);
const DAY = faresOf("economy");
const [LHR, JFK] = [network.timetable.airport("LHR"), network.timetable.airport("JFK")] as const;
const ENDS = { origin: LHR, destination: JFK, miles: 3_450 };

const pricesOf = (
  currency: string,
  passengers: Passengers,
  price = pricer(currency, passengers),
) => ({
  price: (seller: number, dollars: number) => price(carriers[seller] as string, dollars),
  prices: new Prices(network, {
    ...ENDS,
    fares: DAY,
    price: (seller, dollars) => price(carriers[seller] as string, dollars),
  }),
});

const passengers = fc
  .record({ adults: fc.integer({ min: 1, max: 9 }), children: fc.nat(8), infants: fc.nat(9) })
  .filter(({ adults, children, infants }) => adults + children <= 9 && infants <= adults);
const seller = fc.nat(carriers.length - 1);
const dollars = fc.oneof(
  fc.double({ min: 20, max: 30_000, noNaN: true }),
  fc.double({ min: 0, max: 200, noNaN: true }),
);

describe("BOUND-3: what so many dollars come to at least", () => {
  test("every currency and every carrier tier is among the sellers", () => {
    const [all, asked] = [carriers, [...network.sellers].map((one) => carriers[one] as string)].map(
      (codes) =>
        new Set(
          codes.map(
            (code) =>
              `${pricer("USD", { adults: 1, children: 1, infants: 1 })(code, 1e6)} ${tierOf(code)}`,
          ),
        ),
    );
    expect(asked).toEqual(all);
    expect(SOLD_CURRENCIES.length).toBeLessThanOrEqual(network.sellers.length);
  });

  test("no ticket costs less, of whatever carrier, in whatever money, for whatever party; nor do two", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CURRENCIES),
        passengers,
        seller,
        seller,
        dollars,
        dollars,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (currency, party, one, other, some, more, share) => {
          const { price, prices } = pricesOf(currency, party);
          expect(prices.least(some)).toBeLessThanOrEqual(price(one, some));
          expect(prices.least(share * some)).toBeLessThanOrEqual(price(one, some));
          expect(prices.least(some + more)).toBeLessThanOrEqual(
            price(one, some) + price(other, more),
          );
          expect(Number.isInteger(prices.least(some))).toBe(true);
        },
      ),
      { numRuns: propertyRuns(3_000) },
    );
  });

  test("every carrier's price at every ten cents lies above, where rounding is coarsest", () => {
    for (const currency of ["JPY", "KRW", "KWD"]) {
      const { price, prices } = pricesOf(currency, { adults: 5, children: 4, infants: 5 });
      const below: string[] = [];
      for (let one = 0; one < carriers.length; one++) {
        for (let some = 100; some < 110; some += 0.1)
          if (prices.least(some) > price(one, some)) below.push(`${carriers[one]} ${some}`);
      }
      expect(below).toEqual([]);
    }
  });

  test("it is not small: for adults it is within one per cent of the price", () => {
    for (const currency of CURRENCIES) {
      const { price, prices } = pricesOf(currency, { adults: 2, children: 0, infants: 0 });
      const least = Math.min(...carriers.map((_, one) => price(one, 500)));
      expect(prices.least(500)).toBeGreaterThan(0.99 * least);
    }
  });

  test("rises with the dollars, and is never less than nothing", () => {
    const { prices } = pricesOf("USD", { adults: 1, children: 0, infants: 0 });
    expect(prices.least(0)).toBe(0);
    expect(prices.least(100)).toBeLessThan(prices.least(101));
  });

  test("what some carriers have no price for costs what the others ask; where none has, there is none", () => {
    const party = { adults: 1, children: 0, infants: 0 };
    const usual = pricer("USD", party);
    const some = pricesOf("USD", party, (code, all) =>
      code === "FR" ? Number.POSITIVE_INFINITY : usual(code, all),
    );
    expect(some.prices.least(500)).toBeGreaterThan(49_000);
    expect(pricesOf("USD", party, () => Number.POSITIVE_INFINITY).prices.least(0)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});

describe("BOUND-1: a through fare from end to end", () => {
  test("is the model's, at its seller's terms, and looked up by stops, detour, carrier and class (FARE-8)", () => {
    const party = { adults: 2, children: 1, infants: 1 };
    const { price, prices } = pricesOf("GBP", party);
    const ways = [
      [0, 0],
      [1.19, 0],
      [1.21, 1],
      [1.31, 3],
      [9, 5],
    ] as const;
    for (let round = 0; round < 2; round++) {
      for (const stops of [1, 2, 3]) {
        for (const [flown, detour] of ways) {
          const factor = connectionFactor(stops, 3_450, detour, false);
          for (let one = 0; one < carriers.length; one++) {
            for (let fareClass = 0; fareClass < CLASSES; fareClass++) {
              const through = throughDollars(DAY, one, fareClass, LHR, JFK, 3_450, factor);
              const quote = prices.through(stops, one, fareClass, flown * 3_450);
              expect(quote.price).toBe(price(one, through));
            }
          }
        }
      }
    }
  });

  describe("beside non-stop flights of the day", () => {
    const [aa, dl, b6] = ["AA", "DL", "B6"].map((code) => carriers.indexOf(code)) as [
      number,
      number,
      number,
    ];
    const query = { ...ENDS, fares: DAY, price: (_: number, all: number) => all };
    const nonstop = (carrier: number, fareClass: number, its = 0): Leg => ({
      carrier,
      fareClass,
      dollars: its,
      row: 0,
      cabin: 0,
      day: 0,
      departureUtc: 0,
      arrivalUtc: 0,
    });
    const run = (carrier: number, fareClass: number, stops = 1) =>
      throughDollars(
        DAY,
        carrier,
        fareClass,
        LHR,
        JFK,
        ENDS.miles,
        connectionFactor(stops, ENDS.miles, 0, false),
      );
    const day = new Prices(network, query, [
      nonstop(aa, 6),
      nonstop(aa, 4),
      nonstop(aa, 9),
      nonstop(b6, 3),
    ]);

    test.each([
      ["its own lowest", aa, 2, 4],
      ["its own lowest, as high", aa, 4, 4],
      ["its flights' class", aa, 7, 7],
      ["another's lowest, where it has none", dl, 2, 3],
      ["its flights' class, where it has none", dl, 5, 5],
      ["its own, though another's is higher", b6, 0, 3],
    ])("FARE-9: in no lower class than %s", (_, carrier, highest, sold) => {
      expect(day.through(1, carrier, highest).dollars).toBe(run(carrier, sold));
    });

    test("FARE-9: the lowest of all is a class too, and without non-stop flights there is none", () => {
      const lowest = new Prices(network, query, [nonstop(aa, 0), nonstop(dl, 8)]);
      expect(lowest.through(1, aa, 0).dollars).toBe(run(aa, 0));
      expect(lowest.through(1, dl, 0).dollars).toBe(run(dl, 8));
      expect(lowest.through(1, carriers.indexOf("LH"), 0).dollars).toBe(
        run(carriers.indexOf("LH"), 0),
      );
      expect(new Prices(network, query).through(1, dl, 2).dollars).toBe(run(dl, 2));
    });

    test.each([
      ["one connection, 0.8", 1, 0.8],
      ["two, as much", 2, 1],
      ["three, 1.05", 3, 1.05],
    ])("FARE-11: %s of the cheapest at least, by level; not on a low-cost carrier", (_, stops, share) => {
      const cheapest = 5_000;
      const expensive = new Prices(network, query, [
        nonstop(aa, 0, 9_000),
        nonstop(dl, 0, cheapest),
      ]);
      const asked = [aa, dl, carriers.indexOf("LH"), carriers.indexOf("SQ")].map((carrier) => {
        const { dollars: all, price } = expensive.through(stops, carrier, 0);
        const level =
          marketLevel(network.fareTables, carrier, LHR, JFK) /
          leastLevel(network.fareTables, carrier);
        expect({ all, price }).toEqual({ all: cheapest * share * level, price: all });
        expect(all).toBeGreaterThanOrEqual(share * cheapest);
        return all;
      });
      expect(new Set(asked).size).toBe(asked.length);
      expect(expensive.through(stops, b6, 0).dollars).toBe(run(b6, 0, stops));
    });

    test("FARE-10: a seller's floor is its through fare in the lowest class, and the least is no more than any", () => {
      for (const stops of [1, 2, 3]) {
        const floors = carriers.map((_, carrier) => day.floor(stops, carrier).price);
        expect(floors).toEqual(carriers.map((_, one) => day.through(stops, one, 0).price));
        const least = Math.min(...floors);
        expect(day.leastFrom(0, stops, ALL_TIERS)).toBeLessThanOrEqual(least);
        expect(day.leastFrom(0, stops, ALL_TIERS)).toBeGreaterThan(least - 3);
        expect(day.floor(stops, aa, 1.3 * ENDS.miles).dollars).toBeGreaterThan(
          day.floor(stops, aa).dollars,
        );
      }
    });
  });

  // Of the carriers of this timetable all fly LHR-JFK; FR alone flies LHR-DUB, which is too short
  // for it to matter; UA flies LHR-LAX, and BA and LH do not.
  test("a rival sells its connection for less, who flies non-stop and who has no rival do not (FARE-7)", () => {
    const own = networkOf(
      flightData(
        buildTimetable(AIRPORTS, [
          flight("UA1 LHR-LAX 0900 660"),
          flight("FR1 LHR-DUB 0900 75"),
          flight("BA1 LHR-JFK 0900 455"),
          flight("LH1 LHR-FRA 0900 95"),
        ]),
      ),
    );
    const { timetable } = own;
    const fares = sliceFares(DAY, own.fareTables);
    const factorOf = (carrier: string, from: string, to: string) => {
      const [a, b] = [timetable.airport(from), timetable.airport(to)];
      const miles = milesOf(timetable.distanceKm(a, b));
      const prices = new Prices(own, { origin: a, destination: b, miles, fares, price: () => 0 });
      const code = timetable.carriers.indexOf(carrier);
      return prices.run(code, 3, a, b, 1, miles) / throughDollars(fares, code, 3, a, b, miles);
    };
    expect(factorOf("UA", "LHR", "LAX")).toBeCloseTo(1.03, 9);
    expect(factorOf("BA", "LHR", "LAX")).toBeCloseTo(0.92, 9);
    expect(factorOf("LH", "LHR", "LAX")).toBeCloseTo(0.92, 9);
    expect(factorOf("LH", "LHR", "SIN")).toBeCloseTo(1.03, 9);
    expect(factorOf("LH", "LHR", "DUB")).toBeCloseTo(1.06, 9);
  });

  test("an itinerary of one carrier has it where that is the cheaper, and FARE-1's sum where not", () => {
    let [whole, apart] = [0, 0];
    fc.assert(
      fc.property(
        fc.constantFrom(...CABINS),
        seller,
        fc.array(
          fc.record({ miles: fc.integer({ min: 50, max: 2_500 }), fareClass: fc.nat(CLASSES - 1) }),
          { minLength: 2, maxLength: 4 },
        ),
        fc.integer({ min: 50, max: 5_000 }),
        (cabin, carrier, flights, miles) => {
          const fares = faresOf(cabin);
          const price = pricer("USD", { adults: 1, children: 0, infants: 0 });
          const prices = new Prices(network, {
            ...ENDS,
            fares,
            miles,
            price: (one, all) => price(carriers[one] as string, all),
          });
          const legs = flights.map(({ miles: own, fareClass }): Leg => {
            const alone = throughDollars(fares, carrier, fareClass, LHR, JFK, own);
            return {
              carrier,
              fareClass,
              dollars: alone,
              row: 0,
              cabin: CABINS.indexOf(cabin),
              day: 0,
              departureUtc: 0,
              arrivalUtc: 0,
            };
          });
          const stops = flights.length - 1;
          const factor = connectionFactor(stops, miles, 0, false);
          const sum = sliceDollars(legs, (_, __, fareClass) =>
            throughDollars(fares, carrier, fareClass, LHR, JFK, miles, factor),
          );
          const quote = prices.throughQuote(legs, miles);
          if (quote === undefined) {
            expect(sum).toBeCloseTo(
              legs.reduce((all, leg) => all + leg.dollars, 0),
              9,
            );
            apart++;
          } else {
            expect(quote).toEqual({ dollars: sum, price: price(carriers[carrier] as string, sum) });
            whole++;
          }
        },
      ),
      { numRuns: propertyRuns(1_000) },
    );
    expect(Math.min(whole, apart)).toBeGreaterThan(propertyRuns(1_000) / 50);
  });
});
