import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { allAirports } from "../../common/places/airports.ts";
import { dayNumber } from "../../proto/local-time.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { calendarDay, dayIn } from "./calendar-day.ts";
import { todayAt } from "./departure-days.ts";

const EPOCH = Temporal.PlainDate.from("1970-01-01");
const dayOf = (date: Temporal.PlainDate) => EPOCH.until(date).days;

describe("the number of a day", () => {
  test.each([
    ["1970-01-01", 0],
    ["1969-12-31", -1],
    ["2000-02-29", 11_016],
    ["2026-12-15", 20_802],
    ["0001-01-01", -719_162],
  ])("%s is %d", (text, number) => expect(dayNumber(text)).toBe(number));

  test.each([
    "",
    "2027-02-29",
    "1900-02-29",
    "2026-00-10",
    "2026-13-01",
    "2026-04-31",
    "2026-12-00",
    "2026-12-32",
    "2026-12-1",
    "2026-12-015",
    "2026/12/15",
    "2026-12-15 ",
    "202a-12-15",
    "2026-1:-15",
    "+026-12-15",
    "\u0662026-12-15",
  ])("%j is not a day", (text) => expect(dayNumber(text)).toBeNaN());

  test("property: every text is a day, with its number, exactly where Temporal has that day", () => {
    const text = fc.oneof(
      fc
        .tuple(fc.nat(9_999), fc.nat(13), fc.nat(32))
        .map((parts) => parts.map((n, i) => String(n).padStart(i === 0 ? 4 : 2, "0")).join("-")),
      fc.string({ maxLength: 11, unit: fc.constantFrom(..."0123456789-:/") }),
    );
    fc.assert(
      fc.property(text, (one) => {
        const day = calendarDay(one);
        expect(dayNumber(one)).toBe(day === undefined ? Number.NaN : dayOf(day));
      }),
      { numRuns: propertyRuns(10_000) },
    );
  });
});

describe("today at an airport", () => {
  const airports = new Map(allAirports().map((airport) => [airport.zone, airport]));
  const from = Date.parse("2024-01-01T00:00Z");
  const until = Date.parse("2036-01-01T00:00Z");

  test("property: is the day that Temporal has in its zone", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...airports.values()),
        fc.double({ min: from, max: until, noNaN: true }),
        ({ code, zone }, wallMs) => {
          expect(todayAt(code, wallMs)).toBe(dayOf(dayIn(zone, wallMs)));
        },
      ),
      { numRuns: propertyRuns(1_000) },
    );
  });

  test.each([
    ["KTM", "Asia/Kathmandu"],
    ["YYT", "America/St_Johns"],
    ["LHR", "Europe/London"],
    ["CXI", "Pacific/Kiritimati"],
  ])("at %s it changes at midnight there, to the millisecond", (code, zone) => {
    const midnight = Temporal.ZonedDateTime.from(`2026-12-15T00:00[${zone}]`).epochMilliseconds;
    expect(todayAt(code, midnight - 0.25)).toBe(dayNumber("2026-12-14"));
    expect(todayAt(code, midnight)).toBe(dayNumber("2026-12-15"));
  });

  test("it is not a day where there is no airport", () => expect(todayAt("QQQ", from)).toBeNaN());
});
