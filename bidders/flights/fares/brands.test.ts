import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { saleFault } from "../../../common/offers/sale-rules.ts";
import { CABINS, type Cabin, type Condition } from "../../../proto/messages.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { faresOf, type TicketSale } from "./brands.ts";
import { classesOf } from "./classes.ts";
import { roundFee, termsOf, ticketPrice } from "./party.ts";

const seats = (cabin: Cabin, ...classes: number[]): TicketSale["seats"] =>
  classes.map((fareClass) => ({ cabin, fareClass }));
const sale = (more: Partial<TicketSale> = {}): TicketSale => ({
  seller: "BA",
  cabin: "economy",
  passengers: { adults: 1, children: 0, infants: 0 },
  slices: [{ dollars: 200, miles: 400 }],
  withinUs: false,
  seats: seats("economy", 4),
  ...more,
});
const FAR = [{ dollars: 500, miles: 5000 }];

/**
 * `Economy Standard 1+1 $70/no`: name, cabin bags and checked ones, change, refund; of a fee its
 * dollars a traveller, at any rates.
 */
function written(more: Partial<TicketSale>): string[] {
  const { seller, passengers } = sale(more);
  const { currency, perDollar } = termsOf(seller);
  const seats = passengers.adults + passengers.children;
  const condition = (one: Condition | null) => {
    if (one === null || !one.allowed) return "no";
    if (one.fee?.amount === 0) return "free";
    expect(one.fee?.currency).toBe(currency);
    const dollars = [50, 70, 100, 150, 200, 250, 300].find(
      (fee) => seats * roundFee(fee * perDollar) === one.fee?.amount,
    );
    return `$${dollars}`;
  };
  return faresOf(sale(more)).map(
    ({ name, cabinBags, checkedBags, change, refund }) =>
      `${name} ${cabinBags}+${checkedBags} ${condition(change)}/${condition(refund)}`,
  );
}

