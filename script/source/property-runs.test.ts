/** FC_RUNS bounds the number of cases of every property: test/harness/property-runs.ts. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { filesBelow, readRepositoryFile } from "../documents/files.ts";

const FC_RUNS = Number(process.env["FC_RUNS"] ?? 500);
const FOLDERS = ["proto", "common", "gateway", "bidders", "examples", "script", "test"];

test("no property names a number of cases that FC_RUNS does not bound", () => {
  const files = FOLDERS.flatMap((folder) =>
    filesBelow(folder, (path) => path.endsWith(".test.ts")),
  );
  const fixed = files.flatMap((path) =>
    readRepositoryFile(path)
      .split("\n")
      // A sample is an input of a test, and not a number of cases.
      .filter((line) => /\bnumRuns: [\d_]+\b(?! \*)/.test(line) && !line.includes("fc.sample("))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(fixed).toEqual([]);
});

test("a property without a number has fast-check's, a tenth of FC_RUNS where that is more, and never more than FC_RUNS", () => {
  let cases = 0;
  fc.assert(fc.property(fc.nat(), () => void cases++));
  expect(cases).toBe(Math.min(FC_RUNS, Math.max(100, Math.floor(FC_RUNS / 10))));
});
