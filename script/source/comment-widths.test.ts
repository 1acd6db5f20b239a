import { describe, expect, test } from "@jest/globals";
import { wideComments, wideLines, wrapComments } from "./comment-widths.ts";

const WIDTH = 30;

describe("a comment that is too wide is found and broken", () => {
  test.each([
    [
      "a line, of which the rest begins the next one",
      "// one two three four five six seven\n// eight\nconst x = 1;",
      "// one two three four five six\n// seven eight\nconst x = 1;",
    ],
    [
      "a line without a next one",
      "  // one two three four five six seven\n  const x = 1;",
      "  // one two three four five\n  // six seven\n  const x = 1;",
    ],
    [
      "a line before a list",
      "/**\n * one two three four five six seven\n * - a list\n */",
      "/**\n * one two three four five six\n * seven\n * - a list\n */",
    ],
    [
      "a line of a list",
      "/**\n * - one two three four five six seven\n * - another\n */",
      "/**\n * - one two three four five\n *   six seven\n * - another\n */",
    ],
    [
      "a comment on one line",
      "/** one two three four five six seven */\nconst x = 1;",
      "/**\n * one two three four five six\n * seven\n */\nconst x = 1;",
    ],
    [
      "a comment that fits without its marks",
      "/** one two three four five s */",
      "/**\n * one two three four five s\n */",
    ],
    [
      "the last line of a comment",
      "/**\n * one two three four five six seven\n */\nconst x = 1;",
      "/**\n * one two three four five six\n * seven\n */\nconst x = 1;",
    ],
    [
      "a comment of a shell script",
      "# one two three four five six seven\n# eight\nx=1",
      "# one two three four five six\n# seven eight\nx=1",
    ],
    [
      "a paragraph that goes on with a name in quotes",
      "// one two three four five six seven\n// `eight` nine",
      "// one two three four five six\n// seven `eight` nine",
    ],
  ])("%s", (_, text, wrapped) => {
    expect(wideComments(text, WIDTH)).toHaveLength(1);
    expect(wrapComments(text, WIDTH)).toBe(wrapped);
    expect(wideComments(wrapped, WIDTH)).toEqual([]);
  });
});

test.each([
  ["code", "const text = 'one two three four five six';"],
  ["an address", "// https://example.com/one-two-three-four-five"],
  ["a picture or an example", " *     one two three four five six seven"],
  ["a comment that fits", "// one two three four five six"],
  [
    "an example after an empty line",
    "/**\n * As here:\n *\n *   const one = two(three, four, five);\n */",
  ],
  ["a row of a table", "// one   two three four five six seven"],
])("%s stays as it is", (_, text) => {
  expect(wideComments(text, WIDTH)).toEqual([]);
  expect(wrapComments(text, WIDTH)).toBe(text);
});

test("a wide comment is named with its line and its width", () => {
  const [first] = wideComments("a();\n// one two three four five six seven", WIDTH);
  expect(first).toEqual({ line: 2, width: 36 });
});

describe("a line that no formatter knows", () => {
  test.each([
    { rule: "code is too wide", text: "x=1\necho one two three four five six", lines: [2] },
    { rule: "a comment is too wide", text: "# one two three four five six se", lines: [1] },
    { rule: "30 characters fit", text: "echo one two three four five s", lines: [] },
    { rule: "an address fits", text: "# https://example.com/one-two-three-four-five", lines: [] },
  ])("$rule", ({ text, lines }) => {
    expect(wideLines(text, WIDTH).map(({ line }) => line)).toEqual(lines);
  });
});
