import { describe, expect, test } from "@jest/globals";
import { LIMITS } from "../../proto/limits.ts";
import { fare } from "../../test/harness/offers.ts";
import { isSellerLink, isSellerReference } from "./hand-off.ts";
import { saleFault } from "./sale-rules.ts";

const long = (length: number) => `https://a.example/${"x".repeat(length - 18)}`;

describe("HANDOFF-1: a link", () => {
  test.each<[link: unknown, isRight: boolean]>([
    ["https://book.example.com/o/1?from=LHR#x", true],
    ["https://book.example.com:8443/", true],
    ["https://book.example.com", true],
    [long(LIMITS.linkLengthMax), true],
    [long(LIMITS.linkLengthMax + 1), false],
    ["http://book.example.com/", false],
    ["HTTPS://book.example.com/", false],
    ["javascript:alert(1)", false],
    ["//book.example.com/", false],
    ["https://user@book.example.com/", false],
    ["https://user:secret@book.example.com/", false],
    ["https://", false],
    ["https://book.example.com/a b", false],
    ["https://book.example.com/\n", false],
    ["https://book.example.com\\@evil.example/", false],
    ["https://book.example.com/\u00e9", false],
    ["https://[::1/", false],
    ["", false],
    [null, false],
    [7, false],
  ])("%j: %s", (link, isRight) => expect(isSellerLink(link)).toBe(isRight));
});

describe("HANDOFF-1: a reference", () => {
  test.each<[reference: unknown, isRight: boolean]>([
    [{ partner: "duffel", id: "off_1" }, true],
    [{ partner: "duffel", id: "x".repeat(LIMITS.referenceLengthMax) }, true],
    [{ partner: "duffel", id: "x".repeat(LIMITS.referenceLengthMax + 1) }, false],
    [{ partner: "", id: "off_1" }, false],
    [{ partner: "duffel", id: "" }, false],
    [{ partner: "duffel", id: "a\u0000b" }, false],
    [{ partner: "duffel" }, false],
    [{ id: "off_1" }, false],
    ["off_1", false],
    [null, false],
  ])("%j: %s", (reference, isRight) => expect(isSellerReference(reference)).toBe(isRight));
});

test.each<[changes: object, fault: string | undefined]>([
  [{}, undefined],
  [{ link: "https://a.example/", reference: { partner: "p", id: "1" } }, undefined],
  [{ link: "http://a.example/" }, "fare 1 has the link 'http://a.example/'; an https URL"],
  [{ reference: { partner: "p", id: "" } }, "fare 1 has a reference whose partner and id"],
])("HANDOFF-1: kit and gateway check it of each fare: %j", (changes, fault) => {
  const one = { ...fare(), ...changes };
  const offer = { price: one.price, slices: [], fares: [one], selfTransfers: [], similar: 0 };
  const found = saleFault(offer);
  if (fault === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(fault);
});
