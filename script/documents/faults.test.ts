/** docs/faults.md has a row for each file of fault tests, and each alert that it names exists. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const ROOT = join(import.meta.dirname, "..", "..");
const text = readFileSync(join(ROOT, "docs", "faults.md"), "utf8");
const rows = text
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (broken|---) /.test(line))
  .map((line) => line.slice(2, -2).split(" | "));

test("each file of fault tests has one row, and each row a file", () => {
  const files = globSync("test/faults/*.test.ts", { cwd: ROOT });
  const named = rows.map((cells) => /\(\.\.\/(.*)\)$/.exec(cells.at(-1) ?? "")?.[1]);
  expect(named.toSorted()).toEqual([...files, "test/cluster/cluster.test.ts"].toSorted());
});

test("each row says what was broken, seen and lost, how long, and what recovers it", () => {
  for (const cells of rows) {
    expect({ row: cells[0], cells: cells.length }).toEqual({ row: cells[0], cells: 7 });
    expect({ row: cells[0], isEmpty: cells.some((cell) => cell.trim() === "") }).toEqual({
      row: cells[0],
      isEmpty: false,
    });
  }
});

test("each alert is one of those in operations.md, and its link leads there", () => {
  const operations = readFileSync(join(ROOT, "docs", "operations.md"), "utf8");
  const alerts = [...operations.matchAll(/^### ([A-Z][A-Za-z]+)$/gm)].map(([, name]) => name);
  for (const [broken, , , , , alert = ""] of rows) {
    if (alert === "–") continue;
    const [, name = "", anchor] = /^\[(\w+)\]\(operations\.md#(\w+)\)$/.exec(alert) ?? [];
    expect({ broken, alert, isThere: alerts.includes(name), anchor }).toEqual({
      broken,
      alert,
      isThere: true,
      anchor: name.toLowerCase(),
    });
  }
});
