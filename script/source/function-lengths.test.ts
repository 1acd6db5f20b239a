import { describe, expect, test } from "@jest/globals";
import { longFunctions } from "./function-lengths.ts";
import { parseSource } from "./syntax-tree.ts";

const LINES_MAX = 4;
const body = (lines: number) => Array.from({ length: lines }, (_, i) => `  use(${i});`).join("\n");

describe("a function counts from its first line to its last", () => {
  test.each([
    ["a declaration", `function f() {\n${body(3)}\n}`, "f"],
    ["with its parameters", `function f(\n  a,\n  b,\n) {\n  use(a, b);\n}`, "f"],
    ["an arrow function", `const f = () => {\n${body(3)}\n};`, "f"],
    ["a method", `class A {\n  m() {\n${body(3)}\n  }\n}`, "m"],
    ["a private method", `class A {\n  #m() {\n${body(3)}\n  }\n}`, "m"],
    ["a constructor", `class A {\n  constructor() {\n${body(3)}\n  }\n}`, "constructor"],
    ["a getter", `const a = { get b() {\n${body(3)}\n} };`, "b"],
    ["the callback of a test", `test("a rule", () => {\n${body(3)}\n});`, ""],
    ["a test in a table", `describe("d", () => {\n  test("a", () => {\n${body(3)}\n  });\n});`, ""],
  ])("%s", (_, text, name) => {
    const [found, ...others] = longFunctions(parseSource(`// é\n\n${text}`, "ts"), LINES_MAX);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ name });
    expect(found?.lines).toBeGreaterThan(LINES_MAX);
  });
});

test.each([
  ["a function of the length that is allowed", `function f() {\n${body(2)}\n}`],
  ["a list of tests", `describe("d", () => {\n  a();\n\n  b();\n\n  c();\n});`],
  [
    "a list of tests that may be skipped",
    `(x ? describe.skip : describe)("d", () => {\n${body(5)}\n});`,
  ],
  ["tests of each row of a table", `describe.each([1])("d", () => {\n${body(5)}\n});`],
])("%s is not reported", (_, text) => {
  expect(longFunctions(parseSource(text, "ts"), LINES_MAX)).toEqual([]);
});

test("a long function is named with its line, in TypeScript, with and without markup, and in JavaScript", () => {
  const text = `#!/usr/bin/env node\nlet a = "é";\nfunction f() {\n${body(3)}\n}`;
  for (const language of ["ts", "tsx", "js"] as const)
    expect(longFunctions(parseSource(text, language), LINES_MAX)).toEqual([
      { name: "f", line: 3, lines: 5 },
    ]);
});
