import { expect, test } from "@jest/globals";
import { labelFaults } from "./labels.ts";

const MODULE = {
  path: "bidders/kit/a.ts",
  text: "/**\n * KIT-1 Answers once.\n * KIT-2 Stops.\n */",
};
const TEST = { path: "bidders/kit/a.test.ts", text: 'test("KIT-1, KIT-2: answers once", ok);' };

test("labels that are defined once and tested are right; UTF-8 is not a label", () => {
  const other = { path: "docs/a.md", text: "KIT-1 in UTF-8" };
  expect(labelFaults([MODULE, TEST, other])).toEqual([]);
});

test.each([
  [
    "defined twice",
    [MODULE, TEST, { path: "gateway/b.ts", text: "/** KIT-1 Another. */" }],
    "gateway/b.ts:1 KIT-1 is defined a second time; first in bidders/kit/a.ts:2",
  ],
  [
    "cited and not defined",
    [MODULE, TEST, { path: "docs/a.md", text: "see\nKIT-3" }],
    "docs/a.md:2 KIT-3 is defined nowhere",
  ],
  [
    "of a prefix that another file has",
    [
      MODULE,
      { path: "bidders/kit/b.ts", text: "/** KIT-3 Another. */" },
      { ...TEST, text: "KIT-1 KIT-2 KIT-3" },
    ],
    "bidders/kit/b.ts:1 KIT-3 has the prefix of bidders/kit/a.ts; take another one",
  ],
  [
    "cited by a helper of tests alone",
    [MODULE, { ...TEST, text: "KIT-1" }, { path: "test/harness/a.ts", text: "// KIT-2" }],
    "bidders/kit/a.ts:3 KIT-2 is cited by no test",
  ],
  [
    "without a test",
    [MODULE, { ...TEST, text: "KIT-1" }],
    "bidders/kit/a.ts:3 KIT-2 is cited by no test",
  ],
])("a label that is %s", (_, files, fault) => {
  const faults = labelFaults(files).map(({ path, line, message }) => `${path}:${line} ${message}`);
  expect(faults).toEqual([fault]);
});
