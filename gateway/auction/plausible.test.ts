import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import {
  fare,
  flightOffer,
  flightSearch,
  type OfferTraits,
  sheetOf,
} from "../../test/harness/offers.ts";
import { plausibilityOf, plausibilitySettings } from "../plausibility-settings.ts";
import { rank } from "./rank.ts";
import type { PlausibilityLimits, RankingRules } from "./ranking-rules.ts";
import { openOffer } from "./verify.ts";

const wallMs = Date.parse("2026-11-23T12:00:00Z");
const HOUR_MS = 3_600_000;
const slice = (origin: string, destination: string, departureDate = "2026-12-23") => ({
  origin,
  destination,
  departureDate,
});
const searchOf = (changes: Partial<FlightSearch> = {}) =>
  flightSearch({ slices: [slice("LHR", "JFK")], ...changes });
/** The limits that ship, or others. */
const limits = (environment: Record<string, string> = {}) =>
  plausibilityOf(z.object(plausibilitySettings).parse(environment));
const rulesFor = (
  search: FlightSearch,
  plausibility: PlausibilityLimits | null = limits(),
): RankingRules => ({
  search,
  objective: { valuePerHour: 0, penaltyPerStop: 0 },
  rates: { date: "2026-01-01", perUnit: new Map(Object.entries({ USD: 1, GBP: 1.25, JPY: 0.65 })) },
  wallMs,
  elapsed,
  kilometres: kilometresBetween,
  plausibility,
});
const offerFor = (search: FlightSearch, traits: Partial<OfferTraits> = {}) =>
  flightOffer(search, { expiresAtMs: wallMs + HOUR_MS, ...traits });

interface PlausibleCase {
  readonly search?: Partial<FlightSearch>;
  readonly traits?: Partial<OfferTraits>;
  readonly environment?: Record<string, string>;
  readonly bidder?: string;
}
function open({
  search: changes,
  traits,
  environment,
  bidder = "stops",
}: PlausibleCase): FlightOffer | string {
  const search = searchOf(changes);
  return openOffer(
    sheetOf([offerFor(search, traits)]),
    0,
    rulesFor(search, limits(environment)),
    bidder,
  );
}
/** 3 dollars, and 5 for each 1,000 km of 5,540. */
const LEAST = 3_069;

describe("A5 an offer that cannot be meant is not sold", () => {
  test.each<[what: string, one: PlausibleCase, reason: RegExp]>([
    [
      "at nothing",
      { traits: { amount: 0 } },
      /costs 0 in minor units of USD; a fare for this distance, cabin and party is at least 30\d\d/,
    ],
    ["at one cent", { traits: { amount: 1 } }, /costs 1 in minor units/],
    [
      "at one penny less than the least",
      { traits: { amount: LEAST - 30 } },
      /a fare for this distance/,
    ],
    [
      "at the least of economy in business",
      { traits: { amount: 4_000 }, search: { cabin: "business" } },
      /at least 61\d\d/,
    ],
    [
      "at the least of one for a party of three with seats",
      { traits: { amount: 4_000 }, search: { passengers: { adults: 2, children: 1, infants: 1 } } },
      /at least 92\d\d/,
    ],
    [
      "at the least of one way for there and back",
      {
        traits: { amount: 4_000 },
        search: { slices: [slice("LHR", "JFK"), slice("JFK", "LHR", "2026-12-30")] },
      },
      /at least 61\d\d/,
    ],
    [
      "at the least, in yen",
      { traits: { amount: 4_000, currency: "JPY" } },
      /costs 2600 in minor units of USD/,
    ],
    [
      "from London to New York in 60 minutes",
      { traits: { durationMinutes: 60 } },
      /fly 55\d\d km in 60 minutes; no airliner takes less than 31\d/,
    ],
    [
      "that flies from London to New York for 30 hours",
      { traits: { durationMinutes: 1_800 } },
      /in 1800 minutes; no flight takes more than 15\d\d/,
    ],
    [
      "of a flight that is too fast after a stop",
      { traits: { stops: 1, durationMinutes: 455 } },
      /BA101 fly 58\d\d km in 19\d minutes/,
    ],
    [
      "that holds for eight days",
      { traits: { expiresAtMs: wallMs + 192 * HOUR_MS } },
      /holds for 192 hours; 168 are the most/,
    ],
    [
      "that holds until the last instant that there is",
      { traits: { expiresAtMs: 8.64e15 } },
      /holds for \d+ hours/,
    ],
    [
      "of a carrier that its bidder may not offer",
      { environment: { PLAUSIBLE_CARRIERS: "stops=AA,DL" } },
      /BA100, and stops may not offer flights of BA/,
    ],
    [
      "of a carrier with digits alone",
      { traits: { carrier: "12" } },
      /'12', which is not a carrier's code/,
    ],
  ])("%s", (_what, one, reason) => expect(open(one)).toMatch(reason));

  test("it is dropped and named, its bidder is invalid, and the next best steps in", () => {
    const search = searchOf();
    const bad = sheetOf([offerFor(search, { amount: 1 })]);
    const good = sheetOf([offerFor(search, { number: 300, amount: 60_000 })]);
    const entries = [
      { bidder: "partners", sheets: [bad] },
      { bidder: "nonstop", sheets: [good] },
    ];
    const { itineraries, faults } = rank(entries, rulesFor(search));
    expect(itineraries.map(({ key }) => key.slice(0, 5))).toEqual(["BA300"]);
    expect([...faults]).toEqual([
      [
        "partners",
        expect.objectContaining({
          mismatches: 1,
          reason: expect.stringContaining("an offer of BA costs 1"),
        }),
      ],
    ]);
  });
});

