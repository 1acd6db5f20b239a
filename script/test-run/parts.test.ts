import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { type Part, partsOf, ROOT, TEST_FILES } from "./parts.ts";

const FILES = [
  "gateway/web/format.test.ts",
  "gateway/search/validate.test.ts",
  "test/faults/flood.test.ts",
  "test/properties/oracle.test.ts",
  "test/browser/page.test.ts",
];

test.each<[patterns: string[], parts: Part[] | null]>([
  [[], ["units", "properties", "system", "browser"]],
  [["test/browser"], ["browser"]],
  [["gateway"], ["units"]],
  [["FLOOD"], ["system"]],
  [
    ["page", "flood"],
    ["system", "browser"],
  ],
  [["test/"], ["properties", "system", "browser"]],
  [["no such file"], null],
  [["("], ["units", "properties", "system", "browser"]],
  [["properties"], ["properties"]],
])("npm test -- %j runs %j", (patterns, parts) =>
  expect(partsOf({ patterns, other: false }, FILES)).toEqual(parts));

test("what is no run of tests is left to jest", () =>
  expect(partsOf({ patterns: [], other: true }, FILES)).toBeNull());

test("the files of this project are found", () => {
  expect(partsOf({ patterns: ["script/test-run/parts"], other: false })).toEqual(["units"]);
  expect(partsOf({ patterns: ["test/faults/flood"], other: false })).toEqual(["system"]);
  expect(partsOf({ patterns: ["test/browser/page"], other: false })).toEqual(["browser"]);
});

test("each of them is in one part", () => {
  for (const file of globSync(TEST_FILES, { cwd: ROOT })) {
    const pattern = `${file.replaceAll(".", "\\.")}$`;
    expect({ file, parts: partsOf({ patterns: [pattern], other: false }) }).toEqual({
      file,
      parts: [expect.any(String)],
    });
  }
});

test("they are looked for where jest looks", () => {
  expect(readFileSync(join(ROOT, "jest.config.js"), "utf8")).toContain(`"<rootDir>/${TEST_FILES}"`);
});
