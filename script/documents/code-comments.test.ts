/** What the code of the kit says of itself, and where docs/architecture.md says that things are. */
import { expect, test } from "@jest/globals";
import { filesBelow, readRepositoryFile } from "./files.ts";

const isCode = (path: string) => path.endsWith(".ts") && !path.endsWith(".test.ts");
const DECLARATION = /^export (?:async )?(?:function\*?|class|const|interface|type) (\w+)/;

/** Exported names that have no doc comment in the line before them. */
function withoutComment(text: string): string[] {
  const lines = text.split("\n");
  return lines.flatMap((line, i) => {
    const name = DECLARATION.exec(line)?.[1];
    return name === undefined || lines[i - 1]?.endsWith("*/") ? [] : [name];
  });
}

test("every export of the kit has a doc comment", () => {
  const files = filesBelow("bidders/kit", isCode);
  expect(files.length).toBeGreaterThan(20);
  const missing = files.flatMap((file) =>
    withoutComment(readRepositoryFile(file)).map((name) => `${file}: ${name}`),
  );
  expect(missing).toEqual([]);
});

/** The exported functions that throw in their own lines, and do not say so. */
function withoutThrows(text: string): string[] {
  return [
    ...text.matchAll(
      /((?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?)export (?:async )?function\*? (\w+)[\s\S]*?\n}/g,
    ),
  ].flatMap(([whole, comment = "", name = ""]) =>
    /^ +(if \(.*\) )?throw /m.test(whole) && !comment.includes("@throws") ? [name] : [],
  );
}

test("every exported function of the kit that throws says what", () => {
  const files = filesBelow("bidders/kit", isCode);
  const silent = files.flatMap((file) =>
    withoutThrows(readRepositoryFile(file)).map((name) => `${file}: ${name}`),
  );
  expect(silent).toEqual([]);
});

/** Pairs of a path and a name that "Where is …" says is in it: `x` in `path`, `path` (`x`, `y`). */
function namesByPath(): [path: string, name: string][] {
  const section = readRepositoryFile("docs/architecture.md").split(/^## /m);
  const table = section.find((one) => one.startsWith("Where is")) ?? "";
  const before = [...table.matchAll(/`#?(\w+)`(?: \([^)]*\))? in `([\w./-]+\.ts)`/g)];
  const after = [...table.matchAll(/`([\w./-]+\.ts)` \(((?:`\w+`(?:, )?)+)/g)];
  return [
    ...before.map(([, name = "", path = ""]): [string, string] => [path, name]),
    ...after.flatMap(([, path = "", names = ""]) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name = ""]): [string, string] => [path, name]),
    ),
  ];
}

test("what docs/architecture.md says is in a file is there", () => {
  const pairs = namesByPath();
  expect(pairs.length).toBeGreaterThan(10);
  const missing = pairs.filter(
    ([path, name]) => !new RegExp(`\\b${name}\\b`).test(readRepositoryFile(path)),
  );
  expect(missing).toEqual([]);
});
