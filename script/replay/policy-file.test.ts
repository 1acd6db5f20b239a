import { expect, test } from "@jest/globals";
import { policyIn, readPolicyFile } from "./policy-file.ts";

test("a policy is what its file says, and has the name of the file where it has none", () => {
  const text = JSON.stringify({ deadlineMs: 400, quorum: "60%", grace: { share: 0.5 } });
  expect(policyIn(text, "quick")).toEqual({
    policy: { name: "quick", deadlineMs: 400, quorum: "60%", grace: { share: 0.5 } },
    faults: [],
  });
  const whole = {
    ...{ name: "all", kind: "rules", deadlineMs: 1, quorum: null, required: ["nonstop"] },
    ...{ grace: { share: 0, msMin: 0, msMax: 9 }, settle: false, hedge: "none" },
  };
  expect(policyIn(JSON.stringify(whole), "x").policy).toEqual(whole);
});

test.each<[string, unknown, string, RegExp]>([
  ["no JSON", "{", "", /^is not JSON$/],
  ["a list", [], "", /^must be a policy: a JSON object/],
  ["an unknown field", { deadline: 4 }, "deadline", /not a known field; known here are name, kind/],
  ["an unknown kind", { kind: "value" }, "kind", /^must be one of rules/],
  ["a deadline of text", { deadlineMs: "4" }, "deadlineMs", /whole number from 1 to 60000/],
  ["a quorum of none", { quorum: 0 }, "quorum", /must be/],
  ["a wrong bidder", { required: ["a b"] }, "required[0]", /./],
  ["a grace below zero", { grace: { share: -1 } }, "grace.share", /^must be a number from 0 to 10/],
  ["a wrong field of it", { grace: { ms: 1 } }, "grace.ms", /known here are share, msMin, msMax/],
  ["a hedge point", { hedge: 0.9 }, "hedge", /^must be one of recorded, none/],
])("REPLAYPOLICY-1: %s is named, with what would be right", (_what, value, path, right) => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const { policy, faults } = policyIn(text, "x");
  expect({ policy, faults }).toEqual({
    policy: null,
    faults: [{ path, message: expect.stringMatching(right) }],
  });
});

test("REPLAYPOLICY-1: all faults at once, and a file that is not there", () => {
  expect(policyIn(JSON.stringify({ deadlineMs: 0, settle: 1 }), "x").faults).toHaveLength(2);
  expect(readPolicyFile("/nowhere/policy.json").faults).toEqual([
    { path: "", message: expect.stringMatching(/^cannot be read: .*ENOENT/) },
  ]);
});
