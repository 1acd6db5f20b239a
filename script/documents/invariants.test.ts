import { expect, test } from "@jest/globals";
import { readRepositoryFile } from "./files.ts";
import { DOCUMENT, invariantsDocument, invariantsIn } from "./invariants.ts";

test("a definition begins a line of a comment and ends at a blank line or the next label", () => {
  const [first, second] = [1, 2].map((n) => `SAMPLE-${n}`);
  const text = `/**
 * About the file.
 *
 * ${first} At most one
 *          is open.
 * ${second} It closes (A6).
 *
 * Later text cites ${first}.
 * UTF-8 is not a label.
 */`;
  expect(invariantsIn("x.ts", text)).toEqual([
    { label: first, text: "At most one is open.", file: "x.ts" },
    { label: second, text: "It closes (A6).", file: "x.ts" },
  ]);
});

test("docs/invariants.md is up to date; npx node script/documents/invariants.ts writes it", () => {
  expect(readRepositoryFile(DOCUMENT)).toBe(invariantsDocument());
});
