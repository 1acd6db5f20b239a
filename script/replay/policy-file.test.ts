import { expect, test } from "@jest/globals";
import { policiesIn as readAsGateway } from "../../gateway/experiments/policies-file.ts";
import type { ReplayPolicy } from "../../gateway/replay/replay-policy.ts";
import { policiesIn, readPolicyFile } from "./policy-file.ts";
import { tunedFile } from "./tuned-file.ts";

const TERMS = {
  policy: { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: ["nonstop"] },
  bounds: { deadlineMsMin: 100, deadlineMsMax: 5_000 },
};

test("a policy is what its file says, and has the name of the file where it has none", () => {
  const text = JSON.stringify({ deadlineMs: 400, quorum: "60%", grace: { share: 0.5 } });
  expect(policiesIn(text, "quick")).toEqual({
    policies: [{ name: "quick", deadlineMs: 400, quorum: "60%", grace: { share: 0.5 } }],
    faults: [],
  });
  const whole = {
    ...{ name: "all", kind: "rules", deadlineMs: 1, quorum: null, required: ["nonstop"] },
    ...{ grace: { share: 0, msMin: 0, msMax: 9 }, settle: false, hedge: "none" },
  };
  expect(policiesIn(JSON.stringify(whole), "x").policies).toEqual([whole]);
});

test("a file for POLICIES_FILE has several, and tune writes such a file", () => {
  const grace = { share: 0, msMin: 0, msMax: 9 };
  const value = { kind: "value", deadlineMs: 900 };
  const text = JSON.stringify({ policies: { quick: { kind: "plain", quorum: 2, grace }, value } });
  expect(policiesIn(text, "x").policies).toEqual([
    { name: "quick", kind: "rules", quorum: 2, grace },
    { name: "value", kind: "value", dollarsPerSecond: 1, deadlineMs: 900 },
  ]);
  const tuned: ReplayPolicy[] = [
    { name: "tuned", kind: "value", dollarsPerSecond: 4, deadlineMs: 900, quorum: null },
    { name: "tuned", kind: "rules", quorum: "60%", required: ["stops"], deadlineMs: 700, grace },
  ];
  for (const policy of tuned) {
    const written = JSON.stringify(tunedFile(policy, 1_000));
    const read = readAsGateway(written, TERMS);
    expect({ faults: read.faults, share: read.file?.experiment?.arms[0]?.share }).toEqual({
      ...{ faults: [], share: 1_000 },
    });
    expect(policiesIn(written, "x").policies).toEqual([policy]);
  }
});

test.each<[string, unknown, string, RegExp]>([
  ["no JSON", "{", "", /^is not JSON$/],
  ["a list", [], "", /^must be a policy: a JSON object/],
  ["an unknown field", { deadline: 4 }, "deadline", /not a known field; known here are name, kind/],
  ["an unknown kind", { kind: "plain" }, "kind", /^must be one of rules, value/],
  ["a price alone", { dollarsPerSecond: 4 }, "dollarsPerSecond", /counts only with kind "value"/],
  [
    "a price of nothing",
    { kind: "value", dollarsPerSecond: 0 },
    "dollarsPerSecond",
    /must be from/,
  ],
  ["no policies by name", { policies: [] }, "policies", /must be policies by their names/],
  [
    "a deadline by slices",
    { policies: { a: { deadlineMsPerSlice: 9 } } },
    "policies.a.deadlineMsPerSlice",
    /must be 0 or left out/,
  ],
  ["a deadline of text", { deadlineMs: "4" }, "deadlineMs", /whole number from 1 to 60000/],
  ["a quorum of none", { quorum: 0 }, "quorum", /must be/],
  ["a wrong bidder", { required: ["a b"] }, "required[0]", /./],
  ["a grace below zero", { grace: { share: -1 } }, "grace.share", /^must be a number from 0 to 10/],
  ["a wrong field of it", { grace: { ms: 1 } }, "grace.ms", /known here are share, msMin, msMax/],
  ["a hedge point", { hedge: 0.9 }, "hedge", /^must be one of recorded, none/],
])("REPLAYPOLICY-1: %s is named, with what would be right", (_what, value, path, right) => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const { policies, faults } = policiesIn(text, "x");
  expect({ policies, faults }).toEqual({
    policies: null,
    faults: [{ path, message: expect.stringMatching(right) }],
  });
});

test("REPLAYPOLICY-1: all faults at once, and a file that is not there", () => {
  expect(policiesIn(JSON.stringify({ deadlineMs: 0, settle: 1 }), "x").faults).toHaveLength(2);
  expect(readPolicyFile("/nowhere/policy.json").faults).toEqual([
    { path: "", message: expect.stringMatching(/^cannot be read: .*ENOENT/) },
  ]);
});
