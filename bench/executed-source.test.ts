import { expect, test } from "@jest/globals";
import { executedCharacters } from "./executed-source.ts";

const range = (from: number, to: number, count: number) => ({ from, to, count });

test.each([
  ["nothing", [], 0],
  ["what runs once", [range(0, 10, 1)], 10],
  ["a loop within it, of three steps", [range(0, 10, 1), range(2, 4, 3)], 8 + 6],
  ["a branch that is not taken", [range(0, 10, 2), range(5, 10, 0)], 10],
  [
    "two branches one after the other",
    [range(0, 10, 4), range(2, 5, 1), range(5, 8, 3)],
    16 + 3 + 9,
  ],
  ["a loop within a loop", [range(0, 10, 1), range(1, 9, 2), range(3, 5, 6)], 2 + 12 + 12],
  ["ranges in any order", [range(3, 5, 6), range(0, 10, 1), range(1, 9, 2)], 2 + 12 + 12],
])("each character counts as often as the innermost range says: %s", (_, ranges, characters) => {
  expect(executedCharacters(ranges)).toBe(characters);
});
