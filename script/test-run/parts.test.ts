import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import {
  givesWay,
  isIn,
  needsBroker,
  PARTS,
  partsOf,
  ROOT,
  stagesOf,
  TEST_FILES,
  type TestPart,
  testFiles,
} from "./parts.ts";

const FILES = [
  "gateway/web/format.test.ts",
  "gateway/search/validate.test.ts",
  "gateway/search/validate.property.test.ts",
  "bidders/stops/index.slow.test.ts",
  "test/faults/flood.test.ts",
  "test/properties/oracle.test.ts",
  "test/browser/page.test.ts",
  "test/benchmarks/soak.test.ts",
];

test.each<[patterns: string[], parts: TestPart[] | null]>([
  [[], ["units", "properties", "system", "browser"]],
  [["test/browser"], ["browser"]],
  [["gateway"], ["units", "properties"]],
  [["search/validate.test"], ["units"]],
  [["FLOOD"], ["system"]],
  [
    ["page", "flood"],
    ["system", "browser"],
  ],
  [["test/"], ["properties", "system", "browser", "benchmarks"]],
  [["soak"], ["benchmarks"]],
  [["no such file"], null],
  [["("], ["units", "properties", "system", "browser", "benchmarks"]],
  [["properties"], ["properties"]],
  [["property"], ["properties"]],
  [["slow"], ["properties"]],
  [["bidders/stops/index"], ["properties"]],
])("npm test -- %j runs %j", (patterns, parts) =>
  expect(partsOf({ patterns, other: false }, FILES)).toEqual(parts));

test("tests of benchmarks run where their part is named, and not with all others", () => {
  expect(partsOf({ patterns: [], other: false, only: "benchmarks" }, FILES)).toEqual([
    "benchmarks",
  ]);
  expect(partsOf({ patterns: ["flood"], other: false, only: "benchmarks" }, FILES)).toEqual([]);
});

test("what waits runs beside what computes, and the browser not beside the system", () => {
  expect(stagesOf(PARTS)).toEqual([
    [
      ["browser", "system"],
      ["units", "properties"],
    ],
    [["benchmarks"]],
  ]);
  expect(stagesOf(["browser", "system"])).toEqual([[["browser", "system"]]]);
  expect(stagesOf(["properties", "system"])).toEqual([[["system"], ["properties"]]]);
  expect(stagesOf(["properties"])).toEqual([[["properties"]]]);
});

test("a lane gives way where another one beside it has deadlines, and that one never does", () => {
  const ways = (parts: readonly TestPart[]) =>
    stagesOf(parts).flatMap((stage) =>
      stage.map((lane) => `${lane.join(" ")}: ${givesWay(lane, stage)}`),
    );
  expect(ways(PARTS)).toEqual([
    "browser system: false",
    "units properties: true",
    "benchmarks: false",
  ]);
  expect(ways(["units", "properties"])).toEqual(["units properties: false"]);
});

test("every part is in a stage", () =>
  expect(stagesOf(PARTS).flat(2).toSorted()).toEqual(PARTS.toSorted()));

test("in one lane of a stage at most is a broker: a part that ends removes all brokers", () => {
  for (const lanes of stagesOf(PARTS))
    expect(lanes.filter((lane) => lane.some(needsBroker)).length).toBeLessThanOrEqual(1);
});

test("what is not a run of tests is left to jest", () =>
  expect(partsOf({ patterns: [], other: true }, FILES)).toBeNull());

test("the files of this project are found", () => {
  expect(partsOf({ patterns: ["script/test-run/parts"], other: false })).toEqual(["units"]);
  expect(partsOf({ patterns: ["test/faults/flood"], other: false })).toEqual(["system"]);
  expect(partsOf({ patterns: ["test/browser/page"], other: false })).toEqual(["browser"]);
});

test("each of them is in one part", () => {
  const wrong = testFiles().filter((file) => PARTS.filter((part) => isIn(part, file)).length !== 1);
  expect(wrong).toEqual([]);
});

test("what is called a property has random cases", () => {
  const files = testFiles().filter((file) => file.endsWith(".property.test.ts"));
  const without = files.filter(
    (file) => !readFileSync(join(ROOT, file), "utf8").includes('import fc from "fast-check"'),
  );
  expect(files.length).toBeGreaterThan(0);
  expect(without).toEqual([]);
});

test("they are looked for where jest looks", () => {
  expect(readFileSync(join(ROOT, "jest.config.js"), "utf8")).toContain(`"<rootDir>/${TEST_FILES}"`);
});
