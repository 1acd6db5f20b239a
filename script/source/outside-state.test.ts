import { describe, expect, test } from "@jest/globals";
import { outsideUses, type Purity, purityOf } from "./outside-state.ts";
import { parseSource } from "./syntax-tree.ts";

const uses = (text: string, purity: Purity) => outsideUses(parseSource(`\n${text}`, "ts"), purity);

describe("a pure module uses no", () => {
  test.each([
    ["environment", 'const a = process.env["A"];', "process"],
    [
      "environment that is imported",
      "import { env } from 'node:process';\nuse(process);",
      "process",
    ],
    ["instant", "const at = Date.now();", "Date.now"],
    ["instant by a name in quotes", 'const at = Date["now"]();', "Date.now"],
    ["clock as a default", "const f = (now: () => number = Date.now) => now();", "Date.now"],
    ["clock in a class", "class A { readonly at = Date.now(); }", "Date.now"],
    ["date of today", "const at = new Date();", "Date"],
    ["text of now", "const at = Date();", "Date"],
    ["member by a pattern", "const { now } = Date;", "Date"],
    ["clock that only goes forward", "const at = performance.now();", "performance"],
    ["clock of a global object", "const at = globalThis.performance.now();", "globalThis"],
    ["random number", "const x = Math.random();", "Math.random"],
    ["random bytes", "const id = crypto.randomUUID();", "crypto"],
    ["timer", "setTimeout(() => {}, 5);", "setTimeout"],
    ["timer as a value", "const later = setImmediate;", "setImmediate"],
    [
      "value in an expression of TypeScript",
      "const at = (performance as Clock).now();",
      "performance",
    ],
    ["member of an object", "const clock = { now: performance.now };", "performance"],
    ["short member of an object", "const all = { process };", "process"],
  ])("%s", (_, text, what) => {
    expect(uses(text, "pure").map((use) => use.what)).toContain(what);
  });
});

test.each([
  [
    "instants that are given",
    "const a = new Date(ms); const b = Date.UTC(2026, 1); Date.parse(t);",
  ],
  ["a test of a value", "if (value instanceof Date) use(value);"],
  ["arithmetic", "const a = Math.max(1, 2);"],
  ["members of these names", "const a = clock.performance; b.process(); ({ process: 1 });"],
  ["types of these names", "interface A { at: Date; f: typeof setTimeout }"],
  ["methods and parameters of these names", "class A { process(crypto: number) {} }"],
  ["comments and texts", "// Date.now\nconst a = 'process.env';"],
])("a pure module may have %s", (_, text) => {
  expect(uses(text, "pure")).toEqual([]);
});

describe("any other module of a side has no", () => {
  test.each([
    ["environment", "const { A } = process.env;", "process.env"],
    ["environment by a name in quotes", 'const a = process["env"].A;', "process.env"],
    ["environment by a pattern", "const { env } = process;", "process as a value"],
    ["import of it", "import { env } from 'node:process';", "an import of node:process"],
  ])("%s", (_, text, what) => {
    expect(uses(text, "without environment")).toEqual([{ line: 2, what }]);
  });

  test("but may read a clock, and use what else a process has", () => {
    const text = "const at = Date.now(); process.memoryUsage(); setTimeout(f, 5);";
    expect(uses(text, "without environment")).toEqual([]);
  });
});

test("only the entry of a process, and what is no part of the two sides, may have it", () => {
  expect(uses("run(process.env);", "any")).toEqual([]);
});

test.each<[string, Purity]>([
  ["proto/codec/guard.ts", "pure"],
  ["common/offers/ranking-order.ts", "pure"],
  ["gateway/auction/policy.ts", "pure"],
  ["bidders/stops/engine/rules.ts", "pure"],
  ["gateway/auction/policy.test.ts", "any"],
  ["gateway/config.ts", "without environment"],
  ["gateway/scatter/roster.ts", "without environment"],
  ["bidders/new/index.ts", "without environment"],
  ["common/runtime/clock.ts", "without environment"],
  ["gateway/main.ts", "any"],
  ["examples/sandbox/main.ts", "any"],
  ["examples/sandbox/app.ts", "without environment"],
  ["script/start.ts", "any"],
])("%s is checked as %s", (path, purity) => {
  expect(purityOf(path)).toBe(purity);
});
