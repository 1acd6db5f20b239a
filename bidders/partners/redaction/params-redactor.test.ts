import { describe, expect, test } from "@jest/globals";
import { paramsRedactor } from "./params-redactor.ts";

describe("what a caller says to a seller alone", () => {
  const params = { account: "corporate+4711", codes: ["C-7", "ab"], level: 9_812 };

  test.each([
    ["a text", "no account corporate+4711", "no account ***"],
    ["in another spelling", "GET /?a=corporate%2B4711", "GET /?a=***"],
    ["a short text", "C-7 is not known", "*** is not known"],
    ["a number", "level 9812", "level ***"],
    ["a word of two letters is left", "ab", "ab"],
  ])("PARTNERCLIENT-1 is taken out of texts: %s", (_, text, left) => {
    expect(paramsRedactor(params)(text)).toBe(left);
  });
});
