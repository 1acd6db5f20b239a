import { describe, expect, test } from "@jest/globals";
import { Temporal } from "temporal-polyfill";
import { elapsed, instantsOf } from "./airport-clocks.ts";
import { allAirports } from "./airports.ts";

describe("minutes between the clocks of two airports", () => {
  test.each<[string, Parameters<typeof elapsed>, number[]]>([
    ["westward", ["LHR", "2026-12-15T08:30", "JFK", "2026-12-15T11:05"], [455]],
    [
      "over the date line, landing before it left",
      ["NRT", "2026-12-15T17:00", "HNL", "2026-12-15T05:10"],
      [430],
    ],
    [
      "into the hour that comes twice: either",
      ["DUB", "2027-10-30T23:30", "CDG", "2027-10-31T02:15"],
      [105, 165],
    ],
    ["out of it", ["CDG", "2027-10-31T02:15", "DUB", "2027-10-31T03:00"], [165, 105]],
    ["over it", ["LHR", "2027-10-30T23:30", "CDG", "2027-10-31T03:30"], [240]],
    [
      "into an hour that is skipped: it is that much later",
      ["DUB", "2027-03-28T00:30", "CDG", "2027-03-28T02:30"],
      [60],
    ],
    ["an unknown airport", ["LHR", "2026-12-15T08:30", "XXX", "2026-12-15T11:05"], []],
    ["no time", ["LHR", "2026-12-15T08:30", "JFK", "soon"], []],
  ])("%s", (_, [...ends], minutes) => {
    expect(elapsed(...ends)).toEqual(minutes);
  });
});

/** By Temporal's own rules for a time that comes twice and for one that is skipped. */
function byTemporal(zone: string, local: Temporal.PlainDateTime): number[] {
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) =>
    local.toZonedDateTime(zone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  const comesTwice = !earlier.equals(later) && earlier.toPlainDateTime().equals(local);
  return (comesTwice ? [earlier, later] : [later]).map(
    ({ epochMilliseconds }) => epochMilliseconds / 60_000,
  );
}

test("every zone agrees with Temporal in the hours around each change of its clocks", () => {
  let changes = 0;
  const codes = [...new Map(allAirports().map(({ zone, code }) => [zone, code]))];
  for (const [zone, code] of codes) {
    let at = Temporal.ZonedDateTime.from(`2027-01-01T12:00[${zone}]`).getTimeZoneTransition("next");
    for (; at !== null && at.year === 2027; at = at.getTimeZoneTransition("next")) {
      changes++;
      for (let minutes = -150; minutes <= 150; minutes += 15) {
        const local = at.toPlainDateTime().add({ minutes });
        const text = local.toString().slice(0, 16);
        expect([zone, text, ...instantsOf(code, text)]).toEqual([
          zone,
          text,
          ...byTemporal(zone, local),
        ]);
      }
    }
  }
  expect(changes).toBeGreaterThan(100);
});
