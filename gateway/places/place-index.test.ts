import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Airport, allAirports } from "../../common/places/airports.ts";
import { allCities } from "../../common/places/cities.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { OTHER_NAMES } from "./other-names.ts";
import { createPlaceIndex } from "./place-index.ts";

const airports = allAirports();
const cities = allCities();
const index = createPlaceIndex(airports, cities);
const codes = (query: string) => index.complete(query).map(({ code }) => code);

test.each([
  ["lond", "LON"],
  ["heathr", "LHR"],
  ["LON", "LON"],
  ["new york", "NYC"],
  ["tokyo", "TYO"],
  ["IST", "IST"],
  ["bak", "BAK"],
  ["LHR", "LHR"],
  ["jfk", "JFK"],
  ["kennedy", "JFK"],
  ["kennedy int", "JFK"],
  ["são pa", "SAO"],
  ["sao pa", "SAO"],
  ["zuri", "ZRH"],
  ["wroclaw", "WRO"],
  ["Wrocław", "WRO"],
  ["WROCŁAW", "WRO"],
  ["lodz", "LCJ"],
  ["tromso", "TOS"],
  ["st louis", "STL"],
  ["st. louis", "STL"],
  ["St.Louis", "STL"],
  ["stlouis", "STL"],
  ["o'hare", "ORD"],
  ["o’hare", "ORD"],
  ["ohare", "ORD"],
  ["o hare", "ORD"],
])("'%s' offers %s first", (query, first) => expect(codes(query)[0]).toBe(first));

describe("the place that is called so is before what only begins like it (PLACE-1)", () => {
  test.each([
    ["porto", "OPO"],
    ["roma", "ROM"],
    ["rome", "ROM"],
    ["wien", "VIE"],
    ["athens", "ATH"],
    ["san jose", "SJC"],
  ])("'%s': %s", (query, first) => expect(codes(query)[0]).toBe(first));

  test.each([...OTHER_NAMES])("%s is found by each of its other names: %j", (code, names) => {
    expect(names.map((name) => ({ name, first: codes(name)[0] }))).toEqual(
      names.map((name) => ({ name, first: code })),
    );
  });
});

describe("a country's name", () => {
  const found = (query: string) =>
    index.complete(query).map(({ code, country, foundBy }) => ({ code, country, foundBy }));

  test.each([
    ["Portugal", "LIS"],
    ["Japan", "TYO"],
    ["japón", "TYO"],
    ["India", "DEL"],
    ["Peru", "LIM"],
    ["Niger", "NIM"],
    ["Guinea", "CKY"],
    ["Armenia", "EVN"],
    ["Deutschland", "FRA"],
    ["Türkiye", "IST"],
    ["uk", "LON"],
    ["England", "LON"],
    ["USA", "NYC"],
    ["u.s.a.", "NYC"],
    ["UAE", "DXB"],
    ["portu", "LIS"],
  ])("'%s' is its busiest place, which says that it was found so: %s (COUNTRY-1)", (query, code) =>
    expect(found(query)[0]).toMatchObject({ code, foundBy: "country" }));

  test("all of its places are before the airport of another country that begins like it", () => {
    expect(found("georgia")).toEqual([
      { code: "TBS", country: "Georgia", foundBy: "country" },
      { code: "KUT", country: "Georgia", foundBy: "country" },
      { code: "BUS", country: "Georgia", foundBy: "country" },
      { code: "ABY", country: "United States", foundBy: undefined },
    ]);
  });

  test("the airport with that code is the second", () =>
    expect(found("USA")[1]).toEqual({ code: "USA", country: "United States", foundBy: undefined }));

  test.each([
    ["Singapore", "SIN"],
    ["Luxembourg", "LUX"],
    ["Granada", "GRX"],
    ["Norfolk", "ORF"],
    ["cad", "CAD"],
  ])("'%s' is the place of that name or code: %s (COUNTRY-2)", (query, code) =>
    expect(found(query)[0]).toMatchObject({ code, foundBy: undefined }));
});

