import { expect, test } from "@jest/globals";
import { experimentKeyIn } from "./experiment-key.ts";

test.each<[string, string | undefined, boolean]>([
  ["none", undefined, false],
  ["an empty one", "", false],
  ["a usual one", "customer:4711", true],
  ["the longest", "k".repeat(128), true],
  ["a longer one", "k".repeat(129), false],
  ["two, as Node joins them", "a, b", false],
  ["with characters beyond ASCII", "ключ", false],
  ["with a control character", "a\u0007", false],
])("of the header with %s (EXPERIMENTKEY-1)", (_what, text, counts) => {
  const key = experimentKeyIn({ "scatter-experiment-key": text });
  expect({ key }).toEqual({ key: counts ? text : undefined });
});
