import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CABINS, type Passengers } from "../../../proto/messages.ts";
import { AIRPORTS, flight } from "../../../test/fixtures/flights/context.ts";
import { AVAILABILITY, flightData } from "../../../test/fixtures/flights/flight-data.ts";
import { pricer } from "../../../test/fixtures/stops/questions.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { SOLD_CURRENCIES } from "../../flights/fares/carriers.ts";
import {
  CLASSES,
  fareDay,
  kindOf,
  sliceDollars,
  throughDollars,
} from "../../flights/fares/fare.ts";
import { buildTimetable } from "../../flights/timetable/build.ts";
import type { Leg } from "./legs.ts";
import { networkOf } from "./network.ts";
import { Prices } from "./prices.ts";

/** One carrier at least of each currency and kind, and some that are the same in both. */
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
const DAY = fareDay("economy", 20_802, Date.UTC(2026, 10, 1), 1, AVAILABILITY);

const pricesOf = (
  currency: string,
  passengers: Passengers,
  price = pricer(currency, passengers),
) => ({
  price: (seller: number, dollars: number) => price(carriers[seller] as string, dollars),
  prices: new Prices(network, {
    fares: DAY,
    miles: 3_450,
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
  test("every currency and every kind of carrier is among the sellers", () => {
    const [all, asked] = [carriers, [...network.sellers].map((one) => carriers[one] as string)].map(
      (codes) =>
        new Set(
          codes.map(
            (code) =>
              `${pricer("USD", { adults: 1, children: 1, infants: 1 })(code, 1e6)} ${kindOf(code)}`,
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

  test("it is no trifle: for adults it is the price but for a per cent", () => {
    for (const currency of CURRENCIES) {
      const { price, prices } = pricesOf(currency, { adults: 2, children: 0, infants: 0 });
      const least = Math.min(...carriers.map((_, one) => price(one, 500)));
      expect(prices.least(500)).toBeGreaterThan(0.99 * least);
    }
  });

  test("rises with the dollars, and is never less than nothing", () => {
    const { prices } = pricesOf("USD", { adults: 1, children: 0, infants: 0 });
    expect([prices.least(0), prices.least(100) < prices.least(101)]).toEqual([0, true]);
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
  test("is the model's, at its seller's terms, and looked up by stops, carrier and class", () => {
    const party = { adults: 2, children: 1, infants: 1 };
    const { price, prices } = pricesOf("GBP", party);
    for (let round = 0; round < 2; round++) {
      for (const stops of [1, 2, 3]) {
        for (let one = 0; one < carriers.length; one++) {
          for (let fareClass = 0; fareClass < CLASSES; fareClass++) {
            const through = throughDollars(
              DAY,
              kindOf(carriers[one] as string),
              fareClass,
              3_450,
              stops,
            );
            expect(prices.through(stops, one, fareClass).price).toBe(price(one, through));
          }
        }
      }
    }
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
          const fares = fareDay(cabin, 20_802, Date.UTC(2026, 10, 1), 1, AVAILABILITY);
          const price = pricer("USD", { adults: 1, children: 0, infants: 0 });
          const prices = new Prices(network, {
            fares,
            miles,
            price: (one, all) => price(carriers[one] as string, all),
          });
          const kind = kindOf(carriers[carrier] as string);
          const legs = flights.map((one): Leg => {
            const alone = throughDollars(fares, kind, one.fareClass, one.miles, 0);
            return {
              carrier,
              kind,
              fareClass: one.fareClass,
              dollars: alone,
              row: 0,
              day: 0,
              departureUtc: 0,
              arrivalUtc: 0,
            };
          });
          const sum = sliceDollars(fares, legs, () => miles);
          const quote = prices.throughQuote(legs);
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
    expect(Math.min(whole, apart)).toBeGreaterThan(20);
  });
});
