/** Cabins in words, on the page and in the terminal. */
import { describe, expect, test } from "@jest/globals";
import type { Cabin, Segment } from "../../../proto/messages.ts";
import { cabinName, mixedCabinWords, sellerCabinWords } from "./cabins.js";

const slice = (...cabins: (Cabin | undefined)[]) => ({
  segments: cabins.map((cabin) => (cabin === undefined ? {} : { cabin })) as Segment[],
});

describe("the flights of a slice", () => {
  test.each<[(Cabin | undefined)[], string]>([
    [["business"], ""],
    [["business", "business"], ""],
    [[undefined, undefined], ""],
    [["economy", "business"], "Business, first flight in economy"],
    [["business", "premium_economy"], "Business, second flight in premium economy"],
    [["economy", "first", "economy"], "First class, first and third flights in economy"],
    [
      ["economy", "first", "business"],
      "First class, first flight in economy, third flight in business",
    ],
    [["economy", "premium_economy"], "Premium economy, first flight in economy"],
  ])("%j: %s", (cabins, words) => expect(mixedCabinWords(slice(...cabins))).toBe(words));
});

describe("a seller", () => {
  test.each<[string, Parameters<typeof sellerCabinWords>[0], string]>([
    ["as the flights above it", {}, ""],
    ["mixed, as the flights above it", { mixedCabins: true }, "mixed cabins"],
    [
      "mixed in other flights",
      { mixedCabins: true, cabins: ["economy", "first"] },
      "mixed cabins: economy, first class",
    ],
    ["in one cabin", { cabins: ["business", "business"] }, "all in business"],
    ["upgraded in part", { cabins: ["business", "economy"] }, "cabins: business, economy"],
  ])("%s", (_what, offer, words) => expect(sellerCabinWords(offer)).toBe(words));
});

test("a name without an underscore", () =>
  expect(cabinName("premium_economy")).toBe("premium economy"));
