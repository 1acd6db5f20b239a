import { describe, expect, test } from "@jest/globals";
import type { FlightSearch } from "../../proto/messages.ts";
import { searchOf } from "../../test/fixtures/flights/context.ts";
import { laneOf } from "../kit/search-scheduler.ts";
import { type AirportMarkets, Estimator, marketCounts } from "./estimator.ts";

/** LHR and JFK are large, OBN is small, and QQQ is unknown. */
const SIZES: Readonly<Record<string, number>> = { LHR: 160, JFK: 150, OBN: 2 };
const counts: AirportMarkets = {
  from: (code) => SIZES[code] ?? 0,
  into: (code) => SIZES[code] ?? 0,
};
const SIX = ["LHR-JFK", "JFK-LHR", "LHR-JFK", "JFK-LHR", "LHR-JFK", "JFK-LHR"].map(
  (market, i) => `${market} 2026-12-${15 + i}`,
);
const HEAVY = searchOf(SIX, { maxStops: 3, maxResults: 100 });
const LIGHT = searchOf("LHR-JFK 2026-12-15");

const windowed = (fromMinute: number, toMinute: number): Partial<FlightSearch> => ({
  slices: LIGHT.slices.map((slice) => ({ ...slice, departure: { fromMinute, toMinute } })),
});

const setUp = () => new Estimator(counts, () => 0);

describe("what a search for connections is expected to cost", () => {
  test.each<[string, FlightSearch, number]>([
    ["one way, two connections", LIGHT, 0],
    [
      "one way between small places, three connections",
      searchOf("OBN-OBN 2026-12-15", { maxStops: 3 }),
      0,
    ],
    [
      "one way between large places, three connections",
      searchOf("LHR-JFK 2026-12-15", { maxStops: 3 }),
      1,
    ],
    ["six slices, three connections", HEAVY, 2],
    ["no connection wanted", searchOf(SIX, { maxStops: 0 }), 0],
    ["a place without flights", searchOf("LHR-QQQ 2026-12-15", { maxStops: 3 }), 0],
  ])("%s", (_name, request, lane) => {
    expect(laneOf(setUp().estimate(request).costMs)).toBe(lane);
  });

  test("the first offers come early, of one slice and of several; with one connection at most, at the end", () => {
    for (const request of [searchOf("LHR-JFK 2026-12-15", { maxStops: 3 }), HEAVY]) {
      const { leastMs, costMs } = setUp().estimate(request);
      expect(leastMs).toBeLessThan(costMs / 10);
    }
    const least = setUp().estimate({ ...HEAVY, maxStops: 1 });
    expect(least.leastMs).toBe(least.costMs);
  });

  test("a route that costs more than its shape says is soon known, and others of its shape are hardly touched", () => {
    const estimator = setUp();
    const other = searchOf([...SIX].reverse(), { maxStops: 3, maxResults: 100 });
    for (let i = 0; i < 60; i++) estimator.learn(other, 130, true);
    for (let i = 0; i < 6; i++) estimator.learn(HEAVY, 2_200, true);
    expect(estimator.estimate(HEAVY).costMs).toBeGreaterThan(1_000);
    expect(estimator.estimate(other).costMs).toBeLessThan(600);
    expect(laneOf(estimator.estimate(LIGHT).costMs)).toBe(0);
  });

  test("a calendar costs less than the searches of its days, and is corrected by calendars alone", () => {
    const estimator = setUp();
    const day = searchOf("LHR-JFK 2026-12-15");
    const [slice] = day.slices as [(typeof day.slices)[number]];
    const departureDates = { from: "2026-12-15", to: "2027-01-14" };
    const days = { ...day, slices: [{ ...slice, departureDates }] };
    const month = { ...days, calendar: true as const };
    const [one, all] = [estimator.estimate(day).costMs, estimator.estimate(days).costMs];
    const { costMs, leastMs } = estimator.estimate(month);
    expect({ leastMs, isBetween: costMs > one && costMs < all }).toEqual({
      leastMs: 0,
      isBetween: true,
    });
    for (let i = 0; i < 20; i++) estimator.learn(month, 500, true);
    expect(estimator.estimate(month).costMs).toBeGreaterThan(2 * costMs);
    expect(estimator.estimate(day).costMs).toBe(one);
    const back = { ...slice, origin: "JFK", destination: "LHR", departureDates };
    const stay = { ...month, slices: [slice, back], limits: { stayNights: { min: 5, max: 11 } } };
    expect(estimator.estimate(stay).costMs).toBeGreaterThan(one);
  });

  test.each<[string, Partial<FlightSearch>]>([
    ["an alliance alone", { limits: { carriers: { only: ["BA", "AA"], by: "marketing" } } }],
    ["one hub alone", { limits: { via: { only: ["DUB"] } } }],
    ["waits of an hour", { limits: { maxLayoverMinutes: 60 } }],
    ["an hour over midnight", windowed(1_410, 30)],
  ])("narrow limits make a search cheaper, and what it costs is no measure for others: %s", (_name, change) => {
    const estimator = setUp();
    const plain = searchOf("LHR-JFK 2026-12-15", { maxStops: 3 });
    const narrow = { ...plain, ...change };
    const before = estimator.estimate(plain);
    expect(estimator.estimate(narrow).costMs).toBeLessThan(before.costMs);
    for (let i = 0; i < 20; i++) estimator.learn(narrow, 0.1, true);
    expect(estimator.estimate(narrow).costMs).toBeLessThan(before.costMs / 10);
    expect(estimator.estimate(plain)).toEqual(before);
  });

  test.each<[string, Partial<FlightSearch>]>([
    ["a bag", { limits: { bags: { checked: 1 } } }],
    ["no carrier of three", { limits: { carriers: { except: ["BA"], by: "marketing" } } }],
    ["waits of four hours", { limits: { maxLayoverMinutes: 240 } }],
    ["six hours", windowed(360, 720)],
  ])("other limits change nothing: %s", (_name, change) => {
    const plain = searchOf("LHR-JFK 2026-12-15", { maxStops: 3 });
    expect(setUp().estimate({ ...plain, ...change })).toEqual(setUp().estimate(plain));
  });

  test("nothing is learned of a search that takes nothing", () => {
    const estimator = setUp();
    estimator.learn(searchOf("LHR-QQQ 2026-12-15"), 500, true);
    expect(estimator.estimate(searchOf("LHR-QQQ 2026-12-15"))).toEqual({ costMs: 0, leastMs: 0 });
  });

  test("markets are counted from the columns that threads share", () => {
    const columns = { marketsFrom: Uint32Array.of(0, 3, 3), firstInto: Uint32Array.of(0, 1, 3) };
    const { from, into } = marketCounts([{ code: "AAA" }, { code: "BBB" }], columns);
    expect({
      fromAAA: from("AAA"),
      fromBBB: from("BBB"),
      intoAAA: into("AAA"),
      intoBBB: into("BBB"),
      fromCCC: from("CCC"),
      intoCCC: into("CCC"),
    }).toEqual({ fromAAA: 3, fromBBB: 0, intoAAA: 1, intoBBB: 2, fromCCC: 0, intoCCC: 0 });
  });
});
