import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CABINS } from "../../../proto/messages.ts";
import { AVAILABILITY } from "../../../test/fixtures/flights/flight-data.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { operatesOn } from "../timetable/departures.ts";
import { loadTimetable } from "../timetable/load.ts";
import {
  averageDollars,
  cabinFactor,
  ceilingDollars,
  FLOOR_SHARE,
  milesOf,
  siflDollars,
  stopsFactor,
} from "./curves.ts";
import {
  CLASSES,
  classFactor,
  expiryMs,
  type FareDay,
  type FareLeg,
  fareClass,
  fareDay,
  fareLeg,
  flightSeed,
  kindOf,
  onSale,
  sellerFactor,
  sliceDollars,
  throughDollars,
} from "./fare.ts";

const DAY = 20_802; // 2026-12-15, a Tuesday
const DAY_MS = 86_400_000;

const milesArb = fc.double({ min: 30, max: 10_000, noNaN: true });
const carrierArb = fc.constantFrom("BA", "FR", "EK", "ZZ", "AA", "JL");
const cabinArb = fc.constantFrom(...CABINS);
const numberArb = fc.integer({ min: 1, max: 9999 });
const aheadArb = fc.oneof(fc.integer({ min: 0, max: 361 }), fc.integer({ min: -1, max: 22 }));
const seatsArb = fc.integer({ min: 1, max: 9 });
const classArb = fc.integer({ min: 0, max: CLASSES - 1 });

const dayOf = (cabin: FareDay["cabin"], ahead: number, seats = 1, date = DAY) =>
  fareDay(cabin, date, (date - ahead) * DAY_MS, seats, AVAILABILITY);

/** Undefined where it is full. */
function sold(
  day: FareDay,
  carrier: string,
  number: number,
  miles: number,
  departureDay = DAY,
): FareLeg | undefined {
  const open = fareClass(day, flightSeed(`${carrier}${number}`), departureDay);
  return open === CLASSES ? undefined : fareLeg(day, carrier, kindOf(carrier), open, miles);
}

