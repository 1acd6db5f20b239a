import { expect, test } from "@jest/globals";
import type { Fare } from "../../proto/messages.ts";
import { itinerary, sliceBetween } from "../../test/fixtures/cli/results.ts";
import { handOffOf, partsWords, terminalLines } from "./offer-words.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });

test.each<[what: string, fare: Partial<Fare> | undefined, words: string]>([
  ["both", { base: usd(40_000), taxes: usd(11_000) }, "base 400.00 USD, taxes 110.00 USD"],
  ["neither", {}, ""],
  ["one alone", { base: usd(40_000) }, ""],
  ["no fare", undefined, ""],
])("what a price is made of: %s", (_, fare, words) => {
  expect(partsWords(fare)).toBe(words);
});

test("terminals: those that are known, by flight", () => {
  const slice = sliceBetween("2026-12-01T08:30", "2026-12-01T11:05", "LHR", "AMS", "KEF", "JFK");
  const known = [{ originTerminal: "5" }, {}, { originTerminal: "1", destinationTerminal: "8" }];
  const segments = slice.segments.map((one, i) => ({ ...one, ...known[i] }));
  expect(terminalLines(itinerary({ slices: [{ ...slice, segments }] }))).toEqual([
    "BA1: LHR terminal 5",
    "BA3: KEF terminal 1, JFK terminal 8",
  ]);
  expect(terminalLines(itinerary())).toEqual([]);
});

const reference = { partner: "alder", id: "off_1" };
const sold = { words: "its seller sells it here:", copied: "https://a.example/1" };

test.each<[what: string, fares: Parameters<typeof handOffOf>[0], end: unknown]>([
  ["a link comes before a reference", [{ link: "https://a.example/1", reference }], sold],
  ["the new fare's comes first", [{ link: "https://a.example/1" }, { link: "https://b/" }], sold],
  ["else the one from before", [undefined, { link: "https://a.example/1" }], sold],
  [
    "without a link the seller's own id",
    [{ reference }],
    { words: "its id in the API of alder:", copied: "off_1" },
  ],
  ["an address that is not https is none", [{ link: "javascript:alert(1)" }], undefined],
  ["neither", [{}, undefined], undefined],
])("hand-off: %s", (_, fares, end) => {
  expect(handOffOf(fares)).toEqual(end);
});
