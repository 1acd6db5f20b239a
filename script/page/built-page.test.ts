import { expect, test } from "@jest/globals";
import { isFresh } from "./built-page.ts";

test.each<[string, number | undefined, number[], boolean]>([
  ["a page that is missing", undefined, [1], false],
  ["older than a source", 5, [1, 6, 2], false],
  ["as old as its newest source", 5, [1, 5], true],
  ["newer than all", 9, [1, 5], true],
])("%s: built again unless it is fresh", (_what, builtMs, sourcesMs, fresh) =>
  expect(isFresh(builtMs, sourcesMs)).toBe(fresh));
