import { expect, test } from "@jest/globals";
import { aircraftCode } from "./aircraft.ts";

test.each([
  ["744", "744"],
  ["20N", "32N"],
  ["CS1", "221"],
  ["223", "223"],
  ["737-800", "738"],
  ["A330-341", "333"],
  ["CitationBravo", ""],
  ["", ""],
])("%p is %p", (type, code) => {
  expect(aircraftCode(type)).toBe(code);
});
