import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { policiesIn, readPoliciesFile } from "./policies-file.ts";

const TERMS = {
  policy: { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: ["nonstop"] },
  bounds: { deadlineMsMin: 100, deadlineMsMax: 5_000 },
};

const ARM = { name: "hasty", policy: "hasty", share: 1_000 };
const withArms = (...arms: unknown[]) => ({
  policies: { hasty: { quorum: 1 } },
  experiment: { name: "e", arms },
});

const faultsOf = (value: unknown) =>
  policiesIn(typeof value === "string" ? value : JSON.stringify(value), TERMS).faults.map(
    ({ path, message }) => `${path} ${message}`,
  );

test("a file that is right is what it says, with its defaults", () => {
  const { file, faults } = policiesIn(
    JSON.stringify({
      policies: {
        hasty: { deadlineMs: 400, quorum: "50%", grace: { share: 0, msMin: 0, msMax: 10 } },
        patient: { deadlineMs: 2_000, required: [] },
      },
      experiment: {
        name: "quorum",
        arms: [{ ...ARM, guard: { partialShareMax: 0.2 } }],
        shadows: ["patient"],
      },
    }),
    TERMS,
  );
  expect({ faults }).toEqual({ faults: [] });
  expect(file).toEqual({
    policies: {
      hasty: { deadlineMs: 400, quorum: "50%", grace: { share: 0, msMin: 0, msMax: 10 } },
      patient: { deadlineMs: 2_000, required: [] },
    },
    experiment: {
      ...{ name: "quorum", by: "search", shadows: ["patient"] },
      arms: [{ ...ARM, guard: { partialShareMax: 0.2, windowS: 300, auctionsMin: 200 } }],
    },
  });
});

test("a policy of kind value is that of a search, and stands on the gateway's", () => {
  const text = JSON.stringify({
    policies: { waits: { kind: "value", dollarsPerSecond: 0.5 }, plain: { kind: "plain" } },
    experiment: { name: "e", arms: [{ ...ARM, policy: "waits" }], shadows: ["plain"] },
  });
  const value = { ...TERMS, policy: { ...TERMS.policy, kind: "value" as const } };
  expect({ plain: policiesIn(text, TERMS).faults, value: policiesIn(text, value).faults }).toEqual({
    ...{ plain: [], value: [] },
  });
  // On a gateway of kind value a shadow policy that does not say it is of that kind too.
  const silent = text.replace('{"kind":"plain"}', "{}");
  expect(policiesIn(silent, value).faults).toHaveLength(1);
});

