import { expect, test } from "@jest/globals";
import { LONG_FILES, longFirst } from "./long-files.ts";
import { testFiles } from "./parts.ts";

test("the long files are test files of this project", () => {
  const files = new Set(testFiles());
  expect(LONG_FILES.filter((file) => !files.has(file))).toEqual([]);
});

test("long files come first, the longest of them at the head, and the others keep their order", () => {
  const [longest = "", second = ""] = LONG_FILES;
  const paths = ["/x/b.test.ts", `/x/${second}`, "/x/a.test.ts", `/x/${longest}`];
  expect(longFirst(paths.map((path) => ({ path })))).toEqual([
    { path: `/x/${longest}` },
    { path: `/x/${second}` },
    { path: "/x/b.test.ts" },
    { path: "/x/a.test.ts" },
  ]);
});
