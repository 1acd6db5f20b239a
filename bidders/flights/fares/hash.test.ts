import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { fraction, hashText, mix } from "./hash.ts";

describe("hash", () => {
  test.each([
    // The test vectors of FNV's authors for FNV-1a, 32 bits.
    ["", 0x811c9dc5],
    ["a", 0xe40c292c],
    ["foobar", 0xbf9cf968],
  ])("hashText(%j) is FNV-1a", (text, expected) => {
    expect(hashText(text)).toBe(expected);
  });

  test("a fraction is at least 0 and less than 1, and always the same", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (text, value) => {
        const u = fraction(mix(hashText(text), value));
        expect(u).toBeGreaterThanOrEqual(0);
        expect(u).toBeLessThan(1);
        expect(fraction(mix(hashText(text), value))).toBe(u);
      }),
    );
  });

  test("neighbouring dates of one flight fill each tenth of the range evenly", () => {
    const tenths = new Array<number>(10).fill(0);
    for (let day = 20_000; day < 30_000; day++) {
      const tenth = Math.floor(10 * fraction(mix(hashText("BA117"), day)));
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // four standard deviations of a fair draw
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});
