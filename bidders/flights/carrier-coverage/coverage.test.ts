import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { AIRPORTS, flight } from "../../../test/fixtures/flights/context.ts";
import { coverageWithin } from "../../kit/coverage-within.ts";
import { buildTimetable, type FlightRow } from "../timetable/build.ts";
import { dayNumberOf, isoDate, operatesOn } from "../timetable/departures.ts";
import { loadTimetable } from "../timetable/load.ts";
import { coverageOf } from "./coverage.ts";
import { sourceYearsOf } from "./source-years.ts";

const during = (text: string, from: string, to: string): FlightRow => ({
  ...flight(text),
  validFrom: dayNumberOf(from),
  validTo: dayNumberOf(to),
});
const of = (...rows: FlightRow[]) => coverageOf(buildTimetable(AIRPORTS, rows), null);
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

test("COVERAGE-3: departures a week by carrier and by region of the origin", () => {
  const coverage = of(
    flight("BA117 LHR-JFK 0830 455"),
    flight("BA112 JFK-LHR 1830 420 5"),
    flight("AF1 CDG-LHR 0900 75 31"),
  );
  expect(coverage).toMatchObject({ week: null, departuresPerWeek: 14, airports: 3 });
  expect(coverage.carriers).toEqual([
    {
      carrier: "BA",
      departuresPerWeek: 9,
      firstYear: null,
      lastYear: null,
      regions: { "154": 7, "021": 2 },
    },
    {
      carrier: "AF",
      departuresPerWeek: 5,
      firstYear: null,
      lastYear: null,
      regions: { "155": 5 },
    },
  ]);
  expect(coverage.regions).toEqual({
    "154": { departuresPerWeek: 7, carriers: 1, airports: 1 },
    "155": { departuresPerWeek: 5, carriers: 1, airports: 1 },
    "021": { departuresPerWeek: 2, carriers: 1, airports: 1 },
  });
});

test.each<[title: string, rows: FlightRow[], week: string | null, departures: number]>([
  [
    "two seasons of one flight are not flown in one week",
    [
      during("BA117 LHR-JFK 0830 455", "2026-10-25", "2027-03-27"),
      during("BA117 LHR-JFK 0930 455", "2027-03-28", "2027-10-30"),
    ],
    "2026-10-26",
    7,
  ],
  [
    "the busiest week counts, and every row in it",
    [
      during("BA117 LHR-JFK 0830 455", "2026-10-25", "2027-03-27"),
      during("BA175 LHR-JFK 1130 455", "2026-12-14", "2026-12-20"),
      flight("AF1 CDG-LHR 0900 75"),
    ],
    "2026-12-14",
    21,
  ],
  [
    "of weeks with as many departures the first counts",
    [
      during("BA117 LHR-JFK 0830 455", "2026-12-14", "2026-12-20"),
      during("BA175 LHR-JFK 1130 455", "2026-12-21", "2027-01-10"),
    ],
    "2026-12-14",
    7,
  ],
  [
    "a whole week has more departures than the part of one",
    [during("BA117 LHR-JFK 0830 455", "2026-12-17", "2027-01-06")],
    "2026-12-21",
    7,
  ],
  [
    "a row that is open at one end counts from the first day that bounds any",
    [
      { ...flight("BA117 LHR-JFK 0830 455"), validTo: dayNumberOf("2027-03-27") },
      during("BA175 LHR-JFK 1130 455", "2026-12-14", "2026-12-20"),
    ],
    "2026-12-14",
    14,
  ],
  [
    "a period that begins within the week counts for its days only",
    [during("BA117 LHR-JFK 0830 455", "2026-12-17", "2026-12-18")],
    "2026-12-14",
    2,
  ],
  [
    "a weekday outside of the period is not flown",
    [during("BA117 LHR-JFK 0830 455 1", "2026-12-15", "2026-12-18")],
    "2026-12-14",
    0,
  ],
])("%s", (_, rows, week, departures) => {
  const coverage = of(...rows);
  expect({ week: coverage.week, departuresPerWeek: coverage.departuresPerWeek }).toEqual({
    week,
    departuresPerWeek: departures,
  });
});

