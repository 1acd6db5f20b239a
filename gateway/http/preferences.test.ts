import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/fixtures/any-character.ts";
import { prefersAsync } from "./preferences.ts";

describe("Prefer: respond-async (RFC 7240)", () => {
  const table: [prefer: string | string[] | undefined, isAsync: boolean][] = [
    [undefined, false],
    ["", false],
    ["respond-async", true],
    ["Respond-ASYNC", true],
    ["  respond-async  ", true],
    ["wait=10, respond-async", true],
    ["respond-async, wait=10", true],
    [["wait=10", "respond-async"], true],
    ["respond-async; foo=bar", true],
    // An empty value is none; this preference has no other.
    ["respond-async=", true],
    ['respond-async=""', true],
    ["respond-async=no", false],
    ['respond-async="no"', false],
    ["respond-asynchronously", false],
    ["x-respond-async", false],
    ["return=minimal; respond-async", false],
    // Inside of a quoted value it is a part of the value.
    ['foo="bar, respond-async"', false],
    ['foo="\\", respond-async"', false],
    ['foo="bar", respond-async', true],
    [`${" ".repeat(2_000)}respond-async`, false],
  ];
  test.each(table)("%j: %j", (prefer, isAsync) => expect(prefersAsync(prefer)).toBe(isAsync));

  test("property: any text is read without an error, and one that does not name it is not it", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(prefersAsync(text) && !/respond-async/i.test(text)).toBe(false);
      }),
    );
  });
});
