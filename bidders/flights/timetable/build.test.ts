import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { buildTimetable, type FlightRow } from "./build.ts";
import type { TimetableAirport } from "./timetable.ts";

const airports: TimetableAirport[] = [
  {
    code: "LHR",
    country: "GB",
    city: "London",
    zone: "Europe/London",
    latitude: 51.4706,
    longitude: -0.4619,
  },
  {
    code: "JFK",
    country: "US",
    city: "New York",
    zone: "America/New_York",
    latitude: 40.6398,
    longitude: -73.7789,
  },
  {
    code: "SIN",
    country: "SG",
    city: "Singapore",
    zone: "Asia/Singapore",
    latitude: 1.3592,
    longitude: 103.9894,
  },
  { code: "ZZZ", country: "GB", city: "Nowhere", zone: "Europe/London", latitude: 0, longitude: 0 },
];
const good: FlightRow = {
  carrier: "BA",
  number: 117,
  origin: "LHR",
  destination: "JFK",
  departure: 510,
  blockMinutes: 455,
  days: 127,
  aircraft: "744",
};
const anyFlight = fc
  .record({
    carrier: fc.constantFrom("BA", "AA", "U2"),
    number: fc.integer({ min: 1, max: 9999 }),
    origin: fc.constantFrom("LHR", "JFK", "SIN"),
    destination: fc.constantFrom("LHR", "JFK", "SIN"),
    departure: fc.integer({ min: 0, max: 1439 }),
    blockMinutes: fc.integer({ min: 1, max: 1440 }),
    days: fc.integer({ min: 1, max: 127 }),
    aircraft: fc.constantFrom("744", "320", ""),
  })
  .filter((flight) => flight.origin !== flight.destination);

describe("buildTimetable", () => {
  test("the market index agrees with a linear scan, and loses no flight", () => {
    fc.assert(
      fc.property(fc.array(anyFlight, { maxLength: 60 }), (flights) => {
        const timetable = buildTimetable(airports, flights);
        expect(timetable.rows).toBe(flights.length);
        for (const [o, from] of airports.entries()) {
          expect(span(timetable.departures(o))).toBe(
            flights.filter((f) => f.origin === from.code).length,
          );
          for (const [d, to] of airports.entries()) {
            const [first, last] = timetable.market(o, d);
            const read = Array.from({ length: last - first }, (_, i) => {
              const row = first + i;
              return [
                timetable.carriers[timetable.carrier[row] as number],
                timetable.number[row],
                timetable.departure[row],
              ].join(" ");
            });
            const scanned = flights
              .filter((f) => f.origin === from.code && f.destination === to.code)
              .map((f) => `${f.carrier} ${f.number} ${f.departure}`);
            expect(read.toSorted()).toEqual(scanned.toSorted());
          }
        }
        for (let row = 1; row < timetable.rows; row++) {
          const key = (r: number) =>
            ((timetable.origin[r] as number) * 4 + (timetable.destination[r] as number)) * 1440 +
            (timetable.departure[r] as number);
          expect(key(row)).toBeGreaterThanOrEqual(key(row - 1));
        }
      }),
    );
  });

  test("distances are great circles", () => {
    const timetable = buildTimetable(airports, [good]);
    expect(timetable.distanceKm(0, 1)).toBeCloseTo(5540, -1);
    expect(timetable.distanceKm(0, 2)).toBeCloseTo(10881, -2);
    expect(timetable.distanceKm(1, 1)).toBe(0);
  });

  test("one error names every invalid row", () => {
    const build = () =>
      buildTimetable(airports, [
        good,
        { ...good, destination: "QQQ" },
        { ...good, destination: "LHR", number: 0 },
        { ...good, departure: 1440, days: 128, blockMinutes: 0.5, carrier: "ba" },
      ]);
    expect(build).toThrow(/row 1 \(BA117 LHR-QQQ\): unknown airport "QQQ"/);
    expect(build).toThrow(/row 2 \(BA0 LHR-LHR\): origin and destination are the same/);
    expect(build).toThrow(/number is 0, must be 1 to 9999/);
    for (const field of ["departure is 1440", "days is 128", "blockMinutes is 0.5", 'carrier "ba"'])
      expect(build).toThrow(field);
  });
});

function span([from, to]: readonly [number, number]): number {
  return to - from;
}
