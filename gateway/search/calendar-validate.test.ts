/** The request for a calendar: what it becomes, and what is wrong with it. */
import { describe, expect, test } from "@jest/globals";
import { cellsOf } from "../../common/offers/calendar-cells.ts";
import type { AuctionError, Fault } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import { createCalendarValidator } from "./calendar-validate.ts";

const NOW = Date.UTC(2026, 10, 29, 12);
const validate = createCalendarValidator({
  policy: { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: ["nonstop"] },
  bounds: { deadlineMsMin: 50, deadlineMsMax: 10_000 },
  currencies: ["USD", "GBP"],
  wall: () => NOW,
  known: () => ["nonstop", "stops"],
  takingParams: () => ["nonstop"],
});
const ends = { origin: "LHR", destination: "JFK" };
const december = { ...ends, month: "2026-12" };

function faultsOf(raw: unknown): readonly Fault[] {
  try {
    validate(raw);
  } catch (thrown) {
    return (thrown as AuctionError).faults;
  }
  return [];
}

const faultTexts = (raw: unknown) => faultsOf(raw).map(({ path, message }) => `${path} ${message}`);

test("CALENDARDAY-3, SLICEROUTE-2: a return between large cities has a month, and some nights", () => {
  const cities = { origin: "LON", destination: "NYC" };
  const asked = (month: string, min: number, max: number) =>
    faultTexts({ ...cities, month, stayNights: { min, max } });
  expect(asked("2027-01", 5, 7)).toEqual([]);
  expect(asked("2027-01", 5, 14)).toEqual([
    expect.stringMatching(
      /^stayNights leaves departure days of which each stands for \d+ pairs of airports on 13 days, and at most 168 of both together are searched: ask for fewer numbers of nights, /,
    ),
  ]);
  expect(faultsOf({ ...cities, month: "2027-01" })).toEqual([]);
  const airports = { origin: "LHR", destination: "NYC" };
  expect(faultsOf({ ...airports, month: "2027-01", stayNights: { min: 1, max: 14 } })).toEqual([]);
});

describe("a request without a fault", () => {
  test("a month of one way: bidders that know one day get the first", () => {
    const search = validate(december);
    expect(search).toEqual({
      slices: [
        {
          ...ends,
          departureDate: "2026-12-01",
          departureDates: { from: "2026-12-01", to: "2026-12-31" },
        },
      ],
      passengers: { adults: 1, children: 0, infants: 0 },
      cabin: "economy",
      currency: "USD",
      sort: "price",
      maxStops: 2,
      maxResults: 100,
      selfTransfer: false,
      similar: false,
      policy: { deadlineMs: 2_300, quorum: null, required: ["nonstop"] },
      calendar: true,
    });
  });

  test("a return has all days on which such a stay can end", () => {
    const search = validate({
      ...december,
      stayNights: { min: 3, max: 16 },
      departure: { from: "06:00", to: "12:00" },
      returnDeparture: { from: "18:00", to: "23:00" },
      returnArrival: { from: "00:00", to: "12:00" },
      carriers: { only: ["BA"] },
      policy: { deadlineMs: 5_000, partial: "refuse" },
    });
    expect(search.slices).toEqual([
      {
        ...ends,
        departureDate: "2026-12-01",
        departureDates: { from: "2026-12-01", to: "2026-12-31" },
        departure: { fromMinute: 360, toMinute: 720 },
      },
      {
        origin: "JFK",
        destination: "LHR",
        departureDate: "2026-12-05",
        departureDates: { from: "2026-12-04", to: "2027-01-18" },
        departure: { fromMinute: 1_080, toMinute: 1_380 },
        arrival: { fromMinute: 0, toMinute: 720 },
      },
    ]);
    expect(search.limits).toEqual({
      carriers: { only: ["BA"], by: "marketing" },
      stayNights: { min: 3, max: 16 },
    });
    expect(search.policy).toEqual({
      deadlineMs: 5_000,
      quorum: null,
      required: ["nonstop"],
      partial: "refuse",
    });
    expect(cellsOf(search).count).toBe(31 * 14);
  });

  test("CALENDARDAY-1 days that are past, or too far ahead, are left out", () => {
    const past = validate({ ...ends, month: "2026-11" });
    expect(past.slices[0]?.departureDates).toEqual({ from: "2026-11-29", to: "2026-11-30" });
    const far = validate({ ...ends, departureDates: { from: "2027-11-20", to: "2027-12-05" } });
    expect(far.slices[0]?.departureDates).toEqual({ from: "2027-11-20", to: "2027-11-25" });
    const one = validate({ ...ends, departureDates: { from: "2026-11-20", to: "2026-11-29" } });
    expect(one.slices[0]).toEqual({ ...ends, departureDate: "2026-11-29" });
  });

  test("cities and nearby airports, who is asked and what is said to one of them", () => {
    const search = validate({
      ...ends,
      departureDates: { from: "2026-12-10", to: "2026-12-12" },
      origin: "LON",
      destination: { airport: "JFK", nearbyKm: 30 },
      stayNights: { min: 2, max: 2 },
      bidders: { only: ["nonstop"] },
      params: { nonstop: { code: 1 } },
      market: "GB",
      passengers: { adults: 2, children: 1, ages: [7] },
    });
    expect(search.slices[0]?.originPlace).toEqual({ city: "LON" });
    expect(search.slices[1]?.destinationPlace).toEqual({ city: "LON" });
    expect(search.slices[1]?.originPlace).toMatchObject({ airport: "JFK", nearbyKm: 30 });
    expect(search).toMatchObject({
      bidders: { only: ["nonstop"] },
      params: new Map([["nonstop", '{"code":1}']]),
      market: "GB",
      passengers: { adults: 2, children: 1, ages: [7] },
    });
  });
});

