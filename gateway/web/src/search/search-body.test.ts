import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { emptyFields, PLAIN_FIELDS, type SearchFields } from "../state/search-fields.ts";
import { calendarBody } from "./calendar-body.ts";
import { CURRENCIES } from "./currencies.ts";
import { searchBody } from "./search-body.ts";

const empty = emptyFields("2026-12-01");
const [slice] = empty.slices;
if (slice === undefined) throw new Error("a form has a slice");
const there = { ...slice, origin: "LHR", destination: "JFK" };
const of = (changes: Partial<SearchFields>): SearchFields => ({
  ...empty,
  slices: [there],
  ...changes,
});
const times = { departsFrom: "06:00", departsTo: "", arrivesFrom: "", arrivesTo: "22:30" };

describe("the body of a search", () => {
  test("a form that nobody has touched asks for what the gateway asks for by itself", () => {
    expect(searchBody(of({}))).toEqual({
      slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-01" }],
      passengers: { adults: 1 },
      cabin: "economy",
      currency: "USD",
      sort: "best",
      maxStops: 2,
    });
  });

  test("a return is a second slice in the other direction, with its own times", () => {
    const body = searchBody(of({ trip: "return", returnDate: "2026-12-08", returnTimes: times }));
    expect(body.slices).toEqual([
      { origin: "LHR", destination: "JFK", departureDate: "2026-12-01" },
      {
        origin: "JFK",
        destination: "LHR",
        departureDate: "2026-12-08",
        departure: { from: "06:00", to: "23:59" },
        arrival: { from: "00:00", to: "22:30" },
      },
    ]);
  });

  test("several flights are as many slices", () => {
    const next = { ...slice, origin: "JFK", destination: "SFO.all", departureDate: "2026-12-05" };
    expect(searchBody(of({ trip: "multi-city", slices: [there, next] })).slices).toEqual([
      { origin: "LHR", destination: "JFK", departureDate: "2026-12-01" },
      { origin: "JFK", destination: { city: "SFO" }, departureDate: "2026-12-05" },
    ]);
  });

  test.each<[string, Partial<SearchFields>, object]>([
    ["a number", { adults: "2" }, { passengers: { adults: 2 } }],
    [
      "a text that is none goes to the gateway unchanged",
      { adults: "two" },
      { passengers: { adults: "two" } },
    ],
    [
      "children with their ages; the young ones are infants",
      { ages: ["8", "1", "0"] },
      { passengers: { adults: 1, children: 1, infants: 2, ages: [8, 1, 0] } },
    ],
    [
      "ages are sent when all are known",
      { ages: ["8", ""] },
      { passengers: { adults: 1, children: 2, infants: 0 } },
    ],
    [
      "hours are minutes",
      { maxLayover: "2.5", maxDuration: "20" },
      { maxLayoverMinutes: 150, maxDurationMinutes: 1200 },
    ],
    ["a price is in minor units (A9)", { maxPrice: "512.3" }, { maxPrice: 51_230 }],
    [
      "of a currency without them too (A9)",
      { maxPrice: "51000", currency: "JPY" },
      { maxPrice: 51_000 },
    ],
    [
      "a price with too many decimals is named by the gateway",
      { maxPrice: "1.234" },
      { maxPrice: "1.234" },
    ],
    [
      "airlines and alliances",
      { carriersOnly: "ba, OneWorld", carriersExcept: "fr" },
      { carriers: { only: ["BA", "oneworld"], except: ["FR"] } },
    ],
    ["airports to change in", { viaExcept: "ist ZRH" }, { via: { except: ["IST", "ZRH"] } }],
    ["bags", { checkedBags: "1", cabinBags: "0" }, { bags: { checked: 1, cabin: 0 } }],
    [
      "choices",
      {
        noOvernight: "true",
        changeable: "true",
        refundable: "true",
        selfTransfer: "true",
        similar: "true",
      },
      {
        overnightLayover: false,
        changeable: true,
        refundable: true,
        selfTransfer: true,
        similar: true,
      },
    ],
    [
      "the policy",
      { deadlineMs: "800", quorum: "60%" },
      { policy: { deadlineMs: 800, quorum: "60%" } },
    ],
  ])("%s", (_what, changes, expected) => expect(searchBody(of(changes))).toMatchObject(expected));

  test("nearby airports and days around are of every slice", () => {
    const back = { trip: "return", returnDate: "2026-12-08" } as const;
    const near = { nearbyKm: "100", flexDays: "2", slices: [{ ...there, origin: "LON.all" }] };
    expect(searchBody(of({ ...back, ...near })).slices).toEqual([
      {
        origin: { city: "LON", nearbyKm: 100 },
        destination: { airport: "JFK", nearbyKm: 100 },
        departureDate: "2026-12-01",
        flexDays: 2,
      },
      expect.objectContaining({ destination: { city: "LON", nearbyKm: 100 }, flexDays: 2 }),
    ]);
  });

  test("every field of the form is in the body", () => {
    const names = Object.keys(PLAIN_FIELDS) as (keyof typeof PLAIN_FIELDS)[];
    const without = names.filter((name) => {
      const set = of({ [name]: /^no|able$|^self|^similar/.test(name) ? "true" : "7" });
      return JSON.stringify(searchBody(set)) === JSON.stringify(searchBody(of({})));
    });
    expect({ without, names: names.length > 15 }).toEqual({ without: [], names: true });
  });
});

describe("the prices of a month", () => {
  test("are of the same flight, travellers and limits", () => {
    const one = of({ adults: "2", maxStops: "0", slices: [{ ...there, times }], similar: "true" });
    expect(calendarBody(one, 0, "2026-12")).toEqual({
      origin: "LHR",
      destination: "JFK",
      month: "2026-12",
      departure: { from: "06:00", to: "23:59" },
      arrival: { from: "00:00", to: "22:30" },
      passengers: { adults: 2 },
      cabin: "economy",
      currency: "USD",
      maxStops: 0,
    });
  });

  test("of a return, for as long a stay", () => {
    const back = of({ trip: "return", returnDate: "2026-12-08", returnTimes: times });
    expect(calendarBody(back, 0, "2027-01")).toMatchObject({
      month: "2027-01",
      stayNights: { min: 6, max: 7 },
      returnDeparture: { from: "06:00", to: "23:59" },
    });
  });
});

test("there is a rate for every currency that the page offers, and no other", () => {
  const { base, rates } = JSON.parse(
    readFileSync(new URL("../../../../common/money/rates.json", import.meta.url), "utf8"),
  );
  expect([...CURRENCIES].sort()).toEqual([...new Set([base, ...Object.keys(rates)])].sort());
});
