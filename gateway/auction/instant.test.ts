import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { instantText } from "./instant.ts";

/** The last that a Date can hold (ECMA-262, 21.4.1.1). */
const LAST_MS = 8.64e15;

describe("an instant as text", () => {
  test("property: is what a Date gives, for any and for those of a few minutes", () => {
    const near = fc.integer({ min: -600_000, max: 600_000 });
    fc.assert(
      fc.property(
        fc.oneof(
          near,
          fc.integer({ min: -LAST_MS, max: LAST_MS }),
          fc.date({ noInvalidDate: true }).map(Number),
        ),
        (ms) => expect(instantText(ms)).toBe(new Date(ms).toISOString()),
      ),
      { numRuns: propertyRuns(10_000) },
    );
  });

  test.each([LAST_MS, -LAST_MS, 0, -1, 253_402_300_800_000])("%d", (ms) =>
    expect(instantText(ms)).toBe(new Date(ms).toISOString()));

  test("none after the last", () =>
    expect(() => instantText(LAST_MS + 60_000)).toThrow(RangeError));
});
