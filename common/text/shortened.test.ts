import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { shortened, shortenedToColumn, shortValue } from "./shortened.ts";

test("property: never longer than the limit, never half a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 20 }), (text, max) => {
      const short = shortened(text, max);
      expect(short.length).toBeLessThanOrEqual(max);
      expect(short.isWellFormed()).toBe(true);
      if (text.length <= max) expect(short).toBe(text);
    }),
  );
});

test.each([
  ["abc", 3, "abc"],
  ["abcd", 3, "ab…"],
  ["abcd", 1, "…"],
  ["a😀b", 3, "a…"],
  ["\ud83d", 3, "\ufffd"],
])("%j within %i characters is %j", (text, max, short) => {
  expect(shortened(text, max)).toBe(short);
});

test("in a column of a terminal an emoji is one character", () => {
  expect(shortenedToColumn("😀😀😀", 3)).toBe("😀😀😀");
  expect(shortenedToColumn("😀😀😀", 2)).toBe("😀…");
});

test.each([
  [12, "12"],
  [null, "null"],
  [undefined, "undefined"],
  ["x".repeat(50), `${"x".repeat(9)}…`],
  [[1, 2], "a list"],
  [{}, "an object"],
])("the value %j is repeated as %j", (value, short) => {
  expect(shortValue(value, 10)).toBe(short);
});