describe("what is wrong is named, with its path and with what would be right (POLICIESFILE-1)", () => {
  test.each<[string, unknown, RegExp]>([
    ["no JSON", "{", /^ is not JSON/],
    ["no policies", {}, /^policies must be policies by their names/],
    [
      "an unknown field",
      { policies: {}, arms: [] },
      /^arms is not a known field; known here are policies, experiment/,
    ],
    [
      "a price without the kind that has one",
      { policies: { hasty: { dollarsPerSecond: 0.5 } } },
      /^policies\.hasty\.dollarsPerSecond counts only with kind "value"/,
    ],
    [
      "a price in parts of a cent",
      { policies: { hasty: { kind: "value", dollarsPerSecond: 0.001 } } },
      /^policies\.hasty\.dollarsPerSecond must be from 0\.01 to 1000/,
    ],
    [
      "a shadow policy of kind value",
      {
        policies: { hasty: { kind: "value" } },
        experiment: { name: "e", arms: [], shadows: ["hasty"] },
      },
      /^experiment\.shadows\[0\] hasty is of kind value, .* or "kind": "plain"/,
    ],
    ["a name with a space", { policies: { "a b": {} } }, /^policies\.a b must be 1-64 of/],
    [
      "an unknown field of a policy",
      { policies: { hasty: { deadline: 1 } } },
      /^policies\.hasty\.deadline is not a known field; known here are deadlineMs, deadlineMsPerSlice, quorum, required/,
    ],
    [
      "an unknown field of a grace",
      { policies: { hasty: { grace: { share: 0, msMin: 0, msMax: 1, ms: 1 } } } },
      /^policies\.hasty\.grace\.ms is not a known field; known here are share, msMin, msMax/,
    ],
    [
      "a deadline beyond the bounds of the gateway",
      { policies: { slow: { deadlineMs: 9_000 } } },
      /^policies\.slow\.deadlineMs must be from 100 to 5000 here, not 9000$/,
    ],
    [
      "a quorum without the required bidders",
      { policies: { q: { quorum: 1, required: ["a", "b"] } } },
      /^policies\.q\.quorum must be at least 2: so many bidders are required \(a, b\)$/,
    ],
    [
      "a grace whose bounds are in the wrong order",
      { policies: { g: { grace: { share: 0, msMin: 9, msMax: 1 } } } },
      /^policies\.g\.grace\.msMin must not be more than msMax: 9 with 1$/,
    ],
    [
      "shares of more than all",
      withArms({ ...ARM, share: 6_000 }, { ...ARM, name: "other", share: 4_001 }),
      /^experiment\.arms must have shares of 10000 at most together, not 10001$/,
    ],
    [
      "a share that is no whole number",
      withArms({ ...ARM, share: 0.1 }),
      /^experiment\.arms\[0\]\.share must be a whole number of hundredths of a percent/,
    ],
    [
      "two arms of one name",
      withArms(ARM, ARM),
      /^experiment\.arms\[1\]\.name hasty is an arm already$/,
    ],
    [
      "the name of control",
      withArms({ ...ARM, name: "control" }),
      /^experiment\.arms\[0\]\.name control is the arm of all searches that no arm has$/,
    ],
    [
      "a policy that there is not",
      withArms({ ...ARM, policy: "toString" }),
      /^experiment\.arms\[0\]\.policy no policy is named toString; there are hasty$/,
    ],
    [
      "a shadow that there is not",
      { policies: {}, experiment: { name: "e", arms: [], shadows: ["x"] } },
      /^experiment\.shadows\[0\] no policy is named x; there is none$/,
    ],
    [
      "guard rails without a bound",
      withArms({ ...ARM, guard: { windowS: 60 } }),
      /^experiment\.arms\[0\]\.guard must have partialShareMax, or p99MsMax, or both$/,
    ],
    [
      "another way to assign",
      { policies: {}, experiment: { name: "e", by: "day", arms: [] } },
      /^experiment\.by must be one of search, key$/,
    ],
    [
      "more arms than there may be",
      withArms(...Array.from({ length: 9 }, (_, i) => ({ ...ARM, name: `a${i}`, share: 1 }))),
      /^experiment\.arms must have at most 8 arms$/,
    ],
  ])("%s", (_what, value, fault) => {
    expect(faultsOf(value)).toEqual([expect.stringMatching(fault)]);
  });

  test("all faults at once, and no more than fifty", () => {
    const policies = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`p${i}`, { deadlineMs: 1, quorum: 0, other: 1 }]),
    );
    expect({ faults: faultsOf({ policies }).length }).toEqual({ faults: 50 });
  });
});

describe("a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "policies-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is read; one that is away or too large has a fault", () => {
    const path = join(folder, "policies.json");
    writeFileSync(path, '\ufeff{"policies":{"a":{}}}');
    const large = join(folder, "large.json");
    writeFileSync(large, " ".repeat(256 * 1024 + 1));
    expect({
      file: readPoliciesFile(path, TERMS).file,
      away: readPoliciesFile(join(folder, "none.json"), TERMS).faults[0]?.message,
      large: readPoliciesFile(large, TERMS).faults[0]?.message,
    }).toEqual({
      file: { policies: { a: {} } },
      away: expect.stringMatching(/^cannot be read: .*ENOENT/),
      large: "has 262145 bytes, and may have 262144 at most",
    });
  });
});
