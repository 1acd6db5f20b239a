import { expect, test } from "@jest/globals";
import { read } from "./files.ts";
import { DOCUMENT, invariantsDocument, invariantsIn } from "./invariants.ts";

test("a definition begins a line of a comment and ends at a blank line or the next label", () => {
  const text = `/**
 * About the file.
 *
 * DOOR-1 At most one
 *        is open.
 * DOOR-2 It closes (A6).
 *
 * Later text cites DOOR-1.
 * UTF-8 is no label.
 */`;
  expect(invariantsIn("x.ts", text)).toEqual([
    { label: "DOOR-1", text: "At most one is open.", file: "x.ts" },
    { label: "DOOR-2", text: "It closes (A6).", file: "x.ts" },
  ]);
});

test("docs/invariants.md is up to date; node script/documents/invariants.ts writes it", () => {
  expect(read(DOCUMENT)).toBe(invariantsDocument());
});
