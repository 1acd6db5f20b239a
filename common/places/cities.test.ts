import { describe, expect, test } from "@jest/globals";
import { airportByCode, allAirports } from "./airports.ts";
import { allCities, citiesOfAirport, cityByCode } from "./cities.ts";
import { kilometresBetween } from "./distance.ts";

/**
 * IATA's metropolitan areas as a list that was made apart from OPTD's table. BER, NGO and others
 * are the code of an airport too.
 */
const LISTED: readonly [code: string, name: string, airports: string][] = [
  ["LON", "London", "LHR LGW LCY STN LTN SEN"],
  ["NYC", "New York", "JFK LGA EWR"],
  ["TYO", "Tokyo", "HND NRT"],
  ["PAR", "Paris", "CDG ORY BVA"],
  ["MIL", "Milan", "MXP LIN BGY"],
  ["ROM", "Rome", "FCO CIA"],
  ["WAS", "Washington", "IAD DCA BWI"],
  ["CHI", "Chicago", "ORD MDW"],
  ["SAO", "São Paulo", "GRU CGH VCP"],
  ["RIO", "Rio de Janeiro", "GIG SDU"],
  ["BUE", "Buenos Aires", "EZE AEP"],
  ["SEL", "Seoul", "ICN GMP"],
  ["OSA", "Osaka", "KIX ITM UKB"],
  ["BJS", "Beijing", "PEK PKX"],
  ["SHA", "Shanghai", "PVG SHA"],
  ["MOW", "Moscow", "SVO DME VKO ZIA"],
  ["STO", "Stockholm", "ARN BMA NYO VST"],
  ["YTO", "Toronto", "YYZ YTZ YHM"],
  // YMX (Mirabel) has had no passenger flights since 2004.
  ["YMQ", "Montréal", "YUL"],
  ["HOU", "Houston", "IAH HOU"],
  ["DTT", "Detroit", "DTW"],
  ["QDF", "Dallas-Fort Worth", "DFW DAL"],
  ["JKT", "Jakarta", "CGK HLP"],
  ["BKK", "Bangkok", "BKK DMK"],
  ["IST", "Istanbul", "IST SAW"],
  ["BER", "Berlin", "BER"],
  ["REK", "Reykjavík", "KEF RKV"],
  ["BUH", "Bucharest", "OTP BBU"],
  ["TCI", "Tenerife", "TFN TFS"],
  ["SPK", "Sapporo", "CTS OKD"],
  ["NGO", "Nagoya", "NGO"],
  ["TPE", "Taipei", "TPE"],
];

/** What OPTD's table has beside the list. */
const FURTHER: Readonly<Record<string, string>> = {
  CHI: "RFD",
  MIL: "PMF",
  NGO: "NKM",
  NYC: "SWF",
  TPE: "TSA",
  YMQ: "YHU",
  YTO: "YKF",
};

describe("the cities", () => {
  test.each(LISTED)("%s is %s, with %s", (code, name, airports) => {
    const city = cityByCode(code);
    const further = FURTHER[code]?.split(" ") ?? [];
    expect({ name: city?.name, airports: [...(city?.airports ?? [])].sort() }).toEqual({
      name,
      airports: [...airports.split(" "), ...further].sort(),
    });
  });

  test("each airport is in the table, once, and the busiest is the first (CITY-1)", () => {
    const cities = allCities();
    expect(cities.length).toBeGreaterThan(140);
    expect(new Set(cities.map(({ code }) => code)).size).toBe(cities.length);
    const wrong = cities.filter(({ code, name, country, airports }) => {
      const departures = airports.map((one) => airportByCode(one)?.departuresPerWeek ?? Number.NaN);
      return !(
        /^[A-Z]{3}$/.test(code) &&
        name !== "" &&
        airportByCode(airports[0] as string)?.country === country &&
        airports.length > 0 &&
        new Set(airports).size === airports.length &&
        departures.every((count, i) => i === 0 || count <= (departures[i - 1] as number))
      );
    });
    expect(wrong).toEqual([]);
  });

  test("no area has an airport more than 150 km from its busiest", () => {
    const far = allCities().flatMap(({ code, airports: [first = "", ...others] }) =>
      others
        .filter((other) => !((kilometresBetween(first, other) as number) <= 150))
        .map((other) => `${code}: ${first}-${other}`),
    );
    expect(far).toEqual([]);
  });

  test("an airport that shares its code with no other is its city's one airport (CITY-2)", () => {
    expect(cityByCode("BER")).toEqual({
      code: "BER",
      name: "Berlin",
      country: "DE",
      countryName: "Germany",
      airports: ["BER"],
    });
    const areas = new Map(allCities().map((city) => [city.code, city.airports]));
    for (const { code } of allAirports()) {
      const alone = citiesOfAirport(code).length === 0 ? [code] : undefined;
      expect({ code, airports: cityByCode(code)?.airports }).toEqual({
        code,
        airports: areas.get(code) ?? alone,
      });
    }
  });

  test.each(["LHR", "XXX", "lon", "", "__proto__"])("%p is no city", (code) => {
    expect(cityByCode(code)).toBeUndefined();
  });

  test("an airport of several cities knows them all", () => {
    const codes = (airport: string) => citiesOfAirport(airport).map(({ code }) => code);
    expect({ DFW: codes("DFW"), LHR: codes("LHR"), OSA: codes("OSA") }).toEqual({
      DFW: ["DFW", "FTW", "QDF"],
      LHR: ["LON"],
      OSA: [],
    });
  });
});
