/**
 * Prices of markets that everyone knows, over the timetable that ships: each is a fare that a
 * traveller was surprised by, and what is right instead. Bounds are wide: they are about the model,
 * not about one day's flights.
 */
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Cabin } from "../../../proto/messages.ts";
import { searchOf } from "../../../test/fixtures/flights/context.ts";
import { AVAILABILITY } from "../../../test/fixtures/flights/flight-data.ts";
import { type FlightData, flightDataOf } from "../flight-data.ts";
import { nonstopOptions } from "../itineraries/nonstop.ts";
import { carrierOf } from "../itineraries/option.ts";
import { routesOf } from "../itineraries/route.ts";
import { dayNumberOf } from "../timetable/departures.ts";
import { loadTimetable } from "../timetable/load.ts";
import { connectionFactor, detourSteps, milesOf } from "./curves.ts";
import { marketLevel } from "./fare-tables.ts";
import { averageDollars } from "./region-curves.ts";
import { seasonFactor, seasonsOn } from "./seasons.ts";

let data: FlightData;

beforeAll(async () => {
  data = flightDataOf(await loadTimetable(null), AVAILABILITY);
});

const DAY_MS = 86_400_000;

interface Sold {
  readonly carrier: string;
  readonly dollars: number;
}

/** What all non-stop flights of `STN-DUB` cost in the week from a date on, 60 days before. */
function soldOn(market: string, date: string, cabin: Cabin = "economy"): Sold[] {
  const [origin = "", destination = ""] = market.split("-");
  const sold: Sold[] = [];
  for (let day = dayNumberOf(date), last = day + 7; day < last; day++) {
    const departureDate = new Date(day * DAY_MS).toISOString().slice(0, 10);
    const nowMs = (day - 60) * DAY_MS;
    const slices = [{ origin, destination, departureDate }];
    const request = searchOf([], { slices, cabin });
    const [[route] = []] = routesOf(data, request, nowMs) ?? [];
    if (route === undefined) throw new Error(`the timetable lacks an end of ${market}`);
    for (const { departures, fares } of nonstopOptions(data, route, nowMs))
      sold.push({
        carrier: carrierOf(data.timetable, departures[0]?.row as number),
        dollars: fares[0]?.dollars as number,
      });
  }
  return sold;
}

const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
const meanOf = (sold: readonly Sold[], carrier?: string) =>
  mean(
    sold
      .filter((one) => carrier === undefined || one.carrier === carrier)
      .map(({ dollars }) => dollars),
  );
/** What one airline asks on average over the year, whichever flights it has. */
const yearly = (carrier: string, market: string) => {
  const { timetable, fareTables } = data;
  const [from = -1, to = -1] = market.split("-").map((code) => timetable.airport(code));
  const code = timetable.carriers.indexOf(carrier);
  const [a, b] = [from, to].map((one) => fareTables.airportRegion[one]) as [number, number];
  const miles = milesOf(timetable.distanceKm(from, to));
  const tier = fareTables.carrierTier[code] as number;
  return averageDollars(a, b, tier, miles) * marketLevel(fareTables, code, from, to);
};

describe("a curve by region and carrier tier", () => {
  test.each([
    ["FR", "STN-DUB", 40, 60],
    ["AI", "DEL-BOM", 60, 80],
    ["JL", "HND-CTS", 70, 120],
    ["CA", "PEK-SHA", 75, 120],
    ["FZ", "DXB-KWI", 75, 125],
    ["EK", "DXB-KWI", 110, 180],
    ["SA", "JNB-CPT", 80, 140],
    ["KQ", "NBO-LOS", 350, 550],
    ["DL", "ATL-ORD", 180, 250],
    ["BA", "LHR-JFK", 380, 560],
    ["SQ", "SIN-LHR", 550, 850],
    ["QF", "SYD-MEL", 90, 150],
    ["AK", "KUL-BKK", 35, 65],
  ])("%s %s costs %d to %d dollars on average", (carrier, market, low, high) => {
    expect(yearly(carrier, market)).toBeGreaterThan(low);
    expect(yearly(carrier, market)).toBeLessThan(high);
  });

  test("some seats in Europe cost less than 40 dollars, and few less than 20", () => {
    const dollars = soldOn("STN-DUB", "2027-02-15").map((one) => one.dollars);
    expect(Math.min(...dollars)).toBeLessThan(40);
    expect(Math.min(...dollars)).toBeGreaterThan(20);
  });
});

