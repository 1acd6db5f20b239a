import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareOffers, type RankedOffer } from "./ranking-order.ts";

const BASE: RankedOffer = {
  cost: 5,
  isMixed: true,
  convertedPrice: 5,
  durationMinutes: 5,
  departure: 5,
  itinerary: "m",
  seller: "m",
};

describe("ORDER-1 the total order", () => {
  const kind = (field: keyof RankedOffer) => typeof BASE[field] as "number" | "boolean" | "string";
  const fields = Object.keys(BASE) as (keyof RankedOffer)[];

  test.each(
    fields.map((field, i) => [field, i] as const),
  )("%s decides where all fields before it are equal, for any values after it", (field, i) => {
    const after = Object.fromEntries(
      fields
        .slice(i + 1)
        .map((name) => [name, { number: 9, boolean: true, string: "z" }[kind(name)]]),
    );
    const less = {
      ...BASE,
      ...after,
      [field]: { number: 4, boolean: false, string: "l" }[kind(field)],
    };
    expect(compareOffers(less, BASE)).toBeLessThan(0);
    expect(compareOffers(BASE, less)).toBeGreaterThan(0);
  });

  test("equal in all seven fields is equal", () => {
    expect(compareOffers(BASE, { ...BASE })).toBe(0);
  });

  test("sorting gives one result, for any order before", () => {
    const few = fc.integer({ min: 0, max: 2 });
    const text = fc.constantFrom("a", "b", "é");
    const offer = fc.record({
      cost: few,
      isMixed: fc.boolean(),
      convertedPrice: few,
      durationMinutes: few,
      departure: few,
      itinerary: text,
      seller: text,
    });
    const lists = fc.array(offer, { maxLength: 30 });
    fc.assert(
      fc.property(lists, fc.infiniteStream(fc.nat()), (offers, numbers) => {
        const shuffled = offers
          .map((one) => [numbers.next().value as number, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
        expect(shuffled.sort(compareOffers)).toEqual([...offers].sort(compareOffers));
      }),
    );
  });
});