/** Of one traveller in economy: there is always a seat. */
function legOf(day: FareDay, carrier: string, number: number, miles: number): FareLeg {
  return sold(day, carrier, number, miles) as FareLeg;
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
  test("BA117 on 2026-12-15, three weeks before, always costs the same", () => {
    const leg = legOf(dayOf("economy", 21), "BA", 117, 3451);
    expect(leg.fareClass).toBe(6);
    expect(leg.dollars).toBeCloseTo(386.06 * 0.94 * 1.12, 6);
  });

  test("does not grow with the days left, nor with fewer seats (FARE-6)", () => {
    fc.assert(
      fc.property(
        carrierArb,
        numberArb,
        milesArb,
        cabinArb,
        aheadArb,
        aheadArb,
        seatsArb,
        seatsArb,
        (carrier, number, miles, cabin, ...two) => {
          const [a, b, s, t] = two;
          const expensive = sold(
            dayOf(cabin, Math.min(a, b), Math.max(s, t)),
            carrier,
            number,
            miles,
          );
          const cheap = sold(dayOf(cabin, Math.max(a, b), Math.min(s, t)), carrier, number, miles);
          expect(expensive?.dollars ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(
            cheap?.dollars ?? Number.POSITIVE_INFINITY,
          );
        },
      ),
      { numRuns: propertyRuns(1_000) },
    );
  });

  test("grows with the cabin (FARE-6)", () => {
    fc.assert(
      fc.property(
        carrierArb,
        numberArb,
        milesArb,
        aheadArb,
        seatsArb,
        (carrier, number, miles, ahead, seats) => {
          const fares = CABINS.map(
            (cabin) => sold(dayOf(cabin, ahead, seats), carrier, number, miles)?.dollars,
          ).filter((one) => one !== undefined);
          for (let i = 1; i < fares.length; i++)
            expect(fares[i]).toBeGreaterThan(fares[i - 1] as number);
        },
      ),
      { numRuns: propertyRuns(2_000) },
    );
  });

  test("never falls when kind, class or, for the same stops, miles rise", () => {
    const kindArb = fc.constantFrom("FR", "AA", "EK").map(kindOf);
    fc.assert(
      fc.property(
        cabinArb,
        fc.integer({ min: 0, max: 6 }),
        fc.tuple(kindArb, kindArb),
        fc.tuple(classArb, classArb),
        fc.tuple(milesArb, milesArb),
        fc.nat(3),
        (cabin, weekday, kinds, classes, miles, stops) => {
          const day = dayOf(cabin, 30, 1, DAY + weekday);
          const at = (pick: (...two: number[]) => number) =>
            throughDollars(day, pick(...kinds), pick(...classes), pick(...miles), stops);
          expect(at(Math.max)).toBeGreaterThanOrEqual(at(Math.min));
        },
      ),
      { numRuns: propertyRuns(2_000) },
    );
    for (let one = 1; one < CLASSES; one++)
      expect(classFactor(one)).toBeGreaterThan(classFactor(one - 1));
  });

  test("stays between floor and ceiling", () => {
    fc.assert(
      fc.property(
        carrierArb,
        classArb,
        milesArb,
        cabinArb,
        fc.nat(3),
        (carrier, open, miles, cabin, stops) => {
          const dollars = throughDollars(dayOf(cabin, 9), kindOf(carrier), open, miles, stops);
          expect(dollars).toBeGreaterThanOrEqual(
            FLOOR_SHARE * averageDollars(miles) * cabinFactor(cabin, miles) - 1e-9,
          );
          expect(dollars).toBeLessThanOrEqual(
            ceilingDollars(miles) * cabinFactor(cabin, miles) + 1e-9,
          );
        },
      ),
    );
  });

  test("at three weeks centres on the published average, 80 % of fares within 30 % of it, over the timetable that ships", async () => {
    const timetable = await loadTimetable(null);
    const shares: number[] = [];
    for (let row = 0; row < timetable.rows; row += 7) {
      const carrier = timetable.carriers[timetable.carrier[row] as number] as string;
      if (kindOf(carrier) !== 1) continue;
      const miles = milesOf(
        timetable.distanceKm(timetable.origin[row] as number, timetable.destination[row] as number),
      );
      for (let date = DAY; date < DAY + 7; date++) {
        if (!operatesOn(timetable, row, date)) continue;
        const leg = sold(
          dayOf("economy", 21, 1, date),
          carrier,
          timetable.number[row] as number,
          miles,
          date,
        );
        shares.push((leg as FareLeg).dollars / averageDollars(miles));
      }
    }
    shares.sort((a, b) => a - b);
    expect(shares.length).toBeGreaterThan(20_000);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.02);
    expect(shares[Math.floor(shares.length * 0.1)]).toBeGreaterThan(0.7);
    expect(shares[Math.floor(shares.length * 0.9)]).toBeLessThan(1.3);
  });

  test("low-cost carriers ask less and premium carriers more", () => {
    const [fr, aa, ek] = ["FR", "AA", "EK"].map((carrier) =>
      throughDollars(dayOf("economy", 30), kindOf(carrier), 5, 2000, 0),
    );
    expect(fr).toBeLessThan(aa as number);
    expect(aa).toBeLessThan(ek as number);
  });
});