describe("a valid offer is sold", () => {
  test.each<[what: string, one: PlausibleCase]>([
    ["at the usual price", {}],
    ["at the least", { traits: { amount: LEAST + 10 } }],
    [
      "at a low-cost carrier's lowest, 10 euros for a short flight",
      { search: { slices: [slice("DUB", "STN")] }, traits: { amount: 1_100, durationMinutes: 80 } },
    ],
    [
      "with infants on a lap for nothing",
      {
        traits: { amount: 2 * LEAST + 20 },
        search: { passengers: { adults: 2, children: 0, infants: 2 } },
      },
    ],
    [
      "with the fastest westerly winds",
      { search: { slices: [slice("JFK", "LHR")] }, traits: { durationMinutes: 330 } },
    ],
    [
      "with a landing under one number",
      { search: { slices: [slice("LHR", "SYD")] }, traits: { durationMinutes: 1_380 } },
    ],
    ["that holds for a week", { traits: { expiresAtMs: wallMs + 168 * HOUR_MS } }],
    ["of an ICAO carrier", { traits: { carrier: "BAW" } }],
    [
      "of a carrier that its bidder may offer",
      { environment: { PLAUSIBLE_CARRIERS: "stops=AA,BA" } },
    ],
    [
      "of any carrier, by a bidder that is not listed",
      { environment: { PLAUSIBLE_CARRIERS: "stops=AA" }, bidder: "partners" },
    ],
    ["of any carrier, by a bidder with a star", { environment: { PLAUSIBLE_CARRIERS: "stops=*" } }],
    [
      "at any price where the limit is 0",
      {
        traits: { amount: 1 },
        environment: { PLAUSIBLE_DOLLARS_MIN: "0", PLAUSIBLE_DOLLARS_PER_1000_KM_MIN: "0" },
      },
    ],
    [
      "whatever it is, where plausibility is off",
      {
        traits: { amount: 1, durationMinutes: 60, expiresAtMs: 8.64e15 },
        environment: { PLAUSIBILITY: "off" },
      },
    ],
  ])("%s", (_what, one) => expect(open(one)).toMatchObject({ fares: [] }));

  test("without a rate for dollars nothing is asked of its price", () => {
    const search = searchOf({ currency: "GBP" });
    const rules = {
      ...rulesFor(search),
      rates: { date: "2026-01-01", perUnit: new Map([["GBP", 1]]) },
    };
    const one = offerFor(search, {
      amount: 1,
      fares: [fare({ price: { amount: 1, currency: "GBP" } })],
    });
    expect(openOffer(sheetOf([one]), 0, rules, "stops")).toEqual(one);
  });
});

test.each<[name: string, value: string, right: boolean]>([
  ["PLAUSIBILITY", "off", true],
  ["PLAUSIBILITY", "no", false],
  ["PLAUSIBLE_DOLLARS_MIN", "-1", false],
  ["PLAUSIBLE_CABIN_PERCENT", "business=150", true],
  ["PLAUSIBLE_CABIN_PERCENT", "business=150;business=160", false],
  ["PLAUSIBLE_CABIN_PERCENT", "cargo=100", false],
  ["PLAUSIBLE_CABIN_PERCENT", "business", false],
  ["PLAUSIBLE_EXPIRY_HOURS_MAX", "0", false],
  ["PLAUSIBLE_CARRIERS", "nonstop=BA, AA;partners=*", true],
  ["PLAUSIBLE_CARRIERS", "nonstop=ba", false],
  ["PLAUSIBLE_CARRIERS", "nonstop=BA;nonstop=AA", false],
  ["PLAUSIBLE_CARRIERS", "BA", false],
  ["PLAUSIBLE_CARRIERS", "=BA", false],
])("the setting %s=%s is read or refused", (name, value, right) => {
  expect(z.object(plausibilitySettings).safeParse({ [name]: value }).success).toBe(right);
});
