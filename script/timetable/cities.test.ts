import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { type Airport, airportByCode } from "../../common/places/airports.ts";
import { allCities } from "../../common/places/cities.ts";
import { citiesOf, citiesText } from "./cities.ts";

const HEAD = "pk^iata_code^latitude^longitude^city_code^date_from";

function rowsOf(lines: readonly string[], scheduled: readonly string[] = []) {
  return citiesOf([HEAD, ...lines].join("\n"), airportByCode, new Set(scheduled));
}

/** Without what is added by hand. */
function codesOf(lines: readonly string[], scheduled: readonly string[] = []) {
  return rowsOf(lines, scheduled)
    .filter(({ code }) => code !== "QDF")
    .map(({ code, airports }) => `${code}: ${airports.join(" ")}`);
}

describe("a city code has the airports that OPTD gives it", () => {
  test.each<[string, string[], string[]]>([
    ["two airports", ["STN-A-1^STN^1^1^LON^", "LHR-A-2^LHR^1^1^LON^"], ["LON: LHR STN"]],
    ["an airport of two cities", ["FLL-A-1^FLL^1^1^FLL,MIA^"], ["MIA: FLL"]],
    ["a code of one airport under another name", ["GYD-A-1^GYD^1^1^BAK^"], ["BAK: GYD"]],
    ["not an airport alone under its own code", ["BER-A-1^BER^1^1^BER^"], []],
    [
      "not a station, a heliport or the city itself",
      ["LON-C-1^LON^1^1^LON^", "JRB-H-1^JRB^1^1^NYC^"],
      [],
    ],
    ["not an airfield without flights", ["BQH-A-1^BQH^1^1^LON^"], []],
    ["not an airport that is unknown to the table", ["QQK-A-1^QQK^1^1^LON^"], []],
    ["not one that closed", ["ISL-A-1^ISL^1^1^IST^"], []],
    ["not the former code of one", ["FRU-A-1^FRU^1^1^XXA^", "BSZ-A-1^BSZ^1^1^FRU^"], ["FRU: BSZ"]],
    ["one that has flights again", ["BBU-A-1^BBU^1^1^BUH^"], ["BUH: BBU"]],
    ["each airport once", ["LHR-A-1^LHR^1^1^LON^", "LHR-A-2^LHR^1^1^LON^"], ["LON: LHR"]],
  ])("%s", (_, lines, expected) => expect(codesOf(lines)).toEqual(expected));

  test("one that only the public list of airports calls scheduled", () => {
    expect(codesOf(["AEP-A-1^AEP^1^1^BUE^"], ["AEP"])).toEqual(["BUE: AEP"]);
    expect(codesOf(["ISL-A-1^ISL^1^1^IST^"], ["ISL"])).toEqual([]);
  });

  test("the name is that of the busiest airport's city, or one by hand", () => {
    const places = new Map<string, Airport>();
    for (const code of ["LHR", "LGW", "EWR", "JFK"])
      places.set(code, { ...(airportByCode(code) as Airport), city: `city of ${code}` });
    const lines = ["LGW-A-1^LGW^1^1^LON^", "LHR-A-1^LHR^1^1^LON^", "EWR-A-1^EWR^1^1^NYC^"];
    const rows = citiesOf([HEAD, ...lines].join("\n"), (code) => places.get(code), new Set());
    expect(rows.map(({ code, name }) => [code, name])).toEqual([
      ["LON", "city of LHR"],
      ["NYC", "New York"],
      ["QDF", "Dallas-Fort Worth"],
    ]);
  });

  test("another form of the table is refused", () => {
    expect(() => citiesOf("iata^city\nLHR^LON", airportByCode, new Set())).toThrow(
      `the first line must be ${HEAD}, and is iata^city`,
    );
  });
});

test("the file that ships is written so", () => {
  const shipped = readFileSync(new URL("../../common/places/cities.csv", import.meta.url), "utf8");
  const rows = allCities().map((city) => ({ ...city, airports: [...city.airports].sort() }));
  expect(citiesText(rows)).toBe(shipped);
});
