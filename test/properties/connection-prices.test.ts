/** What more stops cost, in the timetable that ships: FARE-7, FARE-9, FARE-10 and FARE-11. */
import { expect, test } from "@jest/globals";
import { isoDate } from "../../bidders/flights/timetable/departures.ts";
import { costlyRuns } from "../harness/property-runs.ts";
import { cheapestBesideNonstop, type Ratios } from "./connection-prices-thread.ts";
import { TODAY } from "./connections-questions.ts";

const MARKETS = costlyRuns({ few: 100, some: 150, all: 300 });

const shareBelow = (ratios: readonly number[]) =>
  ratios.filter((one) => one < 1).length / ratios.length;
const medianOf = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
const byStops = (all: readonly Ratios[]) =>
  [0, 1, 2].map((at) => all.map((ratios) => ratios[at] as number)) as [
    number[],
    number[],
    number[],
  ];

test("on long routes one stop is often some 15 % below the cheapest non-stop flight, two or three hardly ever are (FARE-7, FARE-11)", async () => {
  const all = await cheapestBesideNonstop({ count: MARKETS, milesMin: 2_500, milesMax: 10_000 });
  expect(all.length).toBeGreaterThan((2 / 3) * MARKETS);
  const [one, two, three] = byStops(all);
  expect(shareBelow(one)).toBeGreaterThan(0.4);
  expect(shareBelow(one)).toBeLessThan(0.78);
  const below = medianOf(one.filter((ratio) => ratio < 1));
  expect(below).toBeGreaterThan(0.8);
  expect(below).toBeLessThan(0.92);
  expect(shareBelow(two)).toBeLessThan(0.1);
  expect(shareBelow(three)).toBeLessThan(0.05);
  // Two stops against one, where there are both.
  expect(shareBelow(all.map((ratios) => ratios[1] / ratios[0]))).toBeLessThan(0.2);
});

test("on short routes hardly any connection is below the cheapest non-stop flight (FARE-7)", async () => {
  const all = await cheapestBesideNonstop({ count: MARKETS, milesMin: 0, milesMax: 1_000 });
  expect(all.length).toBeGreaterThan((5 / 6) * MARKETS);
  const [one, two, three] = byStops(all);
  expect(shareBelow(one)).toBeLessThan(0.1);
  expect(shareBelow([...two, ...three])).toBeLessThan(0.01);
});

test.each([
  "SFO-NRT",
  "LHR-NRT",
  "JFK-DOH",
  "CDG-HKG",
  "LAX-LHR",
])("FARE-11: %s by two stops and more is below the non-stop flight in no month", async (market) => {
  const months = Array.from(
    { length: 10 },
    (_, month) => `${market} ${isoDate(TODAY + 14 + 30 * month)}`,
  );
  const all = await cheapestBesideNonstop(months);
  expect(all).toHaveLength(months.length);
  const [one, two, three] = byStops(all);
  expect(Math.min(...one)).toBeGreaterThanOrEqual(0.8);
  expect(Math.min(...two, ...three)).toBeGreaterThanOrEqual(1);
});
