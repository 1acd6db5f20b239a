import { describe, expect, test } from "@jest/globals";
import { jsonFault } from "./json-fault.ts";

function faultOf(text: string): string {
  try {
    JSON.parse(text);
    return "none";
  } catch (thrown) {
    return jsonFault(text, thrown);
  }
}

describe("the fault of a text that is not JSON is named without the text", () => {
  test.each([
    ["", "it is empty"],
    [" \n", "it is empty"],
    ['[{"name": "a"', "it is not valid JSON at line 1, column 14"],
    ['[{"name": "a', "it is not valid JSON at line 1, column 13"],
    ["[", "it ends too soon"],
    [
      '[{\n  "name": "one", "url": "https://one.example",\n  "token": sk_live_secret123456\n}]',
      "it is not valid JSON at line 3, column 12",
    ],
    [
      '[{"name": "one" "token": "sk_live_secret123456"}]',
      "it is not valid JSON at line 1, column 17",
    ],
    ["sk_live_secret123456", "it is not valid JSON"],
  ])("%j", (text, fault) => {
    expect(faultOf(text)).toBe(fault);
    expect(faultOf(text)).not.toContain("sk_");
  });
});
