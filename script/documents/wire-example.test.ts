/** The example in docs/wire-protocol.md is what the code makes, and what a gateway accepts. */
import { expect, test } from "@jest/globals";
import { decodeBid, decodeCall, decodeRowOffer } from "../../proto/codec/index.ts";
import { readRepositoryFile } from "./files.ts";
import { EXAMPLE_BYTES, wireExample } from "./wire-example.ts";

const document = readRepositoryFile("docs/wire-protocol.md");

test.each(["call", "bid", "compact"] as const)("the document shows the bytes of the %s", (name) => {
  expect(document).toContain(`\`\`\`text\n${wireExample()[name]}\n\`\`\``);
});

test("both are read by the project's own codec", () => {
  expect(decodeCall(EXAMPLE_BYTES.call)).toMatchObject({ searchId: "a1b2c3", budgetMs: 759 });
  expect(decodeBid(EXAMPLE_BYTES.bid)).toMatchObject({
    searchId: "a1b2c3",
    final: true,
    status: "offers",
    sheet: { rows: 1, price: [5_900], itinerary: ["BA9001-LHRCDG-20261215T0900"] },
  });
});

test("both forms of the body are the same offer", () => {
  const { sheet } = decodeBid(EXAMPLE_BYTES.bid);
  const compact = { ...sheet, body: [EXAMPLE_BYTES.compact] };
  expect(decodeRowOffer(compact, 0)).toEqual(decodeRowOffer(sheet, 0));
});
