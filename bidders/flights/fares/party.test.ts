import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { minorDigits } from "../../../common/money/money.ts";
import { SOLD_CURRENCIES } from "./carriers.ts";
import { partyPrice, roundFee, termsOf, ticketPrice } from "./party.ts";
import { minorUnitsPerDollar } from "./rates.ts";

const sellers = fc.constantFrom("BA", "FR", "EK", "ZZ", "AA", "JL", "KE", "U2", "G9");
const dollarsArb = fc.double({ min: 50, max: 20_000, noNaN: true });
const parties = fc.record({
  adults: fc.integer({ min: 1, max: 9 }),
  children: fc.nat(8),
  infants: fc.nat(9),
});
const of = (adults: number, children = 0, infants = 0) => ({ adults, children, infants });

describe("what a party pays (FARE-5)", () => {
  test.each([
    // A child on a network carrier pays 75 %, an infant 10 %; each is rounded by itself.
    ["AA", of(1), 20_025],
    ["AA", of(2, 1, 1), 2 * 20_025 + 15_019 + 2_003],
    ["EK", of(1, 1, 1), null],
    // On a low-cost carrier a child is an adult, and an infant has a fee.
    ["WN", of(2, 1, 0), 3 * 20_025],
    ["WN", of(1, 0, 2), 20_025 + 2 * 2_800],
  ])("%s for %j", (seller, passengers, amount) => {
    const price = partyPrice(200.25, seller, passengers);
    if (amount === null) {
      const adult = partyPrice(200.25, seller, of(1)).amount;
      const exact = 200.25 * minorUnitsPerDollar("AED");
      expect(price).toEqual({
        amount: adult + Math.round(0.75 * exact) + Math.round(0.1 * exact),
        currency: "AED",
      });
    } else expect(price).toEqual({ amount, currency: "USD" });
  });

  test("whatever the ages of those who count as children and infants", () => {
    const party = of(2, 1, 1);
    for (const ages of [
      [2, 0],
      [11, 1],
      [17, 1],
    ])
      expect(partyPrice(200.25, "AA", { ...party, ages } as typeof party)).toEqual(
        partyPrice(200.25, "AA", party),
      );
  });

  test("A9: in the minor units of the seller's currency: no decimals in Japan and Korea, two in Britain", () => {
    const exact = (currency: string) => Math.round(200.25 * minorUnitsPerDollar(currency));
    expect(partyPrice(200.25, "JL", of(2))).toEqual({ amount: 2 * exact("JPY"), currency: "JPY" });
    expect(partyPrice(200.25, "KE", of(1))).toEqual({ amount: exact("KRW"), currency: "KRW" });
    expect(exact("KRW")).toBeGreaterThan(exact("GBP"));
    expect(String(exact("JPY"))).toHaveLength(5);
  });

  test("A9: is an integer, additive over travellers and over slices, and rises with the dollars", () => {
    fc.assert(
      fc.property(dollarsArb, dollarsArb, sellers, parties, (a, b, seller, passengers) => {
        const whole = partyPrice(a, seller, passengers).amount;
        expect(Number.isSafeInteger(whole)).toBe(true);
        const { adults, children, infants } = passengers;
        const [adult, child, infant] = [of(1), of(1, 1), of(1, 0, 1)].map(
          (party) => partyPrice(a, seller, party).amount,
        ) as [number, number, number];
        expect(whole).toBe(
          adults * adult + children * (child - adult) + infants * (infant - adult),
        );
        expect(ticketPrice([a, b], seller, passengers).amount).toBe(
          whole + partyPrice(b, seller, passengers).amount,
        );
        expect(partyPrice(Math.max(a, b), seller, passengers).amount).toBeGreaterThanOrEqual(
          partyPrice(Math.min(a, b), seller, passengers).amount,
        );
        expect(child - adult).toBeLessThanOrEqual(adult);
        expect(infant - adult).toBeGreaterThan(0);
      }),
    );
  });

  test("every currency that is sold in has a rate and is in ISO 4217", () => {
    for (const currency of SOLD_CURRENCIES) {
      expect(minorDigits(currency)).toBeDefined();
      expect(minorUnitsPerDollar(currency)).toBeGreaterThan(0);
    }
    expect(() => minorUnitsPerDollar("XXX")).toThrow("no rate for 'XXX'");
    expect(termsOf("BA")).toBe(termsOf("BA"));
  });
});

describe("a fee", () => {
  test.each([
    [2, 2],
    [12.4, 12],
    [99.6, 100],
    [2_234, 2_200],
    [5_586, 5_600],
    [9_960, 10_000],
    [103_250, 100_000],
    [147_600, 150_000],
  ])("of %d minor units is %d", (amount, written) => expect(roundFee(amount)).toBe(written));

  test("is within a twentieth of what it was, and never falls as that rises", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 50_000_000 }), fc.nat(1_000_000), (amount, more) => {
        expect(Math.abs(roundFee(amount) - amount)).toBeLessThanOrEqual(amount / 20);
        expect(roundFee(amount + more)).toBeGreaterThanOrEqual(roundFee(amount));
      }),
    );
  });
});
