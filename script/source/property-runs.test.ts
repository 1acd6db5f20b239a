/** FC_RUNS bounds the number of cases of every property: test/harness/property-runs.ts. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { costlyRuns } from "../../test/harness/property-runs.ts";
import { filesBelow, readRepositoryFile } from "../documents/files.ts";

const FC_RUNS = Number(process.env["FC_RUNS"] ?? 500);
const FOLDERS = ["proto", "common", "gateway", "bidders", "clients", "examples", "script", "test"];
const OWN_PATH = "script/source/property-runs.test.ts";

/** The lines of tests that match. A sample is an input of a test, and not a number of cases. */
function linesWith(pattern: RegExp): string[] {
  const files = FOLDERS.flatMap((folder) =>
    filesBelow(folder, (path) => path.endsWith(".test.ts") && path !== OWN_PATH),
  );
  return files.flatMap((path) =>
    readRepositoryFile(path)
      .split("\n")
      .filter((line) => pattern.test(line) && !line.includes("fc.sample("))
      .map((line) => `${path}: ${line.trim()}`),
  );
}

test("no property names a number of cases that FC_RUNS does not bound", () => {
  expect(linesWith(/\bnumRuns: [\d_]+\b(?! \*)/)).toEqual([]);
});

test("no number of cases is divided: fast-check never ends at one that is not whole", () => {
  expect(linesWith(/\bnumRuns: .* \/ /)).toEqual([]);
});

test("a property without a number has fast-check's, a tenth of FC_RUNS where that is more, and never more than FC_RUNS", () => {
  let cases = 0;
  fc.assert(fc.property(fc.nat(), () => void cases++));
  expect(cases).toBe(Math.min(FC_RUNS, Math.max(100, Math.floor(FC_RUNS / 10))));
});

test.each([
  [1, "few"],
  [500, "few"],
  [501, "some"],
  [9_999, "some"],
  [10_000, "all"],
  [9_999_999, "all"],
])("a costly comparison with FC_RUNS=%i asks %s of its questions", (runsMax, asked) => {
  expect(costlyRuns({ few: "few", some: "some", all: "all" }, runsMax)).toBe(asked);
});
