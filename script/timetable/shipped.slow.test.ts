/** What ships keeps the rules of the import: so it was imported since they last changed. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { knownClosures } from "../../bidders/flights/timetable/closures/closures.ts";
import { openRows } from "../../bidders/flights/timetable/closures/open-rows.ts";
import { loadTimetable } from "../../bidders/flights/timetable/load.ts";
import type { Timetable } from "../../bidders/flights/timetable/timetable.ts";
import { leastBlockMinutes } from "./block-times.ts";
import { isExtraFlight } from "./extra-flights.ts";
import { presentCarrier } from "./former-carriers.ts";
import { rangeKm } from "./ranges.ts";
import { presentAircraft } from "./retired.ts";

interface ShippedFlight {
  /** `WS1216 YYZ-LGA` */
  readonly name: string;
  readonly carrier: string;
  readonly aircraft: string;
  readonly minutes: number;
  readonly km: number;
  readonly days: number;
}

let timetable: Timetable;
let flights: ShippedFlight[];
beforeAll(async () => {
  timetable = await loadTimetable(null);
  const { airports, carriers, aircraftTypes } = timetable;
  flights = Array.from({ length: timetable.rows }, (_, row) => {
    const [from, to] = [timetable.origin[row] as number, timetable.destination[row] as number];
    const carrier = carriers[timetable.carrier[row] as number] as string;
    return {
      name: `${carrier}${timetable.number[row]} ${airports[from]?.code}-${airports[to]?.code}`,
      carrier,
      aircraft: aircraftTypes[timetable.aircraft[row] as number] as string,
      minutes: timetable.blockMinutes[row] as number,
      km: timetable.distanceKm(from, to),
      days: timetable.days[row] as number,
    };
  });
});

/** Turboprops and jets are judged apart: they cruise at 500 and 900 km/h. */
const TURBOPROPS = "AT4 AT5 AT7 ATR BNI DH1 DH2 DH3 DH4 DHT J32 J41 SF3".split(" ");
const isTurboprop = (aircraft: string) => TURBOPROPS.includes(aircraft);

const names = (some: readonly ShippedFlight[]) => some.map(({ name }) => name);

describe("the timetable that ships", () => {
  // Of the issue, each with the least that it takes in reality.
  test.each([
    ["WS1216 YYZ-LGA", 75],
    ["FZ58 KWI-DXB", 95],
    ["GA829 SIN-CGK", 95],
    ["NH51 HND-CTS", 85],
    ["AA2846 DFW-SLC", 140],
  ])("%s takes %i minutes or more on every day (BLOCK-2, BLOCK-3)", (name, least) => {
    const rows = flights.filter((flight) => flight.name === name);
    expect(rows.length).toBeGreaterThan(0);
    expect(Math.min(...rows.map(({ minutes }) => minutes))).toBeGreaterThanOrEqual(least);
  });

  test("has no flight that is too fast for its distance and aircraft (BLOCK-1)", () => {
    const least = ({ km, aircraft }: ShippedFlight) => Math.floor(leastBlockMinutes(km, aircraft));
    expect(names(flights.filter((flight) => flight.minutes < least(flight)))).toEqual([]);
  });

  // Of the issue: 1,166 of 6,971 markets then. A few are left whose own flight number is as fast.
  test("has hardly a market with a flight far below the median of its rows (BLOCK-2)", () => {
    const markets = new Map<string, number[]>();
    for (const { name, aircraft, minutes } of flights) {
      const key = `${name.split(" ")[1]} ${isTurboprop(aircraft)}`;
      markets.set(key, [...(markets.get(key) ?? []), minutes]);
    }
    const judged = [...markets].filter(([, rows]) => rows.length >= 4);
    const low = judged.filter(([, rows]) => {
      const sorted = rows.toSorted((a, b) => a - b);
      const middle = sorted[Math.floor(sorted.length / 2)] as number;
      const fastest = sorted[0] as number;
      return middle - fastest > 20 && fastest < 0.8 * middle;
    });
    expect(judged.length).toBeGreaterThan(6_000);
    expect(low.length).toBeLessThan(judged.length / 500);
  });

  test("has no flight in an airspace that is closed (CLOSED-1)", () => {
    expect([...openRows(timetable, knownClosures()).closed]).toEqual([]);
  });

  test("has no aircraft that its carrier has retired (RETIRED-1)", () => {
    const retired = flights.filter(({ carrier, aircraft, km, minutes }) => {
      const now = presentAircraft(carrier, aircraft, km);
      return now !== aircraft && minutes >= leastBlockMinutes(km, now);
    });
    expect(names(retired)).toEqual([]);
  });

  test("has no carrier that has merged or closed (FORMER-1, FORMER-2)", () => {
    const carriers = new Set(flights.map(({ carrier }) => carrier));
    expect([...carriers].filter((code) => presentCarrier(code) !== code)).toEqual([]);
    expect([...carriers]).toEqual(expect.arrayContaining(["IX", "AS", "AF", "SQ"]));
  });

  test("has no flight that is too far for its aircraft (RANGE-1)", () => {
    expect(names(flights.filter(({ km, aircraft }) => km > rangeKm(aircraft)))).toEqual([]);
  });

  test("has no charters, extra sections or positioning flights (EXTRA-1)", () => {
    const number = ({ name }: ShippedFlight) => Number(/\d+(?= )/.exec(name)?.[0]);
    expect(names(flights.filter((one) => isExtraFlight(one.carrier, number(one))))).toEqual([]);
  });

  // About what they take since 2022: London - Tokyo 14 hours, Frankfurt - Tokyo 13 and a half.
  test.each([
    ["AY HEL-NRT", 720, 850],
    ["BA LHR-HND", 810, 900],
    ["LH FRA-HND", 760, 850],
    ["AF CDG-PVG", 690, 800],
  ])("%s takes %i to %i minutes, around Russia (AROUND-1)", (flight, least, most) => {
    const [carrier = "", market = ""] = flight.split(" ");
    const rows = flights.filter((one) => one.carrier === carrier && one.name.endsWith(market));
    expect(rows.length).toBeGreaterThan(0);
    const minutes = rows.map((row) => row.minutes);
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...minutes)).toBeLessThanOrEqual(most);
  });

  test("has each flight number once a weekday in a market", () => {
    const seen = new Map<string, number>();
    const twice = flights.filter(({ name, days }) => {
      const before = seen.get(name) ?? 0;
      seen.set(name, before | days);
      return (before & days) !== 0;
    });
    expect(names(twice)).toEqual([]);
  });

  test.each([
    ["Bishkek", "BSZ", "FRU"],
    ["Astana", "NQZ", "TSE"],
  ])("has %s under its present code %s, not under %s", (_, now, before) => {
    const [first, last] = timetable.departures(timetable.airport(now));
    expect(last - first).toBeGreaterThan(20);
    expect(timetable.airport(before)).toBe(-1);
  });
});
