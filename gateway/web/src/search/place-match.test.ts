import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { codeOfValue, placeText } from "../../shared/meant-place.js";
import { isChosen, placeValue, textOfValue } from "./place-match.ts";

test.each([
  ["London (LHR)", true],
  [" London (LHR) ", true],
  ["London (LON, all)", true],
  ["LHR", false],
  ["London (lhr)", false],
  ["London (LHR) x", false],
  ["", false],
])("'%s' was chosen: %s", (text, chosen) => expect(isChosen(text)).toBe(chosen));

test.each([
  ["London (LHR)", "LHR"],
  ["London (LON, all)", "LON.all"],
  ["São Paulo (GRU) ", "GRU"],
  ["lhr", "LHR"],
  [" JFK ", "JFK"],
  ["London", "London"],
  ["", ""],
  ["(LHR) London", "(LHR) London"],
])("'%s' stands for '%s'", (text, value) => expect(placeValue(text)).toBe(value));

describe("a place that was chosen", () => {
  const named = { code: "HOU", name: "Hobby", city: "Houston" };
  test.each([
    [{ ...named, type: "airport" as const }, "Houston (HOU)", "HOU"],
    [{ ...named, type: "city" as const }, "Houston (HOU, all)", "HOU.all"],
    [{ ...named, type: "airport" as const, city: "" }, "Hobby (HOU)", "HOU"],
  ])("%j is written as %s, and is %s again", (place, text, value) => {
    expect({ text: placeText(place), value: placeValue(text), isChosen: isChosen(text) }).toEqual({
      text,
      value,
      isChosen: true,
    });
  });

  test("property: a value is the same after it was a text", () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{3}(\.all)?$/), (value) => {
        expect(placeValue(textOfValue(value))).toBe(value);
        expect(codeOfValue(value)?.code).toBe(value.slice(0, 3));
      }),
    ));
});
