import { expect, test } from "@jest/globals";
import { type Explanation, explanationOf, explanationText } from "./explain.ts";
import { readable } from "./outside-text.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });
const asText = (_style: string, text: string) => text;

const explanation: Explanation = {
  kept: "all",
  notShown: 3,
  reasons: [{ meaning: "it costs more", offers: 3 }],
  offers: [
    {
      bidder: "stops",
      seller: "A\u001b[31mlder",
      itinerary: "BA1-LHRJFK-20261223T0830",
      price: usd(51_234),
      cost: 61_234,
      reason: "mismatch",
      detail: "of two",
    },
  ],
  bidders: [
    { bidder: "nonstop", notes: [] },
    {
      bidder: "st\u001bops",
      notes: [{ count: 12, text: "connections without enough time\u0007 to change" }],
    },
  ],
  itinerary: {
    rank: 2,
    key: "BA2-LHRJFK-20261223T0830",
    cost: 60_000,
    price: usd(50_000),
    terms: [
      { term: "price", amount: 50_000 },
      { term: "time", amount: 10_000 },
    ],
    before: null,
    behind: { key: "BA3-LHRJFK-20261223T0830", cost: 60_100, price: usd(50_100) },
  },
};

test("the sum of the cost, the neighbours, the reasons and the offers, without control characters", () => {
  expect(explanationText(readable(explanation), { width: 200, paint: asText }).split("\n")).toEqual(
    [
      "2: BA2-LHRJFK-20261223T0830 costs 600.00 USD = 500.00 USD price + 100.00 USD time",
      "  behind it: BA3-LHRJFK-20261223T0830 at 601.00 USD",
      "",
      "3 offers are not shown",
      "     3  it costs more",
      "st\\x1bops left out:",
      "    12  connections without enough time\\x07 to change",
      "",
      expect.stringMatching(/^ +cost +price +bidder +seller +itinerary +reason$/),
      expect.any(String),
      expect.stringMatching(
        /^612\.34 USD +512\.34 USD +stops +A\\x1b\[31mlder +BA1-LHRJFK.* +mismatch: of two$/,
      ),
    ],
  );
});

test("an itinerary is asked for by its number, and one that is not shown is refused", async () => {
  const asked: unknown[] = [];
  const client = {
    kept: (...all: unknown[]) => {
      asked.push(all);
      return Promise.resolve(explanation);
    },
  };
  const result = { searchId: "s", itineraries: [{ key: "k1" }, { key: "k2" }] } as never;
  await explanationOf(client, "g1", result, 2);
  await explanationOf(client, "g1", result, true);
  expect(asked).toEqual([
    ["g1", "explain", { searchId: "s", limit: "20", itinerary: "k2" }],
    ["g1", "explain", { searchId: "s", limit: "20" }],
  ]);
  await expect(explanationOf(client, "g1", result, 3)).rejects.toThrow(
    "--explain 3: 2 itineraries are shown",
  );
});
