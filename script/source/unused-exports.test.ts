import { describe, expect, test } from "@jest/globals";
import { languageOf, parseSource } from "./syntax-tree.ts";
import { missingExports, moduleNames, unusedExports, withoutExports } from "./unused-exports.ts";

type Files = Readonly<Record<string, string>>;

const namesIn = (files: Files) =>
  Object.entries(files).map(([path, text]) =>
    moduleNames(path, text, parseSource(text, languageOf(path))),
  );
const unusedIn = (files: Files) =>
  unusedExports(namesIn(files)).map(({ path, line, name }) => `${path}:${line} ${name}`);

describe("an export that no other file imports is found", () => {
  test.each([
    ["a constant", "\nexport const one = 1;", "2 one"],
    ["a function", "export function one() {}", "1 one"],
    ["an asynchronous function", "export async function one() {}", "1 one"],
    ["a class", "export class One {}", "1 One"],
    ["an interface", "/** é */\nexport interface One {}", "2 One"],
    ["a type", "export type One = 1;", "1 One"],
    ["a name of a pattern", "export const { a: one } = f();", "1 one"],
    ["a name of a short pattern", "export const { one } = f();", "1 one"],
    ["a name of a list", "export const [one] = f();", "1 one"],
    ["a list of names", "const one = 1;\nexport { one };", "2 one"],
    ["a name that is changed", "const a = 1;\nexport { a as one };", "2 one"],
    ["a default", "export default 1;", "1 default"],
    ["a use in its own file", "export const one = 1;\nuse(one);", "1 one"],
  ])("%s", (_, text, found) => {
    expect(unusedIn({ "common/a.ts": text, "common/b.ts": "one(One);" })).toEqual([
      `common/a.ts:${found}`,
    ]);
  });

  test("a name that is imported from another file of that name", () => {
    expect(
      unusedIn({
        "common/a.ts": "export const one = 1;",
        "common/text/a.ts": "export const one = 1;",
        "common/b.ts": 'import { one } from "./a.ts";',
      }),
    ).toEqual(["common/text/a.ts:1 one"]);
  });
});

describe("an export is used by", () => {
  test.each([
    ["an import", 'import { one } from "../common/a.ts";'],
    ["an import under another name", 'import { one as two } from "../common/a.ts";'],
    ["a type-only import", 'import type { one } from "../common/a.ts";'],
    ["a type among values", 'import { type one } from "../common/a.ts";'],
    ["an import of all", 'import * as all from "../common/a.ts";'],
    ["an export from it", 'export { one as default } from "../common/a.ts";\nexport {};'],
    ["an export of all", 'export * from "../common/a.ts";'],
    ["a dynamic import", 'const a = await import("../common/a.ts");'],
    ["one that is waited for", 'const a = import("../common/a.ts").then((all) => all.one);'],
    ["a type in a comment of JavaScript", '/** @type {import("../common/a.ts").one} */'],
  ])("%s", (_, text) => {
    const found = unusedIn({ "common/a.ts": "export const one = 1;", "gateway/b.js.ts": text });
    expect(found.filter((one) => one.startsWith("common/"))).toEqual([]);
  });
});

test.each([
  "bidders/index.ts",
  "bidders/new/index.ts",
  "bidders/new/settings.ts",
  "jest.config.js",
])("%s may export what no file here imports", (path) => {
  expect(unusedIn({ [path]: "export const one = 1;" })).toEqual([]);
});

describe("what plain JavaScript imports of a file", () => {
  const missingIn = (text: string, exporting = "export const one = 1;", path = "bench/b.js") =>
    missingExports(namesIn({ "bench/a.ts": exporting, [path]: text })).map(
      ({ line, name, from }) => `${line} ${from} ${name}`,
    );

  test("must be exported there", () => {
    expect(missingIn('\nimport { one, two } from "./a.ts";')).toEqual(["2 bench/a.ts two"]);
    expect(missingIn('import two from "./a.ts";')).toEqual(["1 bench/a.ts default"]);
  });

  test.each([
    ["all of it", 'import * as all from "./a.ts";', undefined, undefined],
    ["under another name", 'import { one as two } from "./a.ts";', undefined, undefined],
    ["of a package", 'import { two } from "nats";', undefined, undefined],
    ["a type in a comment", '/** @type {import("./a.ts").Two} */', undefined, undefined],
    [
      "of a file that exports another's",
      'import { two } from "./a.ts";',
      'export * from "x";',
      undefined,
    ],
    ["in TypeScript", 'import { two } from "./a.ts";', undefined, "bench/b.ts"],
  ])("is not looked at: %s", (_, text, exporting, path) => {
    expect(missingIn(text, exporting, path)).toEqual([]);
  });
});

test("a fix takes the word away from declarations, and nothing else", () => {
  const text = [
    "export const one = 1;",
    "export abstract class Two {}",
    "export interface Used {}",
    "export { three };",
  ].join("\n");
  const unused = [1, 2, 4].map((line) => ({ path: "a.ts", line, name: "" }));
  expect(withoutExports(text, unused)).toBe(
    [
      "const one = 1;",
      "abstract class Two {}",
      "export interface Used {}",
      "export { three };",
    ].join("\n"),
  );
});