describe("fare families", () => {
  test.each<[string, Partial<TicketSale>, string[]]>([
    [
      "near, on a network carrier (BRAND-2)",
      {},
      ["Economy Light 1+0 no/no", "Economy Standard 1+1 $70/no", "Economy Flex 1+1 free/free"],
    ],
    [
      "far",
      { slices: FAR },
      ["Economy Light 1+0 no/no", "Economy Standard 1+1 $150/no", "Economy Flex 1+2 free/free"],
    ],
    [
      "far, on a premium carrier (BRAND-3)",
      { seller: "SQ", slices: FAR },
      ["Economy Standard 1+1 $100/$200", "Economy Flexi 1+2 free/free"],
    ],
    [
      "near, on a premium carrier",
      { seller: "NH" },
      ["Economy Light 1+0 no/no", "Economy Standard 1+1 $70/no", "Economy Flex 1+1 free/free"],
    ],
    [
      "on a low-cost carrier (BRAND-5)",
      { seller: "FR" },
      ["Basic 0+0 no/no", "Regular 1+1 $50/no", "Flexi 1+1 free/no"],
    ],
    [
      "within the United States (BRAND-4)",
      { seller: "AA", withinUs: true },
      ["Basic Economy 1+0 no/no", "Main Cabin 1+0 free/no", "Main Cabin Flexible 1+0 free/free"],
    ],
    [
      "a name of its own",
      { seller: "LH" },
      ["Economy Light 1+0 no/no", "Economy Classic 1+1 $70/no", "Economy Flex 1+1 free/free"],
    ],
    [
      "business (BRAND-3)",
      { seller: "LH", cabin: "business" },
      ["Business Standard 2+2 $200/$300", "Business Flex 2+2 free/free"],
    ],
    [
      "premium economy",
      { cabin: "premium_economy" },
      ["Premium Economy Standard 1+2 $150/$250", "Premium Economy Flex 1+2 free/free"],
    ],
    ["first", { cabin: "first" }, ["First Standard 2+2 $200/$300", "First Flex 2+3 free/free"]],
    [
      "two with seats pay two fees, an infant none",
      { passengers: { adults: 1, children: 1, infants: 1 } },
      ["Economy Light 1+0 no/no", "Economy Standard 1+1 $70/no", "Economy Flex 1+1 free/free"],
    ],
  ])("%s", (_, more, expected) => {
    expect(written(more)).toEqual(expected);
  });

  test("state the booking class of each flight, and nothing where one is not known", () => {
    const letters = (its: TicketSale["seats"], cabin: Cabin = "economy") =>
      faresOf(sale({ cabin, seats: its }))[0]?.bookingClass;
    expect(letters(seats("economy", 0, 4, 10))).toBe("O,V,Y");
    expect(letters(seats("business", 10), "business")).toBe("J");
    expect(letters(seats("economy", 0, 11))).toBe("");
  });

  test("BRAND-1: in a mixed ticket each class is of its flight's cabin, and the bags are those of the search's", () => {
    const its = [...seats("economy", 10), ...seats("business", 1), ...seats("premium_economy", 7)];
    const fares = faresOf(sale({ cabin: "business", seats: its }));
    expect(fares.map(({ bookingClass }) => bookingClass)).toEqual(["Y,I,R", "Y,I,R"]);
    expect(fares.map(({ checkedBags }) => checkedBags)).toEqual([2, 2]);
  });

  test("A9, BRAND-6: the first costs the ticket's price, each one more than the one before, in integers, as the wire asks for", () => {
    const slices = fc.array(
      fc.record({
        dollars: fc.double({ min: 30, max: 30_000, noNaN: true }),
        miles: fc.integer({ min: 30, max: 9500 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    const parties = fc.record({
      adults: fc.integer({ min: 1, max: 9 }),
      children: fc.nat(8),
      infants: fc.nat(9),
    });
    const sellers = fc.constantFrom("BA", "FR", "EK", "ZZ", "AA", "JL", "KE", "W6", "SQ");
    fc.assert(
      fc.property(
        slices,
        parties,
        sellers,
        fc.constantFrom(...CABINS),
        fc.boolean(),
        fc.nat(3),
        (its, passengers, seller, cabin, withinUs, i) => {
          const fareClass = classesOf(cabin).at(i)?.fareClass ?? 10;
          const fares = faresOf({
            seller,
            cabin,
            passengers,
            slices: its,
            withinUs,
            seats: its.map(() => ({ cabin, fareClass })),
          });
          const price = ticketPrice(
            its.map(({ dollars }) => dollars),
            seller,
            passengers,
          );
          expect(fares[0]?.price).toEqual(price);
          for (const [n, one] of fares.slice(1).entries())
            expect(one.price.amount).toBeGreaterThan(fares[n]?.price.amount as number);
          expect(
            saleFault({ price, slices: [], fares, selfTransfers: [], similar: 0 }),
          ).toBeUndefined();
          for (const { change, refund } of fares) {
            for (const one of [change, refund])
              expect(one?.allowed === true || one?.fee === null).toBe(true);
          }
        },
      ),
      { numRuns: propertyRuns(500) },
    );
  });

  test("the more expensive families cost a share and a fee more, the fee of each slice by its own distance", () => {
    const [near, far] = [
      { dollars: 200, miles: 400 },
      { dollars: 500, miles: 5000 },
    ];
    const standard = (...slices: (typeof near)[]) =>
      faresOf(sale({ seller: "ZZ", slices }))[1]?.price.amount;
    expect(standard(near)).toBe(Math.round(100 * (200 * 1.05 + 25)));
    expect(standard(far)).toBe(Math.round(100 * (500 * 1.04 + 60)));
    // One family for the whole ticket, that of its longest slice.
    expect(standard(near, far)).toBe(
      Math.round(100 * (200 * 1.04 + 25)) + Math.round(100 * (500 * 1.04 + 60)),
    );
  });

  test("every family rises with the dollars", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 5000 }),
        fc.integer({ min: 1, max: 500 }),
        fc.constantFrom("BA", "FR", "SQ", "AA"),
        (dollars, more, seller) => {
          const at = (one: number) =>
            faresOf(sale({ seller, slices: [{ dollars: one, miles: 3000 }] })).map(
              ({ price }) => price.amount,
            );
          const [low, high] = [at(dollars), at(dollars + more)];
          for (const [i, amount] of high.entries())
            expect(amount).toBeGreaterThan(low[i] as number);
        },
      ),
    );
  });
});
