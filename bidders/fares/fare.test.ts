import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CABINS } from "../../proto/messages.ts";
import { minorDigits } from "../../proto/money.ts";
import { SOLD_CURRENCIES } from "./carriers.ts";
import { advanceFactor, averageDollars, cabinFactor, ceilingDollars, FLOOR_SHARE, milesOf, siflDollars, stopsFactor } from "./curves.ts";
import {
  demandOf,
  expiryMs,
  type FareDay,
  fareDay,
  fareLeg,
  flightSeed,
  kindOf,
  onSale,
  partyPrice,
  sellerFactor,
  sliceDollars,
  throughDollars,
  ticketDollars,
} from "./fare.ts";
import { minorUnitsPerDollar } from "./rates.ts";

const DAY = 20_802; // 2026-12-15, a Tuesday
const DAY_MS = 86_400_000;
const ONE_ADULT = { adults: 1, children: 0, infants: 0 };

const milesArb = fc.double({ min: 30, max: 10_000, noNaN: true });
const carrierArb = fc.constantFrom("BA", "FR", "EK", "ZZ", "AA", "JL");
const cabinArb = fc.constantFrom(...CABINS);
const numberArb = fc.integer({ min: 1, max: 9999 });
const aheadArb = fc.integer({ min: 0, max: 361 });

function legOf(day: FareDay, carrier: string, number: number, miles: number, departureDay = DAY) {
  return fareLeg(day, carrier, kindOf(carrier), demandOf(flightSeed(`${carrier}${number}`), departureDay), miles);
}

describe("published curves", () => {
  test.each([
    [0, 179],
    [1000, 239],
    [3451, 386.06],
  ])("the average of %d miles is %d dollars", (miles, dollars) => {
    expect(averageDollars(miles)).toBeCloseTo(dollars, 6);
  });

  test.each([
    [0, 41.71],
    [500, 155.81],
    [1500, 329.81],
    [3451, 656.2123],
  ])("the Standard Industry Fare Level of %d miles is %d dollars", (miles, dollars) => {
    expect(siflDollars(miles)).toBeCloseTo(dollars, 4);
  });

  test("LHR to JFK is 3,451 miles", () => expect(Math.round(milesOf(5554))).toBe(3451));
});

