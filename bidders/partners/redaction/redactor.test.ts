/** Texts that need care; random ones, in any spelling, are in redactor.property.test.ts. */
import { describe, expect, test } from "@jest/globals";
import { parseJson } from "../parsing/parse-json.ts";
import { redacted } from "./redacted-failure.ts";
import { redactorOf } from "./redactor.ts";

describe("REDACT-1: our token is cut out", () => {
  test("out of a thrown error: its message, its stack and its causes", () => {
    const token = "s3cret+token/1";
    const cause = new Error(`cause s3cret+token\\/1`);
    const fault = redacted(new Error("key s3cret%2Btoken%2F1", { cause }), redactorOf(token).text);
    expect(fault.message).toBe("key ***");
    expect(fault.cause).toBeUndefined();
    expect(fault.stack).toContain("***");
    expect(fault.stack).not.toContain("s3cret");
  });

  test("a field called __proto__ is a field like others", () => {
    const parsed = parseJson(
      '{"__proto__": {"a": "s3cret\\u002btoken"}}',
      "s3cret+token",
    ) as object;
    expect(JSON.stringify(parsed)).toBe('{"__proto__":{"a":"***"}}');
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
  });

  test("REDACT-2: a text of very many escapes is cut out whole, and not decoded (A6)", () => {
    for (const piece of ["\\", "%25", "&amp;", "&#0", "\\u00", "\\n"]) {
      expect(redactorOf("s3cret+token/1").text(piece.repeat(1_000_000))).toBe("***");
    }
    const link = `https://one.example/next?${"%20".repeat(400)}`;
    expect(redactorOf("s3cret+token/1").text(link)).toBe(link);
  });

  test("REDACT-2: the time grows in proportion to the text, also for texts made to cause backtracking", () => {
    const token = "s3cret+token/1";
    const redactor = redactorOf(token);
    for (const piece of ["s3cret+token/", "czNjcmV0K3Rva2V", "7333637265742b746f6b656e2"]) {
      const text = piece.repeat(2_000_000 / piece.length);
      expect(redactor.text(text)).toBe(text);
    }
  });
});