describe("all faults are named at once, each with what would be right", () => {
  test.each<[what: string, raw: unknown, faults: string[]]>([
    [
      "neither days nor a month",
      ends,
      ["departureDates must be given, or `month` in its place; not both"],
    ],
    [
      "both",
      { ...december, departureDates: { from: "2026-12-01", to: "2026-12-05" } },
      ["departureDates must be given, or `month` in its place; not both"],
    ],
    ["a wrong month", { ...ends, month: "2026-13" }, ["month must be a month, such as 2026-12"]],
    [
      "CALENDARDAY-1 a month that is past",
      { ...ends, month: "2026-10" },
      ["month ends in the past: in LHR it is 2026-11-29"],
    ],
    [
      "CALENDARDAY-1 a month too far ahead",
      { ...ends, month: "2028-01" },
      ["month must begin on 2027-11-25 or earlier, 361 days ahead"],
    ],
    [
      "CALENDARDAY-2 too many days",
      { ...ends, departureDates: { from: "2026-12-01", to: "2027-01-01" } },
      ["departureDates must be at most 31 days, not 32"],
    ],
    [
      "days out of order",
      { ...ends, departureDates: { from: "2026-12-05", to: "2026-12-01" } },
      ["departureDates.to must not be before from, 2026-12-05"],
    ],
    [
      "one day in the place of a range",
      { ...ends, departureDates: "2026-12-05" },
      ["departureDates must be days: a JSON object"],
    ],
    [
      "CALENDARDAY-2 too many nights",
      { ...december, stayNights: { min: 1, max: 15 } },
      ["stayNights must be at most 14 different numbers of nights, not 15"],
    ],
    [
      "nights out of order",
      { ...december, stayNights: { min: 5, max: 3 } },
      ["stayNights.max must be at least min, 5"],
    ],
    [
      "windows of a way back that is not asked for",
      { ...december, returnArrival: { from: "06:00", to: "07:00" } },
      ["returnArrival is for a return: give stayNights too"],
    ],
    [
      "ends that are wrong or the same",
      { ...december, origin: "LHX", destination: "LHX" },
      [
        "destination no airport or city has the code LHX",
        "destination must differ from the origin, LHX",
        "origin no airport or city has the code LHX",
      ],
    ],
    [
      "rules of a search",
      {
        ...december,
        passengers: { adults: 1, infants: 2 },
        bags: {},
        bidders: { only: ["nobody"] },
        policy: { required: ["somebody"] },
        currency: "XXX",
      },
      [
        "bags must have `checked`, `cabin` or both",
        expect.stringContaining("bidders.only[0]") as unknown as string,
        expect.stringContaining("currency no rate is known for XXX") as unknown as string,
        "passengers.infants must be at most one an adult: 2 with 1",
        expect.stringContaining("policy.required[0]") as unknown as string,
      ],
    ],
  ])("%s", (_, raw, faults) => {
    expect(faultTexts(raw)).toEqual(faults);
  });

  test.each([
    "sort",
    "maxResults",
    "similar",
    "flexDays",
    "details",
    "slices",
    "calendar",
  ])("%s is no field of a calendar", (field) => {
    expect(faultTexts({ ...december, [field]: 1 })).toEqual([
      expect.stringMatching(
        `^${field} is not a known field; known here are origin, destination, departureDates, month,`,
      ),
    ]);
  });

  test("what is no object is refused as such", () => {
    for (const raw of [null, 1, "x", []])
      expect(faultTexts(raw)).toEqual([" must be a calendar's request: a JSON object"]);
  });

  test("the widest calendar has as many cells as a bid may promise floors of", () => {
    const search = validate({ ...december, stayNights: { min: 347, max: 360 } });
    expect(cellsOf(search).count).toBeLessThanOrEqual(LIMITS.calendarCellsMax);
  });
});
