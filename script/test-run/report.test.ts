import { describe, expect, test } from "@jest/globals";
import { type Counts, mergeReports, testSummary } from "./report.ts";

const report = (changes: object) => ({
  success: true,
  startTime: 20,
  wasInterrupted: false,
  numPassedTests: 3,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [{ name: "a" }],
  snapshot: { total: 0 },
  ...changes,
});

describe("reports of several runs", () => {
  test("are one with all counts and results", () => {
    const other = report({
      startTime: 10,
      numPassedTests: 4,
      numRuntimeErrorTestSuites: 1,
      testResults: [{ name: "b" }],
    });
    expect(mergeReports([report({}), other])).toEqual(
      report({
        startTime: 10,
        numPassedTests: 7,
        numRuntimeErrorTestSuites: 1,
        testResults: [{ name: "a" }, { name: "b" }],
      }),
    );
  });

  test.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
  ])("succeed when all do: %s and %s are %s", (one, other, both) =>
    expect(mergeReports([report({ success: one }), report({ success: other })])["success"]).toBe(
      both,
    ));

  test("one is itself; none is nothing", () => {
    expect([mergeReports([report({})]), mergeReports([])]).toEqual([report({}), {}]);
  });
});

describe("the summary", () => {
  const counts = (changes: Partial<Counts>): Counts => ({
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTotalTests: 0,
    numPassedTestSuites: 0,
    numFailedTestSuites: 0,
    numTotalTestSuites: 0,
    ...changes,
  });
  test.each<[Partial<Counts>, Partial<Counts>, string]>([
    [
      { numPassedTests: 10, numTotalTests: 10, numTotalTestSuites: 2 },
      { numPassedTests: 5, numTotalTests: 5, numTotalTestSuites: 1 },
      "all parts: 15 tests passed, of 15, in 3 files",
    ],
    [
      {
        numPassedTests: 9,
        numFailedTests: 1,
        numTotalTests: 10,
        numTotalTestSuites: 2,
        numFailedTestSuites: 1,
      },
      { numPassedTests: 4, numPendingTests: 1, numTotalTests: 5, numTotalTestSuites: 1 },
      "all parts: 13 tests passed, 1 failed, 1 skipped, of 15, in 3 files (1 of them failed)",
    ],
  ])("%j and %j", (one, other, text) =>
    expect(testSummary([counts(one), counts(other)])).toBe(text));
});
