import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../../../test/harness/property-runs.ts";
import {
  ANY_TIME,
  emptyFields,
  FORM_LIMITS,
  PLAIN_FIELDS,
  type SearchFields,
  TRIPS,
} from "./search-fields.ts";
import { fieldsOf, namesSearch, queryOf } from "./search-url.ts";

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const time = fc.constantFrom("", "00:00", "06:30", "23:59");
const times = fc.record({ departsFrom: time, departsTo: time, arrivesFrom: time, arrivesTo: time });
const slice = fc.record({
  origin: fc.oneof(fc.constantFrom("LHR", "LON.all"), text),
  destination: text,
  departureDate: fc.constantFrom("", "2026-12-01"),
  times,
});
const plain = fc.record(
  Object.fromEntries(Object.keys(PLAIN_FIELDS).map((name) => [name, text])) as never,
) as fc.Arbitrary<Record<keyof typeof PLAIN_FIELDS, string>>;

/** Any form that the page can have. */
const form: fc.Arbitrary<SearchFields> = fc
  .record({
    plain,
    trip: fc.constantFrom(...TRIPS),
    slices: fc.array(slice, { minLength: 2, maxLength: FORM_LIMITS.slicesMax }),
    returnDate: fc.constantFrom("", "2026-12-08"),
    returnTimes: times,
    ages: fc.array(fc.constantFrom("", "0", "17"), { maxLength: 8 }),
  })
  .map(({ plain, trip, slices, returnDate, returnTimes, ages }) => ({
    ...plain,
    trip,
    slices: trip === "multi-city" ? slices : slices.slice(0, 1),
    returnDate: trip === "return" ? returnDate : "",
    returnTimes: trip === "return" ? returnTimes : ANY_TIME,
    // One child of unknown age and no children are told apart by the word.
    ages,
  }));

describe("a search in an address", () => {
  test("reads well, and leaves out what nobody has touched", () => {
    const empty = emptyFields();
    const [first] = empty.slices;
    if (first === undefined) throw new Error("a form has a slice");
    const there = { ...first, origin: "LON.all", destination: "JFK", departureDate: "2026-12-15" };
    expect({
      oneWay: queryOf({ ...empty, slices: [there] }),
      return: queryOf({
        ...empty,
        trip: "return",
        slices: [there],
        returnDate: "2026-12-22",
        adults: "2",
        ages: ["8", "1"],
        cabin: "business",
      }),
    }).toEqual({
      oneWay: "from=LON.all&to=JFK&depart=2026-12-15",
      return:
        "trip=return&from=LON.all&to=JFK&depart=2026-12-15&return=2026-12-22&children=8%2C1&adults=2&cabin=business",
    });
  });

  test("property: the form of an address is the one that was written into it (URL-1)", () =>
    fc.assert(
      fc.property(form, (fields) => {
        expect(fieldsOf(queryOf(fields))).toEqual(fields);
        expect(namesSearch(queryOf(fields))).toBe(true);
      }),
      { numRuns: propertyRuns(1_000) },
    ));

  const NAMES = ["from", "to", "depart", "return", "trip", "children", "adults", "times1", "cabin"];
  const LONG = "x".repeat(500);
  const name = fc.constantFrom(...NAMES);
  const value = fc.oneof(
    fc.constantFrom("return", "%", "-", LONG, `${LONG}-${LONG}`, ",".repeat(40)),
    text,
  );
  /** With more of each name than the form has room for, or in pieces that are none. */
  const address = fc.oneof(
    fc
      .tuple(fc.constantFrom("multi-city", "return", "one-way"), fc.array(fc.tuple(name, value)))
      .map(([trip, pairs]) => new URLSearchParams([["trip", trip], ...pairs]).toString()),
    fc.array(fc.oneof(name, value, fc.constantFrom("=", "&"))).map((parts) => parts.join("")),
  );

  test("property: every address gives a form within its bounds, which it keeps (URL-2)", () =>
    fc.assert(
      fc.property(address, (query) => {
        const fields = fieldsOf(query);
        expect(fieldsOf(queryOf(fields))).toEqual(fields);
        expect(fields.slices.length).toBeLessThanOrEqual(FORM_LIMITS.slicesMax);
        expect(fields.ages.length).toBeLessThan(FORM_LIMITS.travellersMax);
        expect(Math.max(...textsOf(fields).map((one) => one.length))).toBeLessThanOrEqual(200);
      }),
      { numRuns: propertyRuns(1_000) },
    ));

  test("a form that is as full as may be is not more (URL-2)", () => {
    const many = [...Array(9)].map(() => `from=${LONG}&to=${LONG}&depart=${LONG}`).join("&");
    const fields = fieldsOf(`trip=multi-city&${many}&children=${",".repeat(40)}&cabin=${LONG}`);
    expect({
      slices: fields.slices.length,
      from: fields.slices.at(-1)?.origin.length,
      ages: fields.ages.length,
      cabin: fields.cabin.length,
    }).toEqual({ slices: 6, from: 200, ages: 8, cabin: 200 });
  });

  test.each([
    ["", false],
    ["?utm=1", false],
    ["?from=LHR", true],
  ])("%s names a search: %s", (query, names) => expect(namesSearch(query)).toBe(names));
});

/** All texts in it, however deep. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return Object.values(value as object).flatMap(textsOf);
}
