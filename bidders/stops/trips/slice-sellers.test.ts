import { expect, test } from "@jest/globals";
import { maySellAll } from "./slice-sellers.ts";

/** Each with itself, and BA with AA, AA with QF. */
const partners = (seller: string, other: string) =>
  seller === other || ["BA AA", "AA BA", "AA QF", "QF AA"].includes(`${seller} ${other}`);

test.each<[string, string[][], boolean]>([
  ["one seller of all", [["BA"], ["BA"], ["BA"]], true],
  ["its partners sell the others", [["BA"], ["AA"], ["BA", "QF"]], true],
  ["the partner of a partner does not count", [["BA"], ["AA"], ["QF"]], false],
  ["the seller of the first slice has to be a partner of all", [["AA"], ["BA"], ["QF"]], true],
  ["one seller for one slice and another one for the other", [["BA", "FR"], ["AA"], ["FR"]], false],
  ["nobody sells a slice", [["BA"], []], false],
  ["nobody sells the first one", [[], ["BA"]], false],
])("SOLD-1: %s", (_, slices, may) => {
  expect(maySellAll(slices, partners)).toBe(may);
});