describe("seasons", () => {
  test("London to Sydney costs clearly more at Christmas than in May, on the same flight", () => {
    const [gb, au] = ["LHR", "SYD"].map(
      (code) => data.fareTables.airportRegion[data.timetable.airport(code)] as number,
    ) as [number, number];
    const at = (date: string) => seasonFactor(seasonsOn(dayNumberOf(date)), gb, au);
    expect(at("2026-12-21") / at("2027-05-12")).toBeGreaterThan(1.35);
    const [christmas, may] = [soldOn("LHR-SIN", "2026-12-18"), soldOn("LHR-SIN", "2027-05-10")];
    expect(meanOf(christmas) / meanOf(may)).toBeGreaterThan(1.2);
  });
});

describe("more stops", () => {
  test("SFO-SBA-LAX-NRT is not below the non-stop flight of its carrier, in any class", () => {
    const { timetable } = data;
    const at = (code: string) => timetable.airport(code);
    const miles = (a: string, b: string) => milesOf(timetable.distanceKm(at(a), at(b)));
    const whole = miles("SFO", "NRT");
    const flown = miles("SFO", "SBA") + miles("SBA", "LAX") + miles("LAX", "NRT");
    expect(connectionFactor(2, whole, detourSteps(whole, flown), false)).toBeGreaterThan(1.05);
    const one = connectionFactor(1, whole, 0, false);
    expect(connectionFactor(2, whole, 0, false)).toBeGreaterThan(one);
  });

  test("a rival's one stop by its own hub is below a non-stop flight on a long route", () => {
    expect(connectionFactor(1, 3_451, 0, true)).toBeLessThan(0.95);
  });
});

describe("cabins of LHR-JFK", () => {
  test.each([
    ["premium_economy", "economy", 1.5, 2],
    ["business", "economy", 3, 5],
    ["first", "business", 1.2, 2.5],
  ] as const)("%s costs so many times %s: %d to %d", (cabin, below, low, high) => {
    const [one, other] = [cabin, below].map((its) => soldOn("LHR-JFK", "2027-02-15", its)) as [
      Sold[],
      Sold[],
    ];
    for (const figure of [(all: Sold[]) => meanOf(all), cheapest]) {
      expect(figure(one) / figure(other)).toBeGreaterThan(low);
      expect(figure(one) / figure(other)).toBeLessThan(high);
    }
  });
});

const cheapest = (all: readonly Sold[]) => Math.min(...all.map(({ dollars }) => dollars));

describe("competitors", () => {
  test.each([
    ["ATL-ORD", ["DL", "AA", "UA"]],
    ["LHR-JFK", ["BA", "AA", "VS", "DL"]],
    ["SYD-MEL", ["QF", "VA", "JQ"]],
  ])("on %s no two of %j ask the same on average", (market, carriers) => {
    const levels = carriers.map((carrier) => yearly(carrier, market));
    for (const [i, one] of levels.entries())
      for (const other of levels.slice(i + 1))
        expect(Math.abs(one / other - 1)).toBeGreaterThan(0.01);
  });

  test("Delta asks more at Atlanta than where nobody dominates (LEVEL-2)", () => {
    const { fareTables, timetable } = data;
    const premium = (airport: string) =>
      fareTables.hubPremium[
        timetable.airport(airport) * timetable.carriers.length + timetable.carriers.indexOf("DL")
      ] as number;
    expect(premium("ATL")).toBeGreaterThan(100);
    expect(premium("LAX")).toBe(0);
  });
});
