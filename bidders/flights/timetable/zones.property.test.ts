import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { toLocal, toUtc, zoneOf } from "./zones.ts";

const ZONES = Intl.supportedValuesOf("timeZone");
const YEARS = { min: Date.UTC(2015, 0) / 60_000, max: Date.UTC(2035, 11, 31) / 60_000 };

function temporalToUtc(zone: string, local: number): number {
  const plain = Temporal.PlainDateTime.from(new Date(local * 60_000).toISOString().slice(0, 16));
  return plain.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds / 60_000;
}

function temporalToLocal(zone: string, utc: number): number {
  const there = Temporal.Instant.fromEpochMilliseconds(utc * 60_000).toZonedDateTimeISO(zone);
  return Date.parse(`${there.toPlainDateTime().toString({ smallestUnit: "minute" })}:00Z`) / 60_000;
}

describe("wall clock and UTC", () => {
  test("agree with Temporal on any zone and minute", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer(YEARS), (zone, minute) => {
        expect(toUtc(zone, minute)).toBe(temporalToUtc(zone, minute));
        expect(toLocal(zone, minute)).toBe(temporalToLocal(zone, minute));
      }),
      { numRuns: propertyRuns(2000) },
    );
  });

  test("agree with Temporal around every change of clocks, gaps and overlaps included", () => {
    const zones = [
      "Europe/London",
      "America/New_York",
      "Australia/Lord_Howe",
      "Africa/Casablanca",
      "America/Sao_Paulo",
      "Pacific/Apia",
    ];
    const end = Temporal.Instant.from("2029-01-01T00:00Z").epochMilliseconds;
    let changes = 0;
    for (const zone of zones) {
      let at = Temporal.Instant.from("2015-01-01T00:00Z")
        .toZonedDateTimeISO(zone)
        .getTimeZoneTransition("next");
      for (; at !== null && at.epochMilliseconds < end; at = at.getTimeZoneTransition("next")) {
        const utc = at.epochMilliseconds / 60_000;
        for (const near of [-61, -60, -31, -30, -1, 0, 1, 29, 30, 31, 59, 60, 61]) {
          expect({ zone, near, local: toLocal(zone, utc + near) }).toEqual({
            zone,
            near,
            local: temporalToLocal(zone, utc + near),
          });
          const local = toLocal(zone, utc) + near;
          expect({ zone, near, utc: toUtc(zone, local) }).toEqual({
            zone,
            near,
            utc: temporalToUtc(zone, local),
          });
        }
        changes++;
      }
    }
    expect(changes).toBeGreaterThan(100);
  });

  test("there and back is the same instant, but in the second pass of an overlap", () => {
    const zone = zoneOf("Europe/London");
    fc.assert(
      fc.property(fc.integer(YEARS), (utc) => {
        const back = zone.toUtc(zone.toLocal(utc));
        expect([0, 60]).toContain(utc - back);
      }),
    );
  });

  test("every instant of a wall-clock time is found: two where it comes twice, in every zone that puts its clocks back", () => {
    const [from, to] = [Date.UTC(2026, 0) / 60_000, Date.UTC(2029, 0) / 60_000];
    const found = new Map<string, number>();
    for (const name of ZONES) {
      const zone = zoneOf(name);
      for (const change of zone.changesWithin(from, to)) {
        const minutes = zone.offsetAt(change - 1) - zone.offsetAt(change);
        // The hours around it, in steps that meet its edges.
        for (const near of [-121, -61, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 61, 119, 120]) {
          const local = zone.toLocal(change) + near;
          const plain = Temporal.PlainDateTime.from(
            new Date(local * 60_000).toISOString().slice(0, 16),
          );
          const [earlier, later] = (["earlier", "later"] as const).map(
            (disambiguation) =>
              plain.toZonedDateTime(name, { disambiguation }).epochMilliseconds / 60_000,
          ) as [number, number];
          const isTwice = earlier !== later && temporalToLocal(name, earlier) === local;
          expect({ name, near, instants: zone.instantsAt(local) }).toEqual({
            name,
            near,
            instants: isTwice ? [earlier, later] : [later],
          });
          if (isTwice) found.set(name, minutes);
        }
      }
    }
    expect(found.size).toBeGreaterThan(100);
    expect({
      "Europe/London": found.get("Europe/London"),
      "Australia/Lord_Howe": found.get("Australia/Lord_Howe"),
      "Antarctica/Troll": found.get("Antarctica/Troll"),
    }).toEqual({ "Europe/London": 60, "Australia/Lord_Howe": 30, "Antarctica/Troll": 120 });
  });
});
