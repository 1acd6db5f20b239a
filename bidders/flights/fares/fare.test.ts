import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CABINS } from "../../../proto/messages.ts";
import { AIRPORTS, flight } from "../../../test/fixtures/flights/context.ts";
import { AVAILABILITY } from "../../../test/fixtures/flights/flight-data.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { buildTimetable } from "../timetable/build.ts";
import { operatesOn } from "../timetable/departures.ts";
import { loadTimetable } from "../timetable/load.ts";
import { cabinFactor, connectionFactor, weekdayFactor } from "./curves.ts";
import {
  CLASSES,
  classFactor,
  expiryMs,
  type FareDay,
  type FareLeg,
  fareClass,
  fareDay,
  flightSeed,
  onSale,
  sellerFactor,
  sliceDollars,
  sliceFares,
  throughDollars,
  tierOf,
} from "./fare.ts";
import { fareTablesOf, leastLevel, marketLevel } from "./fare-tables.ts";
import { seatsFactor } from "./mixed-cabins.ts";
import { averageDollars } from "./region-curves.ts";
import { fareRegionOf } from "./regions.ts";
import { seasonFactor, seasonsOn } from "./seasons.ts";

const DAY = 20_802; // 2026-12-15, a Tuesday
const DAY_MS = 86_400_000;

const CARRIERS = ["BA", "FR", "EK", "ZZ", "AA", "JL"];
const timetable = buildTimetable(
  AIRPORTS,
  CARRIERS.map((code) => flight(`${code}1 LHR-JFK 0900 455`)),
);
const tables = fareTablesOf(timetable);
const carrierIndex = (code: string) => timetable.carriers.indexOf(code);
const [BA, AA] = [carrierIndex("BA"), carrierIndex("AA")] as const;
const [LHR, JFK] = [timetable.airport("LHR"), timetable.airport("JFK")] as const;

const milesArb = fc.double({ min: 30, max: 10_000, noNaN: true });
const carrierArb = fc.constantFrom(...CARRIERS);
const cabinArb = fc.constantFrom(...CABINS);
const numberArb = fc.integer({ min: 1, max: 9999 });
const aheadArb = fc.oneof(fc.integer({ min: 0, max: 361 }), fc.integer({ min: -1, max: 22 }));
const seatsArb = fc.integer({ min: 1, max: 9 });
const classArb = fc.integer({ min: 0, max: CLASSES - 1 });
const airportArb = fc.nat(AIRPORTS.length - 1);
const endsArb = fc.tuple(airportArb, airportArb).filter(([from, to]) => from !== to);

const dayOf = (cabin: FareDay["cabin"], ahead: number, seats = 1, date = DAY) =>
  sliceFares(fareDay(cabin, date, (date - ahead) * DAY_MS, seats, AVAILABILITY), tables);

/**
 * The fare between London and New York, whatever the distance. Undefined where the flight is full.
 */
function sold(
  day: ReturnType<typeof dayOf>,
  carrier: string,
  number: number,
  miles: number,
): FareLeg | undefined {
  const open = fareClass(day, flightSeed(`${carrier}${number}`), day.day);
  if (open === CLASSES) return undefined;
  const code = carrierIndex(carrier);
  const dollars = throughDollars(day, code, open, LHR, JFK, miles);
  return { carrier: code, fareClass: open, dollars };
}