test("the years of a carrier are those of its periods, else those of its source", () => {
  const timetable = buildTimetable(AIRPORTS, [
    during("BA117 LHR-JFK 0830 455", "2026-10-25", "2027-03-27"),
    flight("AF1 CDG-LHR 0900 75"),
    flight("EI1 DUB-LHR 0900 75"),
  ]);
  const sources = new Map(["BA", "AF"].map((code) => [code, { first: 2016, last: 2019 }]));
  const years = coverageOf(timetable, sources).carriers.map(
    ({ carrier, firstYear, lastYear }) => [carrier, firstYear, lastYear] as const,
  );
  expect(years.sort()).toEqual([
    ["AF", 2016, 2019],
    ["BA", 2026, 2027],
    ["EI", null, null],
  ]);
});

test("COVERAGE-3: an airport in a country that no table knows counts for no region of M49", () => {
  const nowhere = { ...(AIRPORTS[0] as (typeof AIRPORTS)[number]), code: "ZZZ", country: "ZZ" };
  const rows = [flight("BA117 ZZZ-JFK 0830 455"), flight("BA112 JFK-ZZZ 1830 420 5")];
  const coverage = coverageOf(buildTimetable([...AIRPORTS, nowhere], rows), null);
  expect(coverage.regions).toEqual({
    "001": { departuresPerWeek: 7, carriers: 1, airports: 1 },
    "021": { departuresPerWeek: 2, carriers: 1, airports: 1 },
  });
});

test("no flights: nothing is covered, and every large carrier is missing", () => {
  const coverage = of();
  expect(coverage).toMatchObject({ departuresPerWeek: 0, airports: 0, carriers: [], thin: [] });
  expect(coverage.missing.map(({ carrier }) => carrier)).toEqual(
    expect.arrayContaining(["AA", "WN", "6E"]),
  );
});

test("GAP-1: the timetable that ships has none of WN, 6E, AD, HU, few of MU and U2, and it says of which years it is", async () => {
  const coverage = coverageOf(await loadTimetable(null), await sourceYearsOf(null));
  const codes = (gaps: readonly { readonly carrier: string }[]) =>
    gaps.map(({ carrier }) => carrier);
  expect(codes(coverage.missing)).toEqual(expect.arrayContaining(["WN", "6E", "AD", "HU"]));
  expect(codes(coverage.thin)).toEqual(expect.arrayContaining(["MU", "U2"]));
  expect([...codes(coverage.missing), ...codes(coverage.thin)]).not.toEqual(
    expect.arrayContaining(["AA"]),
  );
  expect(coverage.carriers.find(({ carrier }) => carrier === "BA")).toMatchObject({
    firstYear: 2016,
    lastYear: 2020,
  });
  // COVERAGE-3
  expect(sum(coverage.carriers.map((one) => one.departuresPerWeek))).toBe(
    coverage.departuresPerWeek,
  );
  expect(sum(Object.values(coverage.regions).map((one) => one.departuresPerWeek))).toBe(
    coverage.departuresPerWeek,
  );
  for (const { departuresPerWeek, regions } of coverage.carriers)
    expect(sum(Object.values(regions))).toBe(departuresPerWeek);
  expect(coverageWithin(coverage)).toBe(coverage);
});

test("of a timetable of one's own no source is known", async () => {
  expect(await sourceYearsOf("own.bin.br")).toBeNull();
});

test("the week that is counted has the most departures of all, and is the first of them", () => {
  const day = fc.integer({ min: 0, max: 60 });
  const row = fc.record({ days: fc.integer({ min: 1, max: 127 }), ends: fc.tuple(day, day) });
  const base = dayNumberOf("2026-11-30"); // a Monday
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
      const timetable = buildTimetable(
        AIRPORTS,
        rows.map(({ days, ends: [a, b] }, i) => ({
          ...flight(`BA${i + 1} LHR-JFK 0830 455`),
          ...{ days, validFrom: base + Math.min(a, b), validTo: base + Math.max(a, b) },
        })),
      );
      const weeks = Array.from({ length: 9 }, (_, i) => base + 7 * i);
      const flown = (monday: number) => {
        let count = 0;
        for (let date = monday; date < monday + 7; date++)
          for (let i = 0; i < timetable.rows; i++) if (operatesOn(timetable, i, date)) count++;
        return count;
      };
      const counts = weeks.map(flown);
      const { week, departuresPerWeek } = coverageOf(timetable, null);
      expect(departuresPerWeek).toBe(Math.max(...counts));
      if (departuresPerWeek > 0)
        expect(week).toBe(isoDate(weeks[counts.indexOf(departuresPerWeek)] as number));
    }),
  );
});
