/** A large file has a test beside it, or says at its head which tests cover it. */
import { existsSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, test } from "@jest/globals";
import { filesBelow, ROOT, readRepositoryFile } from "../documents/files.ts";

const FOLDERS = ["proto", "common", "gateway", "bidders", "examples", "script"];
const LINES_MAX = 250;
const HEAD = /^\s*\/\*\*[\s\S]*?\*\//;

const isLarge = (path: string) => readRepositoryFile(path).split("\n").length - 1 > LINES_MAX;
/** `a.test.ts`, `a.property.test.ts` or `a-case.test.ts` beside `a.ts`. */
const hasTest = (path: string) => {
  const name = posix.basename(path, ".ts");
  return readdirSync(join(ROOT, posix.dirname(path))).some(
    (file) => /^[.-]/.test(file.slice(name.length)) && file.startsWith(name) && isTest(file),
  );
};
const isTest = (file: string) => file.endsWith(".test.ts");

/** The test files that a head names: from the repository's folder, or beside the file. */
function testsNamed(path: string): string[] {
  const head = HEAD.exec(readRepositoryFile(path))?.[0] ?? "";
  return [...head.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, name = ""]) =>
    name.includes("/") ? name : posix.join(posix.dirname(path), name),
  );
}

test("every file of more than 250 lines has a test, or names those that cover it", () => {
  const files = FOLDERS.flatMap((folder) =>
    filesBelow(
      folder,
      (path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.includes("/generated/"),
    ),
  );
  expect(files.length).toBeGreaterThan(400);
  const without = files
    .filter((path) => isLarge(path) && !hasTest(path))
    .filter((path) => {
      const named = testsNamed(path);
      return named.length === 0 || !named.every((name) => existsSync(join(ROOT, name)));
    });
  expect(without).toEqual([]);
});