describe("a flight's fare", () => {
  test("BA117 on 2026-12-15, three weeks before, always costs the same", () => {
    const day = dayOf("economy", 21);
    const leg = sold(day, "BA", 117, 3451) as FareLeg;
    expect(leg.fareClass).toBe(6);
    expect(leg.dollars).toBeCloseTo(489.497, 2);
    const [uk, us] = [fareRegionOf("GB"), fareRegionOf("US")];
    const average = averageDollars(uk, us, 1, 3451);
    expect(average).toBeCloseTo(195 + 0.074 * 3451, 9);
    const season = seasonFactor(seasonsOn(DAY), uk, us);
    const level = marketLevel(tables, BA, LHR, JFK);
    expect(weekdayFactor(DAY)).toBe(0.94);
    expect(leg.dollars).toBeCloseTo(average * season * 0.94 * level * 1.12, 6);
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
      { numRuns: propertyRuns(3_000) },
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
      { numRuns: propertyRuns(3_000) },
    );
  });

  test("grows with the cabin of any of its flights, of a mixed through fare (FARE-6, FARE-12)", () => {
    const flights = fc.array(
      fc.record({
        number: numberArb,
        km: fc.integer({ min: 30, max: 9_000 }),
        cabins: fc.tuple(fc.nat(CABINS.length - 1), fc.nat(CABINS.length - 1)),
      }),
      { minLength: 1, maxLength: 4 },
    );
    let compared = 0;
    fc.assert(
      fc.property(flights, milesArb, aheadArb, seatsArb, (its, miles, ahead, seats) => {
        const days = CABINS.map((cabin) => dayOf(cabin, ahead, seats));
        const factor = (pick: (...two: number[]) => number) => {
          const booked = its.map(({ number, cabins }) => {
            const cabin = pick(...cabins);
            const day = days[cabin] as (typeof days)[number];
            return { cabin, fareClass: fareClass(day, flightSeed(`BA${number}`), DAY) };
          });
          if (booked.some(({ fareClass: one }) => one === CLASSES)) return undefined;
          const km = its.map((one) => one.km);
          return seatsFactor(booked, km, 0, its.length - 1, miles);
        };
        const [lower, better] = [factor(Math.min), factor(Math.max)];
        if (lower === undefined || better === undefined) return;
        compared++;
        expect(better).toBeGreaterThanOrEqual(lower * (1 - 1e-12));
      }),
      { numRuns: propertyRuns(3_000) },
    );
    expect(compared).toBeGreaterThan(propertyRuns(3_000) / 10);
  });

  test("FARE-12: of one cabin it is that of the highest class, and no seat counts above its cabin's most expensive class", () => {
    const [business, economy] = [CABINS.indexOf("business"), CABINS.indexOf("economy")];
    const seat = (cabin: number, open: number) => ({ cabin, fareClass: open });
    const [full, cheap] = [classFactor(CLASSES - 1), classFactor(1)];
    const factorOf = (seats: readonly ReturnType<typeof seat>[], least?: number) =>
      seatsFactor(seats, [1_000, 3_000], 0, 1, 5_000, least);
    expect(factorOf([seat(business, 1), seat(business, 3)])).toBeCloseTo(4.3 * classFactor(3), 9);
    expect(factorOf([seat(economy, 1), seat(economy, 0)])).toBeCloseTo(cheap, 9);
    // However cheap the seat of the feeder: the business fare holds it.
    for (const open of [0, 5, CLASSES - 1])
      expect(factorOf([seat(economy, open), seat(business, 1)])).toBeCloseTo(
        (full + 3 * 4.3 * cheap) / 4,
        9,
      );
    expect(factorOf([seat(economy, 0), seat(business, 1)], 5)).toBeCloseTo((full + 3 * 5) / 4, 9);
  });

  test("never falls when class, connection or miles rise, and is in proportion to the first two", () => {
    fc.assert(
      fc.property(
        cabinArb,
        fc.integer({ min: 0, max: 400 }),
        carrierArb,
        endsArb,
        fc.tuple(classArb, classArb),
        fc.tuple(milesArb, milesArb),
        fc.tuple(
          fc.double({ min: 0.8, max: 1.5, noNaN: true }),
          fc.double({ min: 0.8, max: 1.5, noNaN: true }),
        ),
        (cabin, later, carrier, [from, to], classes, miles, connections) => {
          const day = dayOf(cabin, 30, 1, DAY + later);
          const code = carrierIndex(carrier);
          const at = (pick: (...two: number[]) => number) =>
            throughDollars(
              day,
              code,
              pick(...classes),
              from,
              to,
              pick(...miles),
              pick(...connections),
            );
          expect(at(Math.max)).toBeGreaterThanOrEqual(at(Math.min));
          const plain = throughDollars(day, code, 0, from, to, miles[0]);
          expect(
            throughDollars(day, code, classes[0], from, to, miles[0], connections[0]) / plain,
          ).toBeCloseTo((classFactor(classes[0]) / classFactor(0)) * connections[0], 9);
        },
      ),
      { numRuns: propertyRuns(3_000) },
    );
    for (let one = 1; one < CLASSES; one++)
      expect(classFactor(one)).toBeGreaterThan(classFactor(one - 1));
  });

  test("is no less than its line at the carrier's least level, in the cabin's factor at no distance", () => {
    fc.assert(
      fc.property(
        carrierArb,
        classArb,
        endsArb,
        milesArb,
        cabinArb,
        fc.integer({ min: 0, max: 400 }),
        (carrier, open, [from, to], miles, cabin, later) => {
          const day = dayOf(cabin, 30, 1, DAY + later);
          const code = carrierIndex(carrier);
          const [a, b] = [tables.airportRegion[from], tables.airportRegion[to]] as [number, number];
          const least =
            averageDollars(a, b, tierOf(carrier), miles) *
            seasonFactor(seasonsOn(day.day), a, b) *
            weekdayFactor(day.day) *
            leastLevel(tables, code) *
            classFactor(open) *
            cabinFactor(cabin, 0);
          expect(throughDollars(day, code, open, from, to, miles)).toBeGreaterThanOrEqual(
            least - 1e-9,
          );
        },
      ),
    );
  });

  test("at three weeks centres on the average, 80 % of fares within 30 % of it, over the timetable that ships", async () => {
    const shipped = await loadTimetable(null);
    const shares: number[] = [];
    for (let row = 0; row < shipped.rows; row += 7) {
      const carrier = shipped.carriers[shipped.carrier[row] as number] as string;
      if (tierOf(carrier) !== 1) continue;
      for (let date = DAY; date < DAY + 7; date++) {
        if (!operatesOn(shipped, row, date)) continue;
        const day = fareDay("economy", date, (date - 21) * DAY_MS, 1, AVAILABILITY);
        const open = fareClass(day, flightSeed(`${carrier}${shipped.number[row]}`), date);
        shares.push(classFactor(open) * weekdayFactor(date));
      }
    }
    shares.sort((a, b) => a - b);
    expect(shares.length).toBeGreaterThan(20_000);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.02);
    expect(shares[Math.floor(shares.length * 0.1)]).toBeGreaterThan(0.7);
    expect(shares[Math.floor(shares.length * 0.9)]).toBeLessThan(1.3);
  });
});

