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

  const part = fc.oneof(
    fc.constantFrom(
      "from",
      "to",
      "depart",
      "return",
      "trip",
      "children",
      "adults",
      "times1",
      "=",
      "&",
    ),
    fc.constantFrom("multi-city", "return", "%", "-", ",,,,,,,,,,,", "x".repeat(500)),
    text,
  );

  test("property: every address gives a form within its bounds, which it keeps (URL-2)", () =>
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const fields = fieldsOf(parts.join(""));
        expect(fieldsOf(queryOf(fields))).toEqual(fields);
        expect(fields.slices.length).toBeLessThanOrEqual(FORM_LIMITS.slicesMax);
        expect(fields.ages.length).toBeLessThan(FORM_LIMITS.travellersMax);
        const longest = Math.max(
          ...JSON.stringify(fields)
            .split('"')
            .map((one) => one.length),
        );
        expect(longest).toBeLessThanOrEqual(1_300);
      }),
      { numRuns: propertyRuns(1_000) },
    ));

  test.each([
    ["", false],
    ["?utm=1", false],
    ["?from=LHR", true],
  ])("%s names a search: %s", (query, names) => expect(namesSearch(query)).toBe(names));
});