test("a city is before its airports, and they are together, the busiest first", () => {
  const [city, ...others] = codes("london");
  expect(city).toBe("LON");
  expect(others.slice(0, 3)).toEqual(expect.arrayContaining(["LHR", "LGW"]));
});

test("of one code the airport is before the city, as a search means the airport", () => {
  const found = index.complete("IST").slice(0, 2);
  expect(found.map(({ type, code }) => `${type} ${code}`)).toEqual(["airport IST", "city IST"]);
});

test("a city of one airport is found by its code, and not beside the airport by its name", () => {
  expect(index.complete("BAK")[0]).toEqual({
    type: "city",
    code: "BAK",
    name: "Baku",
    city: "Baku",
    country: "Azerbaijan",
    airports: ["GYD"],
  });
  expect(codes("baku")[0]).toBe("GYD");
  expect(codes("baku")).not.toContain("BAK");
});

test("a city has its airports", () => {
  expect(index.complete("lond")[0]).toEqual({
    type: "city",
    code: "LON",
    name: "London",
    city: "London",
    country: "United Kingdom",
    airports: ["LHR", "STN", "LGW", "LCY", "LTN", "SEN"],
  });
});

test("a place has code, name, city and country", () => {
  expect(index.complete("LHR")[0]).toEqual({
    type: "airport",
    code: "LHR",
    name: expect.stringContaining("Heathrow"),
    city: "London",
    country: "United Kingdom",
  });
});

test.each(["", "   ", "xqzv", "'", "-.-", "\u0301"])("'%s' offers nothing", (query) =>
  expect(codes(query)).toEqual([]));

describe("the whole table: every place is found by its name on a plain keyboard", () => {
  /**
   * What a person types, written down here apart from the library: NFD, and the letters that NFD
   * does not take apart.
   */
  const TYPED: Record<string, string> = {
    ł: "l",
    ø: "o",
    đ: "d",
    ı: "i",
    ß: "ss",
    æ: "ae",
    œ: "oe",
    þ: "th",
    ð: "d",
  };
  const typed = (text: string) =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/[łøđıßæœþð]/g, (letter) => TYPED[letter] as string)
      .replace(/[‘’ʻ]/g, "'")
      .replace(/–/g, "-");
  /** A query may have 64 characters. */
  const query = (text: string) => text.slice(0, 64);
  const found = (text: string, { code }: Airport) =>
    index
      .complete(query(text), airports.length)
      .some((place) => place.type === "airport" && place.code === code);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant
  const beyondAscii = airports.filter(({ name, city }) => /[^\x00-\x7f]/.test(name + city));

  test("there are hundreds of names beyond ASCII, and a plain keyboard can type each", () => {
    expect(beyondAscii.length).toBeGreaterThan(500);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant
    expect(beyondAscii.filter(({ name, city }) => /[^\x00-\x7f]/.test(typed(name + city)))).toEqual(
      [],
    );
  });

  test("names and cities beyond ASCII, typed in ASCII", () => {
    const missing = beyondAscii.filter(
      (airport) => !found(typed(airport.name), airport) || !found(typed(airport.city), airport),
    );
    expect(missing).toEqual([]);
  });

  test("every name and city as it stands, without punctuation, and with hyphens for spaces", () => {
    const forms = [
      (text: string) => text,
      (text: string) => text.replace(/\p{P}/gu, ""),
      (text: string) => text.replace(/ /g, "-"),
    ];
    const missing = airports.filter((airport) =>
      forms.some(
        (form) => !found(form(airport.name), airport) || !found(form(airport.city), airport),
      ),
    );
    expect(missing).toEqual([]);
  });

  test("an airport with departures is among the first ten for its own name", () => {
    const served = airports.filter(({ departuresPerWeek }) => departuresPerWeek > 0);
    expect(served.filter(({ name, code }) => !codes(query(name)).includes(code))).toEqual([]);
  });
});