describe("a flight's fare", () => {
  test("BA117 on 2026-12-15, three weeks before, is the same for ever", () => {
    const day = fareDay("economy", DAY, (DAY - 21) * DAY_MS);
    const leg = legOf(day, "BA", 117, 3451);
    expect(partyPrice(leg.dollars, "BA", ONE_ADULT)).toEqual({ amount: 33313, currency: "GBP" });
  });

  test("does not grow with the days left (F6)", () => {
    fc.assert(
      fc.property(carrierArb, numberArb, milesArb, cabinArb, aheadArb, aheadArb, (carrier, number, miles, cabin, a, b) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)].map(
          (ahead) => legOf(fareDay(cabin, DAY, (DAY - ahead) * DAY_MS), carrier, number, miles).dollars,
        );
        expect(near).toBeGreaterThanOrEqual(far as number);
      }),
    );
    for (let days = 0; days < 400; days++) expect(advanceFactor(days)).toBeGreaterThanOrEqual(advanceFactor(days + 1));
    expect(advanceFactor(-1)).toBe(advanceFactor(0));
    expect(advanceFactor(21)).toBe(1);
  });

  test("grows with the cabin (F6)", () => {
    fc.assert(
      fc.property(carrierArb, numberArb, milesArb, aheadArb, (carrier, number, miles, ahead) => {
        const fares = CABINS.map((cabin) => legOf(fareDay(cabin, DAY, (DAY - ahead) * DAY_MS), carrier, number, miles).dollars);
        for (let i = 1; i < fares.length; i++) expect(fares[i]).toBeGreaterThan(fares[i - 1] as number);
      }),
    );
  });

  test("stays between floor and ceiling", () => {
    fc.assert(
      fc.property(carrierArb, numberArb, milesArb, cabinArb, aheadArb, (carrier, number, miles, cabin, ahead) => {
        const { dollars } = legOf(fareDay(cabin, DAY, (DAY - ahead) * DAY_MS), carrier, number, miles);
        expect(dollars).toBeGreaterThanOrEqual(FLOOR_SHARE * averageDollars(miles) * cabinFactor(cabin, miles) - 1e-9);
        expect(dollars).toBeLessThanOrEqual(ceilingDollars(miles) * cabinFactor(cabin, miles) + 1e-9);
      }),
    );
  });

  test("at three weeks centres on the published average, 80 % of fares within 30 % of it", () => {
    const shares: number[] = [];
    for (let number = 1; number <= 500; number++) {
      for (let day = DAY; day < DAY + 7; day++) {
        shares.push(legOf(fareDay("economy", day, (day - 21) * DAY_MS), "AA", number, 1200, day).dollars / averageDollars(1200));
      }
    }
    shares.sort((a, b) => a - b);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.02);
    expect(shares[Math.floor(shares.length * 0.1)]).toBeGreaterThan(0.7);
    expect(shares[Math.floor(shares.length * 0.9)]).toBeLessThan(1.3);
  });

  test("differs from date to date and from flight to flight", () => {
    const demands = new Set<number>();
    for (let day = DAY; day < DAY + 30; day++) for (const number of [117, 118]) demands.add(demandOf(flightSeed(`BA${number}`), day));
    expect(demands.size).toBe(60);
  });

  test("low-cost carriers ask less and premium carriers more", () => {
    const day = fareDay("economy", DAY, (DAY - 30) * DAY_MS);
    const [fr, aa, ek] = ["FR", "AA", "EK"].map((carrier) => throughDollars(day, kindOf(carrier), 1, 2000, 0));
    expect(fr).toBeLessThan(aa as number);
    expect(aa).toBeLessThan(ek as number);
  });
});

describe("a slice's fare", () => {
  // A line of airports: leg i is `miles[i]` long, the great circle between two of them nine tenths of the way flown.
  const way = (miles: readonly number[]) => (from: number, to: number) =>
    from === to ? (miles[from] as number) : 0.9 * miles.slice(from, to + 1).reduce((sum, one) => sum + one, 0);

  test("a carrier's through fare is never dearer than its flights one by one (F1)", () => {
    fc.assert(
      fc.property(
        carrierArb,
        cabinArb,
        aheadArb,
        fc.array(fc.tuple(numberArb, milesArb), { minLength: 2, maxLength: 3 }),
        (c, cabin, ahead, legs) => {
          const day = fareDay(cabin, DAY, (DAY - ahead) * DAY_MS);
          const priced = legs.map(([number, miles]) => legOf(day, c, number, miles));
          const apart = priced.reduce((sum, leg) => sum + leg.dollars, 0);
          expect(sliceDollars(day, priced, way(legs.map(([, miles]) => miles)))).toBeLessThanOrEqual(apart);
        },
      ),
    );
  });

  test("and is cheaper where the flights are alike", () => {
    const day = fareDay("economy", DAY, (DAY - 30) * DAY_MS);
    const legs = [legOf(day, "BA", 1, 800), legOf(day, "BA", 2, 800)];
    const through = sliceDollars(day, legs, way([800, 800]));
    expect(through).toBeLessThan(0.7 * ((legs[0]?.dollars ?? 0) + (legs[1]?.dollars ?? 0)));
  });

  test("the discount of a connection grows with the distance; short ways have none (F7)", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), milesArb, milesArb, (stops, a, b) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)];
        expect(stopsFactor(stops, far)).toBeLessThanOrEqual(stopsFactor(stops, near));
        expect(stopsFactor(stops, Math.min(near, 1000))).toBeGreaterThan(1);
        expect(stopsFactor(0, near)).toBe(1);
      }),
    );
    expect([1, 2, 3].map((stops) => stopsFactor(stops, 1000))).toEqual([1.06, 1.12, 1.12]);
    expect([1, 2].map((stops) => stopsFactor(stops, 2000))).toEqual([expect.closeTo(0.98, 9), expect.closeTo(0.995, 9)]);
    expect([1, 2].map((stops) => stopsFactor(stops, 3000))).toEqual([expect.closeTo(0.9, 9), expect.closeTo(0.87, 9)]);
  });

  test("several carriers: the sum of each one's run, less 4 % (F2)", () => {
    const day = fareDay("economy", DAY, (DAY - 30) * DAY_MS);
    const [a, b, c] = [legOf(day, "BA", 1, 800), legOf(day, "AA", 2, 900), legOf(day, "AA", 3, 400)];
    const miles = way([800, 900, 400]);
    const run = Math.min(b.dollars + c.dollars, throughDollars(day, 1, (b.demand + c.demand) / 2, miles(1, 2), 1));
    expect(sliceDollars(day, [a, b, c], miles)).toBeCloseTo((a.dollars + run) * 0.96, 9);
    expect(sliceDollars(day, [b, a, c], miles)).toBeCloseTo((a.dollars + b.dollars + c.dollars) * 0.96, 9);
  });
});

