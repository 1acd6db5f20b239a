import { describe, expect, test } from "@jest/globals";
import type { Itinerary, SellerOffer } from "../../../../proto/messages.ts";
import { cheapestLine, type NewPrices, pricedAgain, withAnswer } from "./new-prices.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });
const LINK = "https://alder.example/1";
const offer = (offerId: string, amount: number) =>
  ({
    offerId,
    seller: offerId,
    price: usd(amount),
    fares: [{ link: LINK }],
  }) as unknown as SellerOffer;
const line = (...sellers: SellerOffer[]) =>
  ({ price: sellers[0]?.price, sellers, durationMinutes: 60 }) as unknown as Itinerary;
const now = (amount: number) =>
  ({
    price: usd(amount),
    originalPrice: usd(amount),
    expiresAt: "2026-12-01T00:00:00Z",
    fares: [{ name: "Light" }],
  }) as unknown as NonNullable<ReturnType<NewPrices["get"]>>;
const changed = (...answers: [string, number][]): NewPrices =>
  answers.reduce<NewPrices>(
    (prices, [id, amount]) => withAnswer(prices, id, { outcome: "changed", now: now(amount) }),
    new Map(),
  );

describe("a price that has changed is shown beside the old one (NEWPRICE-1)", () => {
  const two = line(offer("alder", 500), offer("birch", 600));
  test.each<[string, NewPrices, number, number | undefined, [number, number | undefined][]]>([
    [
      "none",
      new Map(),
      500,
      undefined,
      [
        [500, undefined],
        [600, undefined],
      ],
    ],
    [
      "dearer, and still the cheapest",
      changed(["alder", 550]),
      550,
      500,
      [
        [550, 500],
        [600, undefined],
      ],
    ],
    [
      "dearer than another seller",
      changed(["alder", 700]),
      600,
      500,
      [
        [700, 500],
        [600, undefined],
      ],
    ],
    [
      "another seller is cheapest now",
      changed(["birch", 400]),
      400,
      500,
      [
        [500, undefined],
        [400, 600],
      ],
    ],
    [
      "other fares at the same price",
      changed(["alder", 500]),
      500,
      undefined,
      [
        [500, undefined],
        [600, undefined],
      ],
    ],
    [
      "of another offer",
      changed(["cedar", 1]),
      500,
      undefined,
      [
        [500, undefined],
        [600, undefined],
      ],
    ],
  ])("%s", (_what, prices, price, was, sellers) => {
    const found = pricedAgain(two, prices);
    expect({
      price: found.price.amount,
      was: found.was?.amount,
      sellers: found.sellers.map((one) => [one.price.amount, one.was?.amount]),
    }).toEqual({ price, was, sellers });
  });

  test("its fares and its expiry are those of now, at the address of the search where no other is named", () => {
    expect(pricedAgain(two, changed(["alder", 550])).sellers[0]).toMatchObject({
      expiresAt: "2026-12-01T00:00:00Z",
      fares: [{ name: "Light", link: LINK }],
    });
  });

  test("an answer that it costs the same, or is gone, takes the new price away", () => {
    const prices = changed(["alder", 550]);
    expect({
      same: withAnswer(prices, "alder", { outcome: "same", now: now(500) }).size,
      gone: withAnswer(prices, "alder", { outcome: "gone", now: null }).size,
      before: prices.size,
    }).toEqual({ same: 0, gone: 0, before: 1 });
  });

  test("the cheapest of all is another line where the first has become dearer", () => {
    const [first, second] = [line(offer("alder", 500)), line(offer("birch", 520))];
    const found = (prices: NewPrices) => {
      const { price, was } = cheapestLine(first, [first, second], prices);
      return [price.amount, was?.amount];
    };
    expect({
      none: found(new Map()),
      dearer: found(changed(["alder", 510])),
      dearest: found(changed(["alder", 900])),
      other: found(changed(["birch", 400])),
    }).toEqual({
      none: [500, undefined],
      dearer: [510, 500],
      dearest: [520, 500],
      other: [400, 500],
    });
  });
});
