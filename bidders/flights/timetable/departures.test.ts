import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { buildTimetable, type FlightRow } from "./build.ts";
import {
  dayNumberOf,
  dayOf,
  departureOn,
  isoDate,
  localTime,
  marketOn,
  offsetAt,
  operatesOn,
  weekdayBit,
} from "./departures.ts";
import type { TimetableAirport } from "./timetable.ts";

const place = (
  code: string,
  country: string,
  zone: string,
  latitude = 0,
  longitude = 0,
): TimetableAirport => ({
  code,
  country,
  city: code,
  zone,
  latitude,
  longitude,
});
const airports = [
  place("LHR", "GB", "Europe/London", 51.4706, -0.4619),
  place("JFK", "US", "America/New_York", 40.6398, -73.7789),
  place("LAX", "US", "America/Los_Angeles", 33.9425, -118.4081),
  place("SYD", "AU", "Australia/Sydney", -33.9461, 151.1772),
  place("HNL", "US", "Pacific/Honolulu", 21.3187, -157.9225),
];
const DAILY = 127;
const flight = (row: Partial<FlightRow>): FlightRow => ({
  carrier: "BA",
  number: 117,
  origin: "LHR",
  destination: "JFK",
  departure: 8 * 60 + 30,
  blockMinutes: 455,
  days: DAILY,
  aircraft: "744",
  ...row,
});

describe("a flight on a day", () => {
  const timetable = buildTimetable(airports, [
    flight({}),
    flight({
      number: 178,
      origin: "JFK",
      destination: "LHR",
      departure: 7 * 60 + 45,
      blockMinutes: 420,
    }),
    flight({
      carrier: "QF",
      number: 11,
      origin: "SYD",
      destination: "LAX",
      departure: 10 * 60 + 20,
      blockMinutes: 825,
      days: 1,
    }),
    flight({
      carrier: "HA",
      number: 451,
      origin: "HNL",
      destination: "SYD",
      departure: 12 * 60,
      blockMinutes: 640,
    }),
    flight({
      carrier: "ZZ",
      number: 1,
      origin: "JFK",
      destination: "LAX",
      departure: 2 * 60 + 30,
      blockMinutes: 360,
    }),
  ]);

  test.each<[string, string, string, string, string, string]>([
    [
      "both ends on winter time",
      "LHR",
      "JFK",
      "2026-12-15",
      "2026-12-15T08:30",
      "2026-12-15T11:05",
    ],
    [
      "only America has changed (8 to 28 March 2026)",
      "LHR",
      "JFK",
      "2026-03-10",
      "2026-03-10T08:30",
      "2026-03-10T12:05",
    ],
    [
      "the day Europe changes too",
      "LHR",
      "JFK",
      "2026-03-29",
      "2026-03-29T08:30",
      "2026-03-29T11:05",
    ],
    [
      "across the date line, lands before it left",
      "SYD",
      "LAX",
      "2026-12-14",
      "2026-12-14T10:20",
      "2026-12-14T05:05",
    ],
    [
      "across the date line, lands a day later",
      "HNL",
      "SYD",
      "2026-12-14",
      "2026-12-14T12:00",
      "2026-12-15T19:40",
    ],
    [
      "in the hour that is skipped: an hour later",
      "JFK",
      "LAX",
      "2026-03-08",
      "2026-03-08T03:30",
      "2026-03-08T06:30",
    ],
    [
      "in the hour that comes twice: the first",
      "JFK",
      "LAX",
      "2026-11-01",
      "2026-11-01T02:30",
      "2026-11-01T05:30",
    ],
  ])("%s", (_, origin, destination, date, departs, arrives) => {
    const [found] = marketOn(
      timetable,
      timetable.airport(origin),
      timetable.airport(destination),
      dayNumberOf(date),
    );
    expect(found && [localTime(found.departureLocal), localTime(found.arrivalLocal)]).toEqual([
      departs,
      arrives,
    ]);
  });

  test("physical minutes are the same when clocks change", () => {
    for (let day = dayNumberOf("2026-01-01"); day < dayNumberOf("2027-01-01"); day++) {
      const departure = departureOn(timetable, timetable.market(0, 1)[0], day);
      expect(departure && departure.arrivalUtc - departure.departureUtc).toBe(455);
    }
  });

  test("only on its weekdays", () => {
    const [row] = timetable.market(timetable.airport("SYD"), timetable.airport("LAX"));
    const days = ["2026-12-14", "2026-12-15", "2026-12-20", "2026-12-21"].map((date) =>
      operatesOn(timetable, row, dayNumberOf(date)),
    );
    expect(days).toEqual([true, false, false, true]);
    expect(departureOn(timetable, row, dayNumberOf("2026-12-15"))).toBeUndefined();
  });

  test("only within its period, first and last day included", () => {
    const [first, last] = [dayNumberOf("2026-12-10"), dayNumberOf("2026-12-20")];
    const rows = [
      flight({ validFrom: first, validTo: last }),
      flight({ number: 2, validFrom: first }),
      flight({ number: 3, validTo: last }),
    ];
    const bounded = buildTimetable(airports, rows);
    const [from, to] = bounded.market(0, 1);
    const flown = (date: string) =>
      marketOn(bounded, 0, 1, dayNumberOf(date))
        .map(({ row }) => bounded.number[row])
        .sort();
    expect({ from, to }).toEqual({ from: 0, to: 3 });
    expect(
      ["2026-12-09", "2026-12-10", "2026-12-15", "2026-12-20", "2026-12-21"].map(flown),
    ).toEqual([[3], [117, 2, 3], [117, 2, 3], [117, 2, 3], [2]]);
    expect({ first: flown("2000-01-01"), last: flown("2099-12-30") }).toEqual({
      first: [3],
      last: [2],
    });
  });

  test("a departure in an hour that clocks skip before midnight is of the date on which it leaves", () => {
    // on 27 March 2027 2300 becomes 0000 of the 28th
    const nuuk = place("GOH", "GL", "America/Nuuk", 64.191, -51.678);
    const rows = [
      flight({ origin: "GOH", departure: 23 * 60 + 30 }),
      flight({ number: 9, origin: "GOH", departure: 9 * 60 }),
    ];
    const greenland = buildTimetable([...airports, nuuk], rows);
    const departures = (date: string) =>
      marketOn(
        greenland,
        greenland.airport("GOH"),
        greenland.airport("JFK"),
        dayNumberOf(date),
      ).map((one) => localTime(one.departureLocal));
    expect(["2027-03-26", "2027-03-27", "2027-03-28", "2027-03-29"].map(departures)).toEqual([
      ["2027-03-26T09:00", "2027-03-26T23:30"],
      ["2027-03-27T09:00"],
      ["2027-03-28T00:30", "2027-03-28T09:00", "2027-03-28T23:30"],
      ["2027-03-29T09:00", "2027-03-29T23:30"],
    ]);
  });

  test("a market without flights, and unknown airports, have no flights", () => {
    const day = dayNumberOf("2026-12-15");
    expect(marketOn(timetable, timetable.airport("LAX"), timetable.airport("JFK"), day)).toEqual(
      [],
    );
    expect(timetable.airport("XXX")).toBe(-1);
    expect(marketOn(timetable, -1, 0, day)).toEqual([]);
    expect(marketOn(timetable, 0, -1, day)).toEqual([]);
    expect(marketOn(timetable, 99, 0, day)).toEqual([]);
  });

  test("offsets east of UTC at a wall-clock minute", () => {
    const noon = dayNumberOf("2026-07-01") * 1440 + 720;
    expect(airports.map((_, i) => offsetAt(timetable, i, noon))).toEqual([
      60, -240, -420, 600, -600,
    ]);
    expect(() => offsetAt(timetable, 99, noon)).toThrow(/no airport has index 99/);
  });
});

