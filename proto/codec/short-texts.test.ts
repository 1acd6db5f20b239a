import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { shortText } from "./short-texts.ts";

const code = fc.nat(127);

test("a short text has the characters that it was asked for, whatever was asked for before", () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(code, code, fc.option(code))), (list) => {
      for (const [first, second, third] of list) {
        const codes = third === null ? [first, second] : [first, second, third];
        expect(shortText(first, second, third ?? -1)).toBe(String.fromCharCode(...codes));
      }
    }),
    { numRuns: propertyRuns(1_000) },
  ));
