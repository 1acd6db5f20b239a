import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { remembered } from "./remembered.ts";

test("what is remembered is what the function gives", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      const length = remembered((text) => text.length);
      for (const text of [...texts, ...texts]) expect(length(text)).toBe(text.length);
    }),
    { numRuns: propertyRuns(200) },
  );
});

test("a text is read once; a fault is thrown each time", () => {
  let reads = 0;
  const read = remembered((text) => {
    reads++;
    if (text === "bad") throw new Error(text);
    return text;
  });
  for (const _ of [1, 2]) {
    expect(read("good")).toBe("good");
    expect(() => read("bad")).toThrow("bad");
  }
  expect(reads).toBe(3);
});

test("few texts are kept, and no long one (A6)", () => {
  let reads = 0;
  const read = remembered((text) => {
    reads++;
    return text.length;
  });
  for (let i = 0; i < 65; i++) read(`text ${i}`);
  expect(reads).toBe(65);
  read("text 0");
  expect(reads).toBe(66);
  read("x".repeat(257));
  read("x".repeat(257));
  expect(reads).toBe(68);
});
