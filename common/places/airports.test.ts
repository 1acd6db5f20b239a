import { describe, expect, test } from "@jest/globals";
import { Temporal } from "temporal-polyfill";
import { airportByCode, allAirports } from "./airports.ts";

describe("the airports", () => {
  test("by code, with all that is known of one", () => {
    expect(airportByCode("LHR")).toEqual({
      code: "LHR",
      name: "London Heathrow Airport",
      city: "London",
      country: "GB",
      countryName: "United Kingdom",
      zone: "Europe/London",
      latitude: 51.4775,
      longitude: -0.4614,
      departuresPerWeek: expect.any(Number),
    });
    expect(airportByCode("LHR")?.departuresPerWeek).toBeGreaterThan(2000);
    expect(airportByCode("AAA")?.name).toBe("Anaa Airport");
  });

  test.each(["XXX", "lhr", "", "__proto__", "EGLL"])("%p is none", (code) => {
    expect(airportByCode(code)).toBeUndefined();
  });

  test("every one is whole, and once", () => {
    const all = allAirports();
    expect(all.length).toBeGreaterThan(8000);
    expect(new Set(all.map((airport) => airport.code)).size).toBe(all.length);
    const odd = all.filter(
      (a) =>
        !/^[A-Z]{3}$/.test(a.code) ||
        !/^[A-Z]{2}$/.test(a.country) ||
        a.countryName.length < 3 ||
        a.name === "" ||
        !(Math.abs(a.latitude) <= 90 && Math.abs(a.longitude) <= 180) ||
        !(Number.isInteger(a.departuresPerWeek) && a.departuresPerWeek >= 0),
    );
    expect(odd).toEqual([]);
  });

  test("every zone is known to this Node.js and to Temporal", () => {
    const zones = [...new Set(allAirports().map((airport) => airport.zone))];
    const now = Temporal.Instant.from("2026-12-15T00:00Z");
    for (const zone of zones) {
      expect(now.toZonedDateTimeISO(zone).timeZoneId).toBe(zone);
      expect(() => new Intl.DateTimeFormat("en-US", { timeZone: zone })).not.toThrow();
    }
    expect(zones.length).toBeGreaterThan(300);
  });
});
