import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { wallClockMinutes } from "../../proto/itinerary.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { instantsOf } from "./airport-clocks.ts";
import { allAirports } from "./airports.ts";

/** The instants by Temporal's own rules for a time that comes twice and for one that is skipped. */
function byTemporal(zone: string, local: Temporal.PlainDateTime): number[] {
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) =>
    local.toZonedDateTime(zone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  const comesTwice = !earlier.equals(later) && earlier.toPlainDateTime().equals(local);
  return (comesTwice ? [earlier, later] : [later]).map(
    ({ epochMilliseconds }) => epochMilliseconds / 60_000,
  );
}

const CODE_OF_ZONE = [...new Map(allAirports().map(({ zone, code }) => [zone, code]))];

/** An airport of the zone gives the instants that Temporal gives. */
function expectAgreement(zone: string, code: string, local: Temporal.PlainDateTime): void {
  const text = local.toString().slice(0, 16);
  expect({ zone, text, instants: instantsOf(code, wallClockMinutes(text)) }).toEqual({
    zone,
    text,
    instants: byTemporal(zone, local),
  });
}

describe("ZONE-1: every zone agrees with Temporal", () => {
  test("in the hours around each change of its clocks in 2027", () => {
    let changes = 0;
    for (const [zone, code] of CODE_OF_ZONE) {
      let at = Temporal.ZonedDateTime.from(`2027-01-01T12:00[${zone}]`).getTimeZoneTransition(
        "next",
      );
      for (; at !== null && at.year === 2027; at = at.getTimeZoneTransition("next")) {
        changes++;
        for (let minutes = -150; minutes <= 150; minutes += 15)
          expectAgreement(zone, code, at.toPlainDateTime().add({ minutes }));
      }
    }
    expect(changes).toBeGreaterThan(100);
  });

  const YEAR_MINUTES = 366 * 24 * 60;
  const local = (year: number) =>
    fc
      .nat(YEAR_MINUTES)
      .map((minutes) => Temporal.PlainDateTime.from({ year, month: 1, day: 1 }).add({ minutes }));

  test("property: at any time of the years 2025 to 2030, and within a day and a half of each change", () => {
    const near = fc
      .tuple(fc.constantFrom(...CODE_OF_ZONE), fc.integer({ min: 2025, max: 2030 }), fc.nat(7))
      .chain(([[zone, code], year, nth]) => {
        let at = Temporal.ZonedDateTime.from(`${year}-01-01T00:00[${zone}]`);
        for (let i = 0; i <= nth % 3; i++) at = at.getTimeZoneTransition("next") ?? at;
        return fc
          .integer({ min: -2_160, max: 2_160 })
          .map((minutes) => ({ zone, code, at: at.toPlainDateTime().add({ minutes }) }));
      });
    const any = fc
      .tuple(fc.constantFrom(...CODE_OF_ZONE), fc.integer({ min: 2025, max: 2030 }))
      .chain(([[zone, code], year]) => local(year).map((at) => ({ zone, code, at })));
    fc.assert(
      fc.property(fc.oneof(near, any), ({ zone, code, at }) => expectAgreement(zone, code, at)),
      { numRuns: propertyRuns(2_000) },
    );
  });

  test.each([1969, 2070, 2400])("and in %i, for which there are no tables (ZONE-2)", (year) => {
    for (const zone of ["Europe/London", "America/New_York", "Asia/Tokyo"]) {
      const code = CODE_OF_ZONE.find(([name]) => name === zone)?.[1] ?? "";
      for (const month of [1, 7])
        expectAgreement(zone, code, Temporal.PlainDateTime.from({ year, month, day: 9, hour: 8 }));
    }
  });
});
