import { expect, test } from "@jest/globals";
import { priceNow, priceText, type Repriced } from "./price.ts";

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
