/** FC_RUNS bounds the number of cases of every property: test/harness/property-runs.ts. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns, RUNS_DEFAULT } from "../../test/harness/property-runs.ts";
import { filesBelow, readRepositoryFile } from "../documents/files.ts";

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

test("a property without a number has fast-check's, or FC_RUNS where that is less", () => {
  let cases = 0;
  fc.assert(fc.property(fc.nat(), () => void cases++));
  expect(cases).toBe(propertyRuns(RUNS_DEFAULT));
});
