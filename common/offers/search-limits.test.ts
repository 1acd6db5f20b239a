/** The limits of a search, against offers that keep and break each of them. */
import { describe, expect, test } from "@jest/globals";
import type { SearchLimits, SearchSlice } from "../../proto/messages.ts";
import { fare, flightOffer, flightSearch, inDays } from "../../test/harness/offers.ts";
import { atWantedFare, brokenLimit, hasLimits, isWithin } from "./search-limits.ts";

const PRICE = 51_234;
const day = inDays(30);
const dayAfter = inDays(31);
const slice: SearchSlice = { origin: "LHR", destination: "JFK", departureDate: day };

const segment = (changes: Record<string, unknown> = {}) => ({
  carrier: "BA",
  flightNumber: "BA117",
  origin: "LHR",
  destination: "JFK",
  departure: `${day}T08:30`,
  arrival: `${day}T11:05`,
  durationMinutes: 455,
  aircraft: "",
  ...changes,
});
const nonstop = (changes: Record<string, unknown> = {}) => ({
  slices: [{ durationMinutes: 455, segments: [segment(changes)] }],
  fares: [],
});
/** By way of Dublin, from `landing` to `leaving` by its clock. */
const viaDublin = (landing: string, leaving: string) => ({
  slices: [
    {
      durationMinutes: 900,
      segments: [
        segment({ destination: "DUB", arrival: landing }),
        segment({ flightNumber: "BA9", origin: "DUB", departure: leaving, carrier: "EI" }),
      ],
    },
  ],
  fares: [],
});
const within = (limits: SearchLimits, changes: Partial<SearchSlice> = {}) =>
  flightSearch({ slices: [{ ...slice, ...changes }], limits });

describe("WITHIN-1 the windows of a slice", () => {
  const table: [departure: string, from: number, to: number, kept: boolean][] = [
    ["08:30", 510, 510, true],
    ["08:30", 511, 600, false],
    ["08:30", 0, 509, false],
    ["23:59", 1_380, 60, true],
    ["00:00", 1_380, 60, true],
    ["01:00", 1_380, 60, true],
    ["01:01", 1_380, 60, false],
    ["22:59", 1_380, 60, false],
  ];
  test.each(
    table,
  )("a departure at %s, between minute %i and %i: %s", (time, fromMinute, toMinute, kept) => {
    const search = flightSearch({ slices: [{ ...slice, departure: { fromMinute, toMinute } }] });
    const offer = nonstop({ departure: `${day}T${time}` });
    expect(brokenLimit(offer, PRICE, search)).toBe(kept ? undefined : "departure");
  });

  test("an arrival counts by the clock of the destination, whatever its day", () => {
    const search = flightSearch({
      slices: [{ ...slice, arrival: { fromMinute: 600, toMinute: 665 } }],
    });
    expect(brokenLimit(nonstop(), PRICE, search)).toBeUndefined();
    expect(brokenLimit(nonstop({ arrival: `${dayAfter}T11:05` }), PRICE, search)).toBeUndefined();
    expect(brokenLimit(nonstop({ arrival: `${day}T11:06` }), PRICE, search)).toBe("arrival");
  });

  test("a window that ends before it begins crosses midnight", () => {
    const night = { fromMinute: 1_320, toMinute: 300 };
    const inIt = [1_319, 1_320, 1_439, 0, 300, 301].filter((minute) => isWithin(minute, night));
    expect(inIt).toEqual([1_320, 1_439, 0, 300]);
  });
});

describe("WITHIN-2 carriers", () => {
  const table: [what: string, limits: SearchLimits, kept: boolean][] = [
    ["only this one", { carriers: { only: ["BA"], by: "marketing" } }, true],
    ["only another one", { carriers: { only: ["AA"], by: "marketing" } }, false],
    ["except another one", { carriers: { except: ["AA"], by: "marketing" } }, true],
    ["except this one", { carriers: { except: ["BA"], by: "marketing" } }, false],
    ["only the one that flies it", { carriers: { only: ["AA"], by: "operating" } }, true],
    ["except the one that flies it", { carriers: { except: ["AA"], by: "operating" } }, false],
  ];
  test.each(table)("%s", (_, limits, kept) => {
    const offer = nonstop({ operatingCarrier: "AA" });
    expect(brokenLimit(offer, PRICE, within(limits))).toBe(kept ? undefined : "carriers");
  });

  test("every flight counts, and one whose operator is not stated is flown by its carrier", () => {
    const offer = viaDublin(`${day}T10:00`, `${day}T11:00`);
    const only = (codes: string[]) => within({ carriers: { only: codes, by: "operating" } });
    expect(brokenLimit(offer, PRICE, only(["BA"]))).toBe("carriers");
    expect(brokenLimit(offer, PRICE, only(["BA", "EI"]))).toBeUndefined();
  });
});

