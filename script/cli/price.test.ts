import { describe, expect, test } from "@jest/globals";
import { itinerary, sliceBetween } from "../../test/fixtures/cli/results.ts";
import { columnsOf } from "./layout.ts";
import { priceLines, priceNow, priceText, type Repriced } from "./price.ts";

const price = (amount: number) => ({
  price: { amount, currency: "USD" },
  expiresAt: "2026-12-01T10:00:00.000Z",
});
const same: Repriced = {
  seller: "B\u001b[31mA",
  bidder: "nonstop",
  outcome: "same",
  before: price(51_000),
  now: price(51_000),
  elapsedMs: 12.4,
};

test.each<[what: string, priced: Repriced, text: string]>([
  [
    "the same",
    same,
    "2, sold by B\\x1b[31mA (nonstop answered in 12 ms): still 510.00 USD, until 2026-12-01T10:00:00.000Z",
  ],
  [
    "another",
    { ...same, outcome: "changed", now: price(60_000) },
    "2, sold by B\\x1b[31mA (nonstop answered in 12 ms): now 600.00 USD, it was 510.00 USD, until 2026-12-01T10:00:00.000Z",
  ],
  [
    "gone",
    { ...same, outcome: "gone", now: null },
    "2, sold by B\\x1b[31mA (nonstop answered in 12 ms): gone, it was 510.00 USD",
  ],
])("the price is %s", (_, priced, text) => {
  expect(priceText(2, priced)).toBe(text);
});

test("the cheapest seller of the itinerary is asked, and one that is not shown is refused", async () => {
  const asked: unknown[] = [];
  const client = {
    offer: (...all: unknown[]) => {
      asked.push(all);
      return Promise.resolve(same);
    },
  };
  const itineraries = [{ sellers: [{ offerId: "a" }, { offerId: "b" }] }, { sellers: [{}] }];
  const result = { itineraries } as never;
  await priceNow(client, "g1", result, 1);
  expect(asked).toEqual([["g1", "price", "a"]]);
  await expect(priceNow(client, "g1", result, 3)).rejects.toThrow(
    "--price 3: 2 itineraries are shown",
  );
});

describe("below the price", () => {
  const usd = (amount: number) => ({ amount, currency: "USD" });
  const slice = sliceBetween("2026-12-01T08:30", "2026-12-01T11:05", "LHR", "JFK");
  const segments = slice.segments.map((one) => ({ ...one, originTerminal: "5" }));
  const flown = itinerary({ slices: [{ ...slice, segments }] });
  const link = `https://sold.example/${"x".repeat(90)}`;
  const parts = { base: usd(40_000), taxes: usd(11_000) };
  const before = { ...price(51_000), fares: [{ link }] };
  const asked: Repriced = { ...same, before, now: { ...price(51_000), fares: [parts] } };

  test("base and taxes, terminals, and the whole link where it is sold", () => {
    const [, ...below] = priceLines(1, asked, flown, 120);
    expect(below).toEqual([
      "base 400.00 USD, taxes 110.00 USD",
      "BA1: LHR terminal 5",
      "its seller sells it here:",
      link,
    ]);
  });

  test("without a link the seller's id; of one that is gone nothing", () => {
    const reference = { partner: "alder", id: "off_1" };
    const now = { ...price(51_000), fares: [{ reference }] };
    expect(priceLines(1, { ...same, now }, undefined, 120).slice(1)).toEqual([
      "its id in the API of alder:",
      "off_1",
    ]);
    expect(priceLines(1, same, undefined, 120)).toHaveLength(1);
    expect(priceLines(1, { ...asked, outcome: "gone", now: null }, flown, 120)).toHaveLength(1);
  });

  test.each([40, 60, 80])("in %d columns only the link is wider (FIT-1)", (width) => {
    const wide = priceLines(1, asked, flown, width).filter((line) => columnsOf(line) > width);
    expect(wide).toEqual([link]);
  });
});
