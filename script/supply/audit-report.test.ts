import { describe, expect, test } from "@jest/globals";
import { judge } from "./audit-report.ts";

const URL = "https://advisories.test/GHSA-aaaa-bbbb-cccc";
const TODAY = "2026-11-29";

const reportOf = (severity: string) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: {
      x: { via: [{ source: 1, name: "x", title: "Bad", url: URL, severity, range: "<2.0.0" }] },
      y: { via: ["x"] },
    },
    metadata: {},
  });

const explained = (until: string) => [{ advisory: "GHSA-aaaa-bbbb-cccc", why: "w", until }];

describe("what npm audit reports", () => {
  test.each(["high", "critical"])("an advisory of severity %s is a fault (AUDIT-1)", (severity) => {
    expect(judge(reportOf(severity), [], TODAY)).toEqual({
      kind: "checked",
      faults: [`x <2.0.0: ${severity}, Bad (${URL}); update it, or explain it`],
    });
  });

  test.each(["moderate", "low", "info"])("one of severity %s is none (AUDIT-1)", (severity) => {
    expect(judge(reportOf(severity), [], TODAY)).toEqual({ kind: "checked", faults: [] });
  });

  test.each([
    ["2026-11-29", 0],
    ["2026-11-28", 1],
  ])("one that is explained until %s has %i faults that day (AUDIT-1)", (until, count) => {
    const judgement = judge(reportOf("high"), explained(until), TODAY);
    expect(judgement.kind === "checked" && judgement.faults.length).toBe(count);
  });

  test("an explanation without an advisory is a fault (AUDIT-1)", () => {
    const nothing = JSON.stringify({ auditReportVersion: 2, vulnerabilities: {} });
    expect(judge(nothing, explained("2027-01-01"), TODAY)).toEqual({
      kind: "checked",
      faults: ["GHSA-aaaa-bbbb-cccc is explained, and is none any more: remove it"],
    });
  });

  test.each([
    ['{"message":"405 Method Not Allowed","statusCode":405}', "405 Method Not Allowed"],
    ["", "npm audit printed no report"],
    ["[]", "npm audit printed no report"],
    ['{"auditReportVersion":3}', "npm audit printed no report"],
  ])("%j is no report: nothing was checked (AUDIT-2)", (output, reason) => {
    expect(judge(output, [], TODAY)).toEqual({ kind: "unchecked", reason });
  });
});