describe("WITHIN-3, WITHIN-4 connections", () => {
  const table: [what: string, limits: SearchLimits, leaving: string, broken: string | undefined][] =
    [
      ["at an allowed airport", { via: { only: ["DUB"] } }, `${day}T11:00`, undefined],
      ["not at an allowed one", { via: { only: ["SNN"] } }, `${day}T11:00`, "via"],
      ["at one that is excluded", { via: { except: ["DUB"] } }, `${day}T11:00`, "via"],
      ["as long as allowed", { maxLayoverMinutes: 60 }, `${day}T11:00`, undefined],
      ["a minute longer", { maxLayoverMinutes: 60 }, `${day}T11:01`, "maxLayoverMinutes"],
      ["until the end of the day", { noOvernightLayover: true }, `${day}T23:59`, undefined],
      ["until the next day", { noOvernightLayover: true }, `${dayAfter}T00:00`, "overnightLayover"],
    ];
  test.each(table)("%s", (_, limits, leaving, broken) => {
    expect(brokenLimit(viaDublin(`${day}T10:00`, leaving), PRICE, within(limits))).toBe(broken);
  });

  test("a slice without a connection keeps them all", () => {
    const limits = { via: { only: ["SNN"] }, maxLayoverMinutes: 1, noOvernightLayover: true };
    expect(brokenLimit(nonstop(), PRICE, within(limits))).toBeUndefined();
  });
});

describe("WITHIN-5 price and duration", () => {
  test("the limits themselves are kept", () => {
    const broken = (limits: SearchLimits) => brokenLimit(nonstop(), PRICE, within(limits));
    expect({
      price: broken({ maxPrice: PRICE }),
      cheaper: broken({ maxPrice: PRICE - 1 }),
      duration: broken({ maxDurationMinutes: 455 }),
      shorter: broken({ maxDurationMinutes: 454 }),
    }).toEqual({
      price: undefined,
      cheaper: "maxPrice",
      duration: undefined,
      shorter: "maxDurationMinutes",
    });
  });
});

describe("WITHIN-6 the fare that the price is for", () => {
  const yes = { allowed: true, fee: null };
  const no = { allowed: false, fee: null };
  const light = fare({ checkedBags: 0, cabinBags: 1, change: no, refund: no });
  const standard = fare({
    price: { amount: 60_000, currency: "USD" },
    checkedBags: 1,
    cabinBags: 1,
    change: yes,
    refund: no,
  });
  const flex = fare({
    price: { amount: 80_000, currency: "USD" },
    checkedBags: 2,
    cabinBags: 1,
    change: yes,
    refund: yes,
  });
  const offer = flightOffer(flightSearch(), { fares: [light, standard, flex] });
  const table: [what: string, limits: SearchLimits, broken: string | undefined, sold: number][] = [
    ["no bag", { bags: { cabin: 1 } }, undefined, 51_234],
    ["a checked bag", { bags: { checked: 1 } }, "bags", 60_000],
    ["two checked bags", { bags: { checked: 2 } }, "bags", 80_000],
    ["a change", { changeable: true }, "changeable", 60_000],
    ["a refund", { refundable: true }, "refundable", 80_000],
  ];
  test.each(table)("%s", (_, limits, broken, sold) => {
    expect(brokenLimit(offer, PRICE, within(limits))).toBe(broken);
    const wanted = atWantedFare(offer, limits);
    expect(wanted?.price).toEqual({ amount: sold, currency: "USD" });
    expect(wanted?.fares[0]?.price.amount).toBe(sold);
    expect(brokenLimit(wanted ?? offer, sold, within(limits))).toBeUndefined();
  });

  test("what is not stated is not included, and an offer without such a fare is not sold", () => {
    const unstated = flightOffer(flightSearch(), { fares: [fare()] });
    const limits = { bags: { checked: 1 } };
    expect(brokenLimit(unstated, PRICE, within(limits))).toBe("bags");
    expect(atWantedFare(unstated, limits)).toBeUndefined();
    expect(atWantedFare({ ...unstated, fares: [] }, limits)).toBeUndefined();
  });
});

describe("WITHIN-7 the stay", () => {
  const back = {
    durationMinutes: 455,
    segments: [segment({ origin: "JFK", destination: "LHR", departure: `${inDays(33)}T00:05` })],
  };
  const trip = (arrival: string) => ({
    slices: [{ durationMinutes: 455, segments: [segment({ arrival })] }, back],
    fares: [],
  });
  const search = (min: number, max: number) =>
    flightSearch({
      slices: [slice, { origin: "JFK", destination: "LHR", departureDate: inDays(33) }],
      limits: { stayNights: { min, max } },
    });

  test("nights are counted from the day of the arrival", () => {
    const nights = (arrival: string, min: number, max: number) =>
      brokenLimit(trip(arrival), PRICE, search(min, max));
    expect({
      three: nights(`${day}T23:55`, 3, 3),
      twoAfterANightFlight: nights(`${dayAfter}T06:00`, 2, 2),
      tooFew: nights(`${dayAfter}T06:00`, 3, 9),
      tooMany: nights(`${day}T23:55`, 1, 2),
    }).toEqual({
      three: undefined,
      twoAfterANightFlight: undefined,
      tooFew: "stayNights",
      tooMany: "stayNights",
    });
  });
});

test("few searches have limits", () => {
  expect(hasLimits(flightSearch())).toBe(false);
  expect(hasLimits(flightSearch({ limits: { maxPrice: 1 } }))).toBe(true);
  const arrival = { fromMinute: 0, toMinute: 60 };
  expect(hasLimits(flightSearch({ slices: [{ ...slice, arrival }] }))).toBe(true);
});
