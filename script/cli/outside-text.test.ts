import { describe, expect, test } from "@jest/globals";
import { jsonText, plain, plainLines, readable } from "./outside-text.ts";

test.each<[string, string, string]>([
  ["plain text", "British Airways", "British Airways"],
  ["other letters", "Łódź 東京 🛩", "Łódź 東京 🛩"],
  ["a clear-screen", "\u001b[2JBA", "\\x1b[2JBA"],
  ["C1, which some terminals obey", "\u009b2JBA", "\\x9b2JBA"],
  ["DEL", "B\u007fA", "B\\x7fA"],
  ["another writing direction", "BA\u202eAB", "BA\\u202eAB"],
  ["a tag, beyond U+FFFF", "BA\u{e0041}", "BA\\u{e0041}"],
  ["a line break", "BA\r\nnonstop\tanswered", "BA\\r\\nnonstop\\tanswered"],
  ["another line break", "BA\u2028AB", "BA\\u2028AB"],
  ["half of a pair", "BA\ud83d", "BA\ufffd"],
  ["spaces around", "  BA ", "BA"],
  ["too long", "x".repeat(50), `${"x".repeat(39)}…`],
  ["emoji are not cut in half", "🛩".repeat(50), `${"🛩".repeat(39)}…`],
])("what others wrote: %s (TERM-1)", (_what, text, shown) => expect(plain(text)).toBe(shown));

describe("whole values (TERM-1)", () => {
  test("every text is readable, wherever it is, and other values are as they were", () => {
    const sent = { a: ["\u001b", { "k\u0007": "v\u0007" }], n: 1.5, yes: true, none: null };
    expect(readable(sent)).toEqual({
      a: ["\\x1b", { "k\\x07": "v\\x07" }],
      n: 1.5,
      yes: true,
      none: null,
    });
  });

  test("lines stay lines", () => {
    expect(plainLines("one\ntwo\u001b[A\r")).toBe("one\ntwo\\x1b[A\\r");
  });

  test("JSON is of the same value, and no program that prints it obeys it", () => {
    const sent = { text: "\u001b[2J\u007f\u009b\u202e\u2028\u{e0041}é" };
    expect(jsonText(sent)).toBe('{"text":"\\u001b[2J\\u007f\\u009b\\u202e\\u2028\\udb40\\udc41é"}');
    expect(JSON.parse(jsonText(sent, 2))).toEqual(sent);
  });
});
