import { expect, test } from "@jest/globals";
import { LIMITS } from "../../proto/limits.ts";
import { coverageWith } from "../../test/fixtures/coverage.ts";
import { readStatement } from "./coverage-statement.ts";

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const info = (coverage: unknown) => bytes({ name: "nonstop", id: "n1", coverage });

test("what a bidder states is read as it is, without what nobody knows", () => {
  const coverage = coverageWith({ week: "2026-12-14" });
  expect(readStatement(info({ ...coverage, extra: 1 }))).toEqual({ instance: "n1", coverage });
});

test("an answer without a coverage states none", () => {
  expect(readStatement(info(undefined))).toEqual({ instance: "n1", coverage: null });
});

const [first] = coverageWith().carriers;
test.each<[string, Uint8Array, RegExp]>([
  ["no JSON", bytes("{"), /not JSON/],
  ["no identity", bytes({ coverage: coverageWith() }), /^id: /],
  ["a text", info("much"), /^coverage: /],
  ["a part only", info({ week: null }), /^coverage\.departuresPerWeek: /],
  ["a negative number", info(coverageWith({ airports: -1 })), /^coverage\.airports: /],
  ["a fraction", info(coverageWith({ departuresPerWeek: 0.5 })), /^coverage\.departuresPerWeek: /],
  ["a number beyond all bounds", info(coverageWith({ airports: 1e12 })), /^coverage\.airports: /],
  ["no date", info(coverageWith({ week: "soon" })), /^coverage\.week: /],
  [
    "no carrier",
    info(coverageWith({ carriers: [{ ...first, carrier: "<b>" } as never] })),
    /^coverage\.carriers\.0\.carrier: /,
  ],
  [
    "no region",
    info(coverageWith({ regions: { Europe: { departuresPerWeek: 1, carriers: 1, airports: 1 } } })),
    /^coverage\.regions\.Europe: /,
  ],
  [
    "more bytes than are read",
    bytes(" ".repeat(LIMITS.serviceAnswerBytesMax + 1)),
    /65537 bytes; at most 65536/,
  ],
])("A5, A6: %s is refused, with the reason", (_, given, fault) => {
  expect(readStatement(given)).toEqual({ fault: expect.stringMatching(fault) });
});