describe("a slice's fare", () => {
  const day = dayOf("economy", 30);
  const legOf = (carrier: number, open: number, miles: number, its = day): FareLeg => ({
    carrier,
    fareClass: open,
    dollars: throughDollars(its, carrier, open, LHR, JFK, miles),
  });
  // A line of airports: leg i is `miles[i]` long, the great circle between two of them nine tenths
  // of what is flown.
  const distance = (miles: readonly number[], from: number, to: number) =>
    0.9 * miles.slice(from, to + 1).reduce((sum, one) => sum + one, 0);
  const through =
    (carrierOf: (leg: number) => number, miles: readonly number[], its = day) =>
    (from: number, to: number, open: number) => {
      const whole = distance(miles, from, to);
      const factor = connectionFactor(to - from, whole, 0, false);
      return throughDollars(its, carrierOf(from), open, LHR, JFK, whole, factor);
    };

  test("a carrier's through fare never costs more than its flights one by one (FARE-1)", () => {
    fc.assert(
      fc.property(
        carrierArb,
        cabinArb,
        fc.array(fc.tuple(classArb, milesArb), { minLength: 2, maxLength: 4 }),
        (carrier, cabin, flights) => {
          const its = dayOf(cabin, 30);
          const code = carrierIndex(carrier);
          const legs = flights.map(([open, miles]) => legOf(code, open, miles, its));
          const apart = legs.reduce((sum, leg) => sum + leg.dollars, 0);
          const miles = flights.map(([, one]) => one);
          expect(
            sliceDollars(
              legs,
              through(() => code, miles, its),
            ),
          ).toBeLessThanOrEqual(apart);
        },
      ),
    );
  });

  test("it takes the highest class of its flights (FARE-1)", () => {
    const miles = [900, 900, 900];
    const legs = [3, 8, 5].map((open) => legOf(BA, open, 900));
    const its = through(() => BA, miles);
    expect(sliceDollars(legs, its)).toBe(its(0, 2, 8));
    expect(sliceDollars(legs, its)).toBeGreaterThan(its(0, 2, 5));
  });

  test("and is cheaper where the flights are alike", () => {
    const legs = [legOf(BA, 4, 800), legOf(BA, 4, 800)] as const;
    const whole = sliceDollars(
      legs,
      through(() => BA, [800, 800]),
    );
    expect(whole).toBeLessThan(0.75 * (legs[0].dollars + legs[1].dollars));
  });

  test("several carriers: the sum of each one's run, less 4 % (FARE-2)", () => {
    const [a, b, c] = [legOf(BA, 3, 800), legOf(AA, 6, 900), legOf(AA, 2, 400)] as const;
    const its = through((leg) => (leg === 0 ? BA : AA), [800, 900, 400]);
    const run = Math.min(b.dollars + c.dollars, its(1, 2, 6));
    expect(sliceDollars([a, b, c], its)).toBeCloseTo((a.dollars + run) * 0.96, 9);
    expect(sliceDollars([b, a, c], its)).toBeCloseTo((a.dollars + b.dollars + c.dollars) * 0.96, 9);
  });
});

describe("sales", () => {
  test("a carrier that sells another's flight asks 3 % less to 6 % more, the operating carrier its own fare (FARE-4)", () => {
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
