/**
 * What is sold of a leg under each traffic restriction code: by itself, and as a part of a
 * connection.
 */
import { describe, expect, test } from "@jest/globals";
import { type LegSpec, ssim } from "../../../../test/fixtures/ssim/schedule.ts";
import { dayNumberOf } from "../departures.ts";
import { FLAGS } from "../timetable.ts";
import { importSsimBytes } from "./import.ts";
import { codeOf, RESTRICTIONS, saleUnder } from "./restrictions.ts";

const LEG = "BA117 LHR-JFK 0830+0000 1105-0500 1234567 01DEC26-31DEC26 744";
const OTHER = { leg: "BA118 LHR-JFK 0930+0000 1205-0500 1234567 01DEC26-31DEC26 744" };

/** How BA117 is sold: `any`, its flags (`local online`), or not at all; and the report. */
function imported(leg: Partial<LegSpec>) {
  const { timetable, report } = importSsimBytes(
    "my.ssim",
    Buffer.from(ssim({ airline: "BA", legs: [{ leg: LEG, ...leg }, OTHER] })),
  );
  const row = timetable.number.indexOf(117);
  const sale = row < 0 ? "none" : nameOf(timetable.flags[row] as number);
  return {
    sale,
    skipped: [...report.skipped.keys()],
    faults: report.findings.map(({ column, fault, found }) => [column, fault, found]),
  };
}

/** `any`, `local`, `connections online` ... */
function nameOf(flags: number): string {
  const names = Object.entries(FLAGS).filter(([, bit]) => (flags & bit) !== 0);
  return names.length === 0 ? "any" : names.map(([name]) => name.replace("Only", "")).join(" ");
}

describe("traffic restriction codes of SSIM appendix G", () => {
  // By Travelport's list. Not sold: what is not for passengers, only for stopovers, or "qualified".
  test.each<[code: string, sale: string]>([
    ["A", "none"],
    ["B", "local"],
    ["C", "domestic"],
    ["D", "none"],
    ["E", "none"],
    ["F", "online"],
    ["G", "none"],
    ["H", "none"],
    ["I", "none"],
    ["K", "connections"],
    ["M", "none"],
    ["N", "international connections"],
    ["O", "online international connections"],
    ["Q", "online international connections"],
    ["T", "none"],
    ["V", "connections"],
    ["W", "international connections"],
    ["X", "online connections"],
    ["Y", "online connections"],
  ])("%s: %s", (code, sale) => {
    const what = RESTRICTIONS[code]?.what as string;
    expect(imported({ restrictions: code })).toEqual({
      sale,
      skipped: sale === "none" ? [`traffic restriction ${code} (${what})`] : [],
      faults: [],
    });
  });

  test("a timetable that is written as SSIM has them too", () => {
    expect(
      Object.keys(RESTRICTIONS)
        .map((code) => codeOf((saleUnder([code]) as number) || 0))
        .join(""),
    ).toBe("BCFKNOOKNYY");
    expect(codeOf(FLAGS.secondPass | FLAGS.onlineOnly)).toBe("F");
    expect(codeOf(FLAGS.secondPass)).toBe("");
  });

  test("without a code: sold alone and in connections", () =>
    expect(imported({})).toEqual({ sale: "any", skipped: [], faults: [] }));

  test.each([..."JLPRSU1*"])("'%s' is none of them: the leg is left out, and named", (code) => {
    expect(imported({ restrictions: code })).toEqual({
      sale: "none",
      skipped: [],
      faults: [[150, "traffic restriction code", code]],
    });
  });

  test("the table has every code, and none allows everything", () => {
    expect(Object.keys(RESTRICTIONS).join("")).toBe("ABCDEFGHIKMNOQTVWXY");
    for (const { local, connections } of Object.values(RESTRICTIONS))
      expect(local && connections === "any").toBe(false);
  });

  test.each<[codes: string[], sale: unknown]>([
    [[], 0],
    [["B", "C"], FLAGS.localOnly],
    [["F", "F"], FLAGS.onlineOnly],
    // Domestic and online: no code says that, so no connection is sold.
    [["C", "F"], FLAGS.localOnly],
    [["K", "Y"], FLAGS.connectionsOnly | FLAGS.onlineOnly],
    [["F", "N"], FLAGS.connectionsOnly | FLAGS.internationalOnly | FLAGS.onlineOnly],
    [["B", "K"], { notSold: "traffic restriction K (connecting traffic only)" }],
    [["C", "N"], { notSold: "traffic restriction N (international connecting traffic only)" }],
    [["B", "?"], undefined],
    [["__proto__"], undefined],
  ])("of %j all hold", (codes, sale) => {
    expect(saleUnder(codes)).toEqual(sale);
  });

  test("a code at the place of a later leg is not this leg's", () =>
    expect(imported({ restrictions: " K" }).sale).toBe("any"));
});

describe("segment data on it", () => {
  const data = (...elements: [string, string][]) => imported({ restrictions: "Z", elements });

  test.each<[what: string, elements: [string, string][], sale: string]>([
    ["all traffic: local only", [["170", "B"]], "local"],
    ["passengers: local only", [["171", "B"]], "local"],
    ["passengers: connecting only", [["171", "K"]], "connections"],
    ["cargo and mail alone", [["172", "A"]], "any"],
    [
      "cargo, and mail",
      [
        ["173", "A"],
        ["174", "K"],
      ],
      "any",
    ],
    [
      "passengers and cargo",
      [
        ["171", "B"],
        ["173", "A"],
      ],
      "local",
    ],
    [
      "two for passengers: both hold",
      [
        ["170", "B"],
        ["171", "K"],
      ],
      "none",
    ],
  ])("Z, and %s", (_, elements, sale) =>
    expect(data(...elements)).toMatchObject({ sale, faults: [] }));

  test("without Z they hold too, before the leg's own code", () => {
    expect(imported({ elements: [["170", "B"]] }).sale).toBe("local");
    expect(imported({ restrictions: "K", elements: [["172", "A"]] }).sale).toBe("any");
  });

  test("Z without such data is reported, and the leg is left out", () => {
    expect(data()).toEqual({
      sale: "none",
      skipped: [],
      faults: [[150, "traffic restriction Z without its data elements", "Z"]],
    });
  });

  test("an unknown code there is reported", () => {
    expect(data(["170", "?"])).toEqual({
      sale: "none",
      skipped: [],
      faults: [[150, "traffic restriction code", "?"]],
    });
  });
});

test("a leg for local traffic only is sold non-stop, on its day, and marked for the connections", () => {
  const { timetable } = importSsimBytes(
    "my.ssim",
    Buffer.from(ssim({ airline: "BA", legs: [{ leg: LEG, restrictions: "B" }] })),
  );
  expect({
    rows: timetable.rows,
    flags: timetable.flags[0],
    validFrom: timetable.validFrom[0],
  }).toEqual({ rows: 1, flags: FLAGS.localOnly, validFrom: dayNumberOf("2026-12-01") });
});
