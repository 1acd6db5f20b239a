import { expect, test } from "@jest/globals";
import type { LimitsCounted } from "./engines-limits-counts.ts";
import { limitsReport } from "./engines-limits-table.ts";

const COUNTED: LimitsCounted = {
  searches: 40,
  maxStops: 2,
  plain: 17_440_000,
  limits: [
    { what: "no limit", ratio: 1, dearer: 0, highestRatio: 1 },
    { what: "refundable", ratio: 1.0011, dearer: 9, highestRatio: 1.06 },
  ],
};

test("limits that are counted and not timed have a table of their own, with a row for each", () => {
  const text = limitsReport([], [COUNTED]);
  expect(text).toContain("(17.44 million for a plain search)");
  const rows = text.split("\n").map((line) => line.trim().split(/ {2,}/));
  expect(rows).toContainEqual(["limit", "counted", "count more", "the most"]);
  expect(rows).toContainEqual(["no limit", "1.000", "0 %", "1.00"]);
  expect(rows).toContainEqual(["refundable", "1.001", "23 %", "1.06"]);
  expect(text).not.toContain(" ms");
});