describe("a slice's fare", () => {
  // A line of airports: leg i is `miles[i]` long, the great circle between two of them nine tenths
  // of the distance flown.
  const distance = (miles: readonly number[]) => (from: number, to: number) =>
    from === to
      ? (miles[from] as number)
      : 0.9 * miles.slice(from, to + 1).reduce((sum, one) => sum + one, 0);

  test("a carrier's through fare never costs more than its flights one by one (FARE-1)", () => {
    fc.assert(
      fc.property(
        carrierArb,
        cabinArb,
        fc.array(fc.tuple(classArb, milesArb), { minLength: 2, maxLength: 4 }),
        (carrier, cabin, flights) => {
          const day = dayOf(cabin, 30);
          const legs = flights.map(([open, miles]) =>
            fareLeg(day, carrier, kindOf(carrier), open, miles),
          );
          const apart = legs.reduce((sum, leg) => sum + leg.dollars, 0);
          expect(
            sliceDollars(day, legs, distance(flights.map(([, miles]) => miles))),
          ).toBeLessThanOrEqual(apart);
        },
      ),
    );
  });

  test("it takes the highest class of its flights (FARE-1)", () => {
    const day = dayOf("economy", 30);
    const legs = [3, 8, 5].map((open) => fareLeg(day, 7, 1, open, 900));
    const miles = distance([900, 900, 900]);
    expect(sliceDollars(day, legs, miles)).toBe(throughDollars(day, 1, 8, miles(0, 2), 2));
    expect(sliceDollars(day, legs, miles)).toBeGreaterThan(
      throughDollars(day, 1, 5, miles(0, 2), 2),
    );
  });

  test("and is cheaper where the flights are alike", () => {
    const day = dayOf("economy", 30);
    const legs = [fareLeg(day, "BA", 1, 4, 800), fareLeg(day, "BA", 1, 4, 800)];
    const through = sliceDollars(day, legs, distance([800, 800]));
    expect(through).toBeLessThan(0.7 * ((legs[0]?.dollars ?? 0) + (legs[1]?.dollars ?? 0)));
  });

  test("the discount of a connection grows with the distance; short slices have none (FARE-7)", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), milesArb, milesArb, (stops, a, b) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)];
        expect(stopsFactor(stops, far)).toBeLessThanOrEqual(stopsFactor(stops, near));
        expect(stopsFactor(stops, Math.min(near, 1000))).toBeGreaterThan(1);
        expect(stopsFactor(0, near)).toBe(1);
      }),
    );
    expect([1, 2, 3].map((stops) => stopsFactor(stops, 1000))).toEqual([1.06, 1.12, 1.12]);
    expect([1, 2].map((stops) => stopsFactor(stops, 2000))).toEqual([
      expect.closeTo(0.98, 9),
      expect.closeTo(0.995, 9),
    ]);
    expect([1, 2].map((stops) => stopsFactor(stops, 3000))).toEqual([
      expect.closeTo(0.9, 9),
      expect.closeTo(0.87, 9),
    ]);
  });

  test("several carriers: the sum of each one's run, less 4 % (FARE-2)", () => {
    const day = dayOf("economy", 30);
    const [a, b, c] = [
      fareLeg(day, "BA", 1, 3, 800),
      fareLeg(day, "AA", 1, 6, 900),
      fareLeg(day, "AA", 1, 2, 400),
    ] as const;
    const miles = distance([800, 900, 400]);
    const run = Math.min(b.dollars + c.dollars, throughDollars(day, 1, 6, miles(1, 2), 1));
    expect(sliceDollars(day, [a, b, c], miles)).toBeCloseTo((a.dollars + run) * 0.96, 9);
    expect(sliceDollars(day, [b, a, c], miles)).toBeCloseTo(
      (a.dollars + b.dollars + c.dollars) * 0.96,
      9,
    );
  });
});

describe("sales", () => {
  test("a partner asks 3 % less to 6 % more, the operating carrier its own fare (FARE-4)", () => {
    expect(sellerFactor("BA", "BA", flightSeed("BA117"), DAY)).toBe(1);
    const factors = Array.from({ length: 1000 }, (_, i) =>
      sellerFactor("AA", "BA", flightSeed("BA117"), DAY + i),
    );
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.97);
    expect(Math.max(...factors)).toBeLessThan(1.06);
    expect(new Set(factors).size).toBeGreaterThan(900);
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
