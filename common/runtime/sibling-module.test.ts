import { existsSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { siblingModule } from "./sibling-module.ts";

test.each([
  ["/code/stops/search-pool.ts", "/code/stops/search-thread.ts"],
  ["/code/dist/stops/search-pool.js", "/code/dist/stops/search-thread.js"],
])("beside %s it is %s (PACKAGE-1)", (filename, expected) => {
  const dirname = filename.slice(0, filename.lastIndexOf("/"));
  expect(siblingModule({ dirname, filename }, "search-thread")).toBe(expected);
});

test("of a module that runs, it is a file", () => {
  expect(existsSync(siblingModule(import.meta, "clock"))).toBe(true);
});
