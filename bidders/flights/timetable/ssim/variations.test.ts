/** A flight number serves a market once on a date, for any variations of it in a file. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type LegSpec, ssim } from "../../../../test/fixtures/ssim/schedule.ts";
import { propertyRuns } from "../../../../test/harness/property-runs.ts";
import { dayNumberOf, isoDate, localTime, marketOn } from "../departures.ts";
import { importSsim, importSsimBytes } from "./import.ts";

const take = (...legs: LegSpec[]) =>
  importSsimBytes("my.ssim", Buffer.from(ssim({ airline: "XX", legs })));
const leg = (out: string, home: string, dates: string, more: Partial<LegSpec> = {}): LegSpec => ({
  leg: `XX100 LHR-AMS ${out}+0000 ${home}+0100 ${dates} 320`,
  ...more,
});

function sold(imported: ReturnType<typeof take>, date: string): string[] {
  const { timetable } = imported;
  return marketOn(
    timetable,
    timetable.airport("LHR"),
    timetable.airport("AMS"),
    dayNumberOf(date),
  ).map(({ departureLocal }) => localTime(departureLocal).slice(11));
}

describe("variations that overlap", () => {
  const daily = leg("1000", "1215", "1234567 01DEC26-31DEC26", { variation: "01" });
  const change = leg("1005", "1220", "1234567 10DEC26-20DEC26", { variation: "02" });

  test.each([
    ["in their order", [daily, change]],
    ["in the other order", [change, daily]],
  ])("%s: the higher one is sold on the dates of both, the lower one on the others, with a warning that names them", (_, legs) => {
    const imported = take(...legs);
    const dates = ["2026-12-09", "2026-12-10", "2026-12-15", "2026-12-20", "2026-12-21"];
    expect(dates.map((date) => sold(imported, date))).toEqual([
      ["10:00"],
      ["10:05"],
      ["10:05"],
      ["10:05"],
      ["10:00"],
    ]);
    const lower = 7 + legs.indexOf(daily);
    expect(imported.report.findings).toEqual([
      {
        severity: "warning",
        file: "my.ssim",
        line: lower,
        column: 10,
        fault: "overlapping variations of one flight",
        found: "XX100 variation 01",
        wanted: `on 2026-12-10, for one, variation 02 of line ${15 - lower} is sold, and this one is not: each date may have one variation`,
      },
    ]);
  });

  test("on some weekdays only: the others stay the lower one's", () => {
    const imported = take(daily, leg("1005", "1220", "2 10DEC26-20DEC26", { variation: "02" }));
    expect(["2026-12-14", "2026-12-15", "2026-12-16"].map((date) => sold(imported, date))).toEqual([
      ["10:00"],
      ["10:05"],
      ["10:00"],
    ]);
  });

  test("records of one number that stand apart are one flight too", () => {
    const other = { leg: "XX200 LHR-AMS 1100+0000 1315+0100 1234567 01DEC26-31DEC26 320" };
    const imported = take(daily, other, change);
    expect(sold(imported, "2026-12-15")).toEqual(["10:05", "11:00"]);
    expect(sold(imported, "2026-12-21")).toEqual(["10:00", "11:00"]);
    expect(imported.report.findings.map(({ wanted }) => wanted)).toEqual([
      expect.stringMatching(/^on 2026-12-10, for one, variation 02 of line 9 is sold/),
    ]);
  });

  test("so are those of two files, of which the later one counts", async () => {
    const folder = mkdtempSync(join(tmpdir(), "variations-"));
    try {
      const paths = [daily, { ...change, variation: "01" }].map((one, i) => {
        const path = join(folder, `${i}.ssim`);
        writeFileSync(path, ssim({ airline: "XX", legs: [one] }));
        return path;
      });
      const imported = await importSsim(paths);
      expect(sold(imported, "2026-12-15")).toEqual(["10:05"]);
      expect(sold(imported, "2026-12-21")).toEqual(["10:00"]);
      expect(imported.report.findings.map(({ wanted }) => wanted)).toEqual([
        expect.stringContaining(`of ${paths[1]} is sold`),
      ]);
      expect(sold(await importSsim(paths.toReversed()), "2026-12-15")).toEqual(["10:00"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("the same one twice: the later record is sold", () => {
    const imported = take({ ...daily, variation: "01" }, { ...change, variation: "01" });
    expect(sold(imported, "2026-12-15")).toEqual(["10:05"]);
    expect(imported.report.counts.warning).toBe(1);
  });

  test.each<[string, LegSpec]>([
    ["other dates", leg("1005", "1220", "1234567 01JAN27-20JAN27", { variation: "02" })],
    ["other weekdays", leg("1005", "1220", "12345 01NOV26-30NOV26", { variation: "02" })],
    ["the same flight in every field", { ...daily, variation: "02" }],
    [
      "another off point",
      { leg: "XX100 LHR-CDG 1005+0000 1220+0100 1234567 10DEC26-20DEC26 320", variation: "02" },
    ],
    [
      "another number",
      { leg: "XX101 LHR-AMS 1005+0000 1220+0100 1234567 10DEC26-20DEC26 320", variation: "02" },
    ],
    [
      "a second leg of the same variation",
      leg("1905", "2120", "1234567 10DEC26-20DEC26", { variation: "01", sequence: "03" }),
    ],
  ])("%s: no warning, and nothing is left out", (_, other) => {
    const imported = take(daily, other);
    expect(imported.report.counts).toEqual({ structure: 0, leg: 0, warning: 0 });
    expect(sold(imported, "2026-12-15")).toContain("10:00");
  });

  test("however many there are, each date has at most one, the highest that has it", () => {
    const first = dayNumberOf("2026-12-01");
    const dateText = (day: number) => {
      const [year, month, date] = isoDate(first + day).split("-") as [string, string, string];
      return `${date}${["DEC", "JAN", "FEB"][(Number(month) % 12) as number]}${year.slice(2)}`;
    };
    const one = fc.record({
      from: fc.nat(40),
      days: fc.nat(30),
      on: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), (all) => {
        const legs = all.map(({ from, days, on }, i) =>
          leg(
            `10${10 + i}`,
            `12${10 + i}`,
            `${on.join("")} ${dateText(from)}-${dateText(from + days)}`,
            { variation: `0${i + 1}` },
          ),
        );
        const imported = (() => {
          try {
            return take(...legs);
          } catch {
            // Not one date of it: refused as a whole.
            return undefined;
          }
        })();
        if (imported === undefined) return;
        for (let day = 0; day < 75; day++) {
          const weekday = ((first + day + 3) % 7) + 1;
          const having = all.flatMap(({ from, days, on }, i) =>
            day >= from && day <= from + days && on.includes(weekday) ? [i] : [],
          );
          const last = having.at(-1);
          expect({ day, sold: sold(imported, isoDate(first + day)) }).toEqual({
            day,
            sold: last === undefined ? [] : [`10:${10 + last}`],
          });
        }
      }),
      { numRuns: propertyRuns(60) },
    );
  });
});