describe("the order", () => {
  /** The definition, read off every airport without an index. */
  const airport = fc
    .record({
      code: fc.string({ unit: fc.constantFrom("A", "B"), minLength: 3, maxLength: 3 }),
      name: fc.string({ unit: fc.constantFrom("a", "b", " "), maxLength: 5 }),
      city: fc.string({ unit: fc.constantFrom("a", "b", " "), maxLength: 4 }),
      countryName: fc.constantFrom("ab a", "b"),
      departuresPerWeek: fc.integer({ min: 0, max: 2 }),
    })
    .map((one) => ({ ...one, country: one.countryName }));
  const [BY_COUNTRY, BY_COUNTRY_WORD] = [0.4, 2.5];
  const compact = (text: string) => text.toLowerCase().replaceAll(" ", "");

  function rankOf(
    one: Pick<Airport, "code" | "name" | "city" | "countryName" | "departuresPerWeek">,
    wanted: string,
  ): number {
    const anyWord = (text: string) =>
      text
        .split(/ +/)
        .filter((word) => word !== "")
        .some((_, i, words) => words.slice(i).join("").startsWith(wanted));
    if (compact(one.code) === wanted) return 0;
    const whole = compact(one.city).startsWith(wanted);
    if (one.departuresPerWeek === 0) return whole || compact(one.name).startsWith(wanted) ? 4 : 9;
    const isCountry = compact(one.countryName) === wanted;
    if (compact(one.city) === wanted) return isCountry ? 0.3 : 0.5;
    if (isCountry) return BY_COUNTRY;
    if (whole) return 1;
    if ([one.city, one.name].some(anyWord)) return 2;
    if (anyWord(one.countryName)) return BY_COUNTRY_WORD;
    return compact(one.code).startsWith(wanted) ? 3 : 9;
  }

  test("property: the index answers as a look at every airport would (PLACE-1, COUNTRY-1)", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(airport, { selector: ({ code }) => code, maxLength: 8 }),
        fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 4 }),
        (some, wanted, max) => {
          const expected = some
            .map((one) => ({ one, rank: rankOf(one, wanted) }))
            .filter(({ rank }) => rank < 9)
            .sort(
              (a, b) =>
                a.rank - b.rank ||
                b.one.departuresPerWeek - a.one.departuresPerWeek ||
                (a.one.code < b.one.code ? -1 : 1),
            )
            .slice(0, max)
            .map(({ one, rank }) => ({
              code: one.code,
              isByCountry: rank === BY_COUNTRY || rank === BY_COUNTRY_WORD,
            }));
          const found = createPlaceIndex(some as Airport[]).complete(wanted, max);
          expect(
            found.map(({ code, foundBy }) => ({ code, isByCountry: foundBy === "country" })),
          ).toEqual(expected);
        },
      ),
      { numRuns: propertyRuns(10_000) },
    );
  });

  test("the version changes with the table", () => {
    expect(createPlaceIndex(airports, cities).version).toBe(index.version);
    expect(createPlaceIndex(airports.slice(1), cities).version).not.toBe(index.version);
    expect(createPlaceIndex(airports, cities.slice(1)).version).not.toBe(index.version);
  });
});

describe("what may be meant as well as the first place is marked (ALIKE-1)", () => {
  const alike = (query: string) =>
    index
      .complete(query)
      .filter((place) => place.alike === true)
      .map(({ code }) => code);
  test.each([
    ["Birmingham", ["BHM"]],
    ["San José", ["SJO"]],
    ["India", ["BOM", "BLR", "MAA", "HYD", "CCU"]],
    // Few flights: London in Ontario, Portland in Maine.
    ["London", []],
    ["Portland", []],
    // All of one city, also where an airport calls it by another name.
    ["New York", []],
    ["York", []],
    ["Houston", []],
    ["Iceland", []],
    // A code is a code.
    ["san", []],
    ["HOU", []],
    // These match better than what only begins like them.
    ["Porto", []],
    ["Santiago", []],
  ])("'%s': %j", (query, codes) => expect(alike(query)).toEqual(codes));
});