describe("dates", () => {
  test.each([
    ["1970-01-01", 0, 8],
    ["2026-12-14", 20801, 1],
    ["2026-12-20", 20807, 64],
    ["2028-02-29", 21243, 2],
  ])("%s is day %i, weekday bit %i", (iso, day, bit) => {
    expect({
      day: dayNumberOf(iso),
      iso: isoDate(day),
      bit: weekdayBit(day),
      dayOfLastMinute: dayOf(day * 1440 + 1439),
    }).toEqual({ day, iso, bit, dayOfLastMinute: day });
  });
  test("and local times are those of the calendar, also when more days are named than are remembered", () => {
    const minutes = fc.integer({
      min: Date.UTC(1990, 0, 1) / 60_000,
      max: Date.UTC(2060, 0, 1) / 60_000,
    });
    const check = (minute: number) => {
      const text = new Date(minute * 60_000).toISOString();
      expect({ time: localTime(minute), date: isoDate(dayOf(minute)) }).toEqual({
        time: text.slice(0, 16),
        date: text.slice(0, 10),
      });
      expect(dayNumberOf(text.slice(0, 10))).toBe(dayOf(minute));
    };
    for (let day = 0; day < 2_500; day++) check(Date.UTC(2026, 0, 1) / 60_000 + day * 1_440);
    fc.assert(fc.property(minutes, check));
  });
  test.each([
    "2027-02-29",
    "2026-13-01",
    "2026-1-1",
    "tomorrow",
    "",
  ])("%p is not a date", (text) => {
    expect(() => dayNumberOf(text)).toThrow(/is not a date; YYYY-MM-DD is needed/);
  });
});
