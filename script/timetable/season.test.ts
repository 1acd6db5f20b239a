import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { dayNumberOf } from "../../bidders/flights/timetable/departures.ts";
import { rotateDays, SEASON_BY_HAND, seasonInHead, toSeasonLocal } from "./season.ts";

test.each([
  ["From Timetable of 16MAY2016 - Includes new 747", "2016-05-16"],
  ["Observed Traffic 05/11JUL2021 - Regionals", "2021-07-05"],
  ["Observed Traffic 25/31 OCT 2021", "2021-10-25"],
  ["Observed Traffic for week of 12 to 18 ARP 2021", "2021-04-12"],
  ["Weekly timetable JAN 2018 - PAX", "2018-01-15"],
  ["Timetable of Jun18", "2018-06-15"],
  ["Fleet & Timetable for Week of 24NOV16", "2016-11-24"],
  ["Observed Traffic week of 28DEC2020 to 03JAN2021", "2020-12-28"],
  ["Timetable for JUN 2019 - 737 replaced by 738", "2019-06-15"],
])("the season of %p", (head, day) => {
  expect(seasonInHead(head)).toBe(day);
});

test.each([
  "757 no longer used, replaced by A321",
  "",
  "Timetable of 08/2020",
])("no season in %p", (head) => {
  expect(seasonInHead(head)).toBeUndefined();
});

test("every date by hand is one", () => {
  for (const [day] of Object.values(SEASON_BY_HAND)) expect(() => dayNumberOf(day)).not.toThrow();
});

describe("UTC to the season's wall clock", () => {
  const MONDAY = 1;
  const SUNDAY = 64;
  test.each<[string, number, number, string, string, number, number]>([
    ["summer", 450, MONDAY, "Europe/London", "2016-05-16", 510, MONDAY],
    ["winter", 450, MONDAY, "Europe/London", "2016-12-16", 450, MONDAY],
    ["into the next day", 1290, SUNDAY, "Asia/Tokyo", "2017-10-15", 390, MONDAY],
    ["into the day before", 60, MONDAY, "America/New_York", "2018-01-15", 1200, SUNDAY],
    ["daily stays daily", 1290, 127, "Asia/Tokyo", "2017-10-15", 390, 127],
    ["summer in the south", 1200, MONDAY, "Australia/Sydney", "2020-03-02", 420, 2],
  ])("%s", (_, utc, days, zone, season, departure, localDays) => {
    expect(toSeasonLocal(utc, days, zone, dayNumberOf(season))).toEqual({
      departure,
      days: localDays,
    });
  });

  test("weekdays move round the week and back", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 127 }),
        fc.integer({ min: -7, max: 7 }),
        (days, shift) => {
          expect(rotateDays(rotateDays(days, shift), -shift)).toBe(days);
          expect(rotateDays(days, shift + 7)).toBe(rotateDays(days, shift));
        },
      ),
    );
  });
});
