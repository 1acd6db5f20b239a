import { describe, expect, test } from "@jest/globals";
import type { CheckState } from "./check.ts";
import { type HttpReport, httpChecks, machineChecks, OPEN_FILES_MIN } from "./http-rules.ts";

const state = (is: CheckState) => expect.objectContaining({ state: is });
const url = "http://127.0.0.1:8080";
const right = { status: 200, failed: [], warnings: [], openFiles: { used: 50, max: 20_000 } };
const report = (changes: Partial<HttpReport & { kind: "answered" }> = {}): HttpReport => ({
  ...{ url, kind: "answered" as const },
  ...right,
  ...changes,
});

test("a gateway that does not answer", () => {
  expect(httpChecks("HTTP port", { url, kind: "unreachable", why: "refused" })).toEqual([
    expect.objectContaining({ name: "HTTP port 127.0.0.1:8080", state: "fault" }),
  ]);
});

test.each([
  ["ok", {}],
  ["warning", { warnings: ["its clock is ahead"] }],
  ["fault", { status: 503, failed: ["no bidder answers"] }],
  ["fault", { status: 421 }],
  ["fault", { status: 404 }],
] as const)("%s: a gateway that answers %j", (is, changes) => {
  expect(httpChecks("HTTP port", report(changes))[0]).toEqual(state(is));
});

test("a gateway that is not ready is named with its reason", () => {
  const [check] = httpChecks("HTTP port", report({ status: 503, failed: ["a", "b"] }));
  expect(check?.found).toBe("not ready (503): a, b");
});

describe("open files", () => {
  test.each([
    ["ok", 50, 20_000],
    ["warning", 50, OPEN_FILES_MIN - 1],
    ["ok", 50, OPEN_FILES_MIN],
    ["warning", 16_000, 20_000],
    ["fault", 19_000, 20_000],
    ["fault", 1_000, 1_024],
  ] as const)("%s: %d in use of %d", (is, used, max) => {
    expect(httpChecks("HTTP port", report({ openFiles: { used, max } }))[1]).toEqual(state(is));
  });

  test("not checked, where /metrics does not say (EXAMINED-1)", () => {
    expect(httpChecks("HTTP port", report({ openFiles: null }))[1]).toEqual(state("not checked"));
    expect(httpChecks("HTTP port", report({ openFiles: "refused" }))[1]).toMatchObject({
      state: "not checked",
      remedy: expect.stringContaining("SCATTER_KEY"),
    });
  });
});

test.each([
  [{ openFilesMax: 20_000, listenBacklogMax: 4_096 }, ["ok", "ok"]],
  [{ openFilesMax: 1_024, listenBacklogMax: 128 }, ["warning", "warning"]],
  [{ openFilesMax: null, listenBacklogMax: null }, ["not checked", "not checked"]],
] as const)("the limits of this machine: %j", (limits, states) => {
  expect(machineChecks(limits).map((check) => check.state)).toEqual(states);
});
