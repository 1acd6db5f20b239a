/**
 * What is sold of a leg under each traffic restriction code: by itself, and as a part of a
 * connection.
 */
import { describe, expect, test } from "@jest/globals";
import { type LegSpec, ssim } from "../../../../test/fixtures/ssim/schedule.ts";
import { dayNumberOf } from "../departures.ts";
import { FLAGS } from "../timetable.ts";
import { importSsimBytes } from "./import.ts";
import { RESTRICTIONS, saleUnder } from "./restrictions.ts";

const LEG = "BA117 LHR-JFK 0830+0000 1105-0500 1234567 01DEC26-31DEC26 744";
const OTHER = { leg: "BA118 LHR-JFK 0930+0000 1205-0500 1234567 01DEC26-31DEC26 744" };

/** How BA117 is sold: `any`, `local`, or not at all; and the report. */
function imported(leg: Partial<LegSpec>) {
  const { timetable, report } = importSsimBytes(
    "my.ssim",
    Buffer.from(ssim({ airline: "BA", legs: [{ leg: LEG, ...leg }, OTHER] })),
  );
  const row = timetable.number.indexOf(117);
  const sale =
    row < 0 ? "none" : (timetable.flags[row] as number) & FLAGS.localOnly ? "local" : "any";
  return {
    sale,
    skipped: [...report.skipped.keys()],
    faults: report.findings.map(({ column, fault, found }) => [column, fault, found]),
  };
}

describe("traffic restriction codes of SSIM appendix G", () => {
  // By Travelport's list: B, C and F are sold; all others are for connections or stopovers, or are
  // not sold.
  test.each(
    [..."ABCDEFGHIKMNOQTVWXY"].map((code) => [code, "BCF".includes(code) ? "local" : "none"]),
  )("%s: %s", (code, sale) => {
    const what = RESTRICTIONS[code]?.what as string;
    expect(imported({ restrictions: code })).toEqual({
      sale,
      skipped: sale === "none" ? [`traffic restriction ${code} (${what})`] : [],
      faults: [],
    });
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

  test("the table has every code, and allows more connections than a timetable sells", () => {
    expect(Object.keys(RESTRICTIONS).join("")).toBe("ABCDEFGHIKMNOQTVWXY");
    for (const [code, { local, connections }] of Object.entries(RESTRICTIONS)) {
      const sale = saleUnder([code]);
      expect([code, typeof sale === "object" ? "none" : sale]).toEqual([
        code,
        local ? "local" : "none",
      ]);
      // No code allows local traffic and every connection: that is no restriction.
      expect(local && connections === "any").toBe(false);
    }
    expect([
      saleUnder([]),
      saleUnder(["B", "C"]),
      saleUnder(["B", "?"]),
      saleUnder(["__proto__"]),
    ]).toEqual(["any", "local", undefined, undefined]);
    expect(saleUnder(["B", "K"])).toEqual({
      notSold: "traffic restriction K (connecting traffic only)",
    });
  });

  test("a code at the place of a later leg is not this leg's", () =>
    expect(imported({ restrictions: " K" }).sale).toBe("any"));
});

describe("segment data on it", () => {
  const data = (...elements: [string, string][]) => imported({ restrictions: "Z", elements });

  test.each<[what: string, elements: [string, string][], sale: string]>([
    ["all traffic: local only", [["170", "B"]], "local"],
    ["passengers: local only", [["171", "B"]], "local"],
    ["passengers: connecting only", [["171", "K"]], "none"],
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
  expect([timetable.rows, timetable.flags[0], timetable.validFrom[0]]).toEqual([
    1,
    FLAGS.localOnly,
    dayNumberOf("2026-12-01"),
  ]);
});
