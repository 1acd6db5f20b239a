import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { encodeSearch } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import { parseJsonBody, startsAsJson } from "./json-body.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("which form a payload has", () => {
  const table: [what: string, payload: Uint8Array, json: boolean][] = [
    ["an object", bytes("{}"), true],
    ["an object after a byte order mark", bytes("\ufeff{}"), true],
    ["a byte order mark alone", bytes("\ufeff"), false],
    ["two byte order marks", bytes("\ufeff\ufeff{}"), false],
    ["part of a byte order mark", new Uint8Array([0xef, 0xbb, 0x7b]), false],
    ["a list", bytes("[]"), false],
    ["nothing", bytes(""), false],
    ["protobuf", encodeSearch(flightSearch()), false],
  ];
  test.each(table)("%s", (_what, payload, json) => expect(startsAsJson(payload)).toBe(json));
});

describe("JSON from bytes", () => {
  test("with and without a byte order mark", () => {
    for (const text of ['{"a":1}', '\ufeff{"a":1}', ' \n{"a":1}'])
      expect(parseJsonBody(bytes(text))).toEqual({ a: 1 });
  });

  test("__proto__ and constructor are fields, and nothing is polluted", () => {
    const value = parseJsonBody(
      bytes('{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}'),
    ) as object;
    expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  const wrong: [payload: Uint8Array, detail: RegExp][] = [
    [bytes(""), /^the body is empty; a search is a JSON object$/],
    [bytes("\ufeff"), /^the body is not JSON: /],
    [bytes("{not json"), /^the body is not JSON: .*position 1/],
    [bytes("\ufeff\ufeff{}"), /^the body is not JSON: /],
    [new Uint8Array([0x7b, 0xff, 0x7d]), /^the body is not UTF-8, as JSON must be$/],
    [new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), /^the body is not UTF-8/],
  ];
  test.each(wrong)("%s is malformed", (payload, detail) => {
    expect(() => parseJsonBody(payload)).toThrow(
      expect.objectContaining({ code: "malformed", message: expect.stringMatching(detail) }),
    );
  });

  test("property: any bytes are a value or malformed", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (payload) => {
        try {
          parseJsonBody(payload);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AuctionError);
        }
      }),
    );
  });
});