describe("a ticket's price", () => {
  test("all slices from one seller are 7 % cheaper (F3)", () => {
    expect(ticketDollars([300, 200], true)).toBeCloseTo(465, 9);
    expect(ticketDollars([300, 200], false)).toBe(500);
    expect(ticketDollars([300], true)).toBe(300);
  });

  test("a partner asks 3 % less to 6 % more, the operating carrier its own fare (F4)", () => {
    expect(sellerFactor("BA", "BA", flightSeed("BA117"), DAY)).toBe(1);
    const factors = Array.from({ length: 1000 }, (_, i) => sellerFactor("AA", "BA", flightSeed("BA117"), DAY + i));
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.97);
    expect(Math.max(...factors)).toBeLessThan(1.06);
    expect(new Set(factors).size).toBeGreaterThan(900);
  });

  test.each([
    // 200.25 dollars at 96.3, 157 and 100 minor units.
    ["LH", { adults: 1, children: 0, infants: 0 }, { amount: 19284, currency: "EUR" }],
    ["JL", { adults: 2, children: 0, infants: 0 }, { amount: 62878, currency: "JPY" }],
    ["AA", { adults: 2, children: 1, infants: 1 }, { amount: 2 * 20025 + 15019 + 2003, currency: "USD" }],
  ])("%s sells to %j at %j (A9, F5)", (seller, passengers, price) => {
    expect(partyPrice(200.25, seller, passengers)).toEqual(price);
  });

  test("is an integer, whatever the party and the currency (A9)", () => {
    const parties = fc.record({ adults: fc.integer({ min: 1, max: 9 }), children: fc.nat(8), infants: fc.nat(9) });
    fc.assert(
      fc.property(fc.double({ min: 50, max: 20_000, noNaN: true }), carrierArb, parties, (dollars, seller, passengers) => {
        expect(Number.isSafeInteger(partyPrice(dollars, seller, passengers).amount)).toBe(true);
      }),
    );
  });

  test("every currency that is sold in has a rate and is in ISO 4217", () => {
    for (const currency of SOLD_CURRENCIES) {
      expect(minorDigits(currency)).toBeDefined();
      expect(minorUnitsPerDollar(currency)).toBeGreaterThan(0);
    }
    expect(() => minorUnitsPerDollar("XXX")).toThrow("no rate for 'XXX'");
  });

  test.each([
    ["a day before", 24 * 60, 30],
    ["an hour before", 60, 15],
  ])("%s departure it holds for the half hour, but not past the close of sales", (_, minutesLeft, holdsMinutes) => {
    const now = 1_000_000 * 60_000;
    expect(expiryMs(now, 1_000_000 + minutesLeft)).toBe(now + holdsMinutes * 60_000);
    expect(onSale(now, 1_000_000 + minutesLeft)).toBe(true);
    expect(onSale(now, 1_000_000 + 45)).toBe(false);
  });
});
