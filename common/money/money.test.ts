import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Rates } from "../../proto/messages.ts";
import { convert, cost, formatAmount, minorDigits, parseAmount } from "./money.ts";

describe("A9 money is whole minor units of its currency", () => {
  test.each([
    ["USD", 2],
    ["EUR", 2],
    ["JPY", 0],
    ["KRW", 0],
    ["ISK", 0],
    ["VND", 0],
    ["CHF", 2],
    ["HUF", 2],
    ["KWD", 3],
    ["BHD", 3],
    ["TND", 3],
    ["OMR", 3],
    ["JOD", 3],
    ["XYZ", undefined],
    ["usd", undefined],
    ["", undefined],
  ])("the decimals of '%s' by ISO 4217: %p", (currency, digits) =>
    expect(minorDigits(currency)).toBe(digits));

  test.each([
    ["512.34", "USD", 51_234],
    ["512", "USD", 51_200],
    ["512.3", "USD", 51_230],
    ["512.3400", "USD", 51_234],
    ["0.00", "USD", 0],
    ["18000", "JPY", 18_000],
    ["18000.00", "JPY", 18_000],
    ["1.234", "KWD", 1_234],
    ["1.5", "TND", 1_500],
    ["250", "OMR", 250_000],
    ["1475300", "KRW", 1_475_300],
    ["999999999999", "USD", 99_999_999_999_900],
  ])("%s %s is %p", (decimal, currency, amount) =>
    expect(parseAmount(decimal, currency)).toEqual({ amount, currency }));

  test.each([
    ["512.345", "USD"],
    ["1.5", "JPY"],
    ["0.5", "KRW"],
    ["1.2345", "JOD"],
    ["-1.00", "USD"],
    ["1e3", "USD"],
    ["1,000.00", "USD"],
    [" 1", "USD"],
    [".5", "USD"],
    ["1.", "USD"],
    ["", "USD"],
    ["NaN", "USD"],
    ["1.00", "XYZ"],
    ["1234567890123", "USD"],
    ["999999999999999", "KWD"],
  ])("'%s' %s is not an exact amount", (decimal, currency) =>
    expect(parseAmount(decimal, currency)).toBeUndefined());

  test.each([
    [51_234, "USD", "512.34"],
    [5, "USD", "0.05"],
    [-5, "USD", "-0.05"],
    [0, "JPY", "0"],
    [18_000, "JPY", "18000"],
    [1, "KWD", "0.001"],
    [1_500, "TND", "1.500"],
    [-12, "BHD", "-0.012"],
    [1_475_300, "KRW", "1475300"],
    [150, "XYZ", "1.50"],
  ])("%p %s is written %s", (amount, currency, text) =>
    expect(formatAmount({ amount, currency })).toBe(text));

  test("what is written is read as the same amount", () => {
    fc.assert(
      fc.property(
        fc.nat(99_999_999_999),
        fc.constantFrom("USD", "JPY", "KWD", "GBP", "KRW", "TND", "OMR"),
        (amount, currency) => {
          expect(parseAmount(formatAmount({ amount, currency }), currency)).toEqual({
            amount,
            currency,
          });
        },
      ),
    );
  });
});

describe("A9 conversion gives the same integer on both sides", () => {
  const rates: Rates = {
    date: "2026-11-01",
    perUnit: new Map([
      ["USD", 1],
      ["GBP", 1.2769],
      ["JPY", 0.6535],
      ["HUF", 0.5],
      ["XXL", 1e300],
    ]),
  };
  test.each([
    [51_234, "USD", 51_234],
    [40_120, "GBP", 51_229],
    [18_000, "JPY", 11_763],
    [3, "HUF", 2],
    [1, "HUF", 1],
    [0, "GBP", 0],
    [100, "EUR", undefined],
    [100, "XXL", undefined],
  ])("%p %s is %p", (amount, currency, converted) =>
    expect(convert(amount, currency, rates)).toBe(converted));

  test("is a safe integer or nothing", () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
        (amount, rate) => {
          const converted = convert(amount, "GBP", { date: "", perUnit: new Map([["GBP", rate]]) });
          expect(converted === undefined || Number.isSafeInteger(converted)).toBe(true);
        },
      ),
    );
  });
});

describe("the cost of an offer", () => {
  const objective = { valuePerHour: 3_000, penaltyPerStop: 4_000 };
  test.each([
    ["price alone", 50_000, 455, 1, { valuePerHour: 0, penaltyPerStop: 0 }, 50_000],
    ["7 h 35 at 30 dollars an hour", 50_000, 455, 0, objective, 72_750],
    ["and two stops at 40 dollars", 50_000, 455, 2, objective, 80_750],
    ["a minute is rounded to the unit", 0, 1, 0, { valuePerHour: 100, penaltyPerStop: 0 }, 2],
  ])("%s", (_what, price, minutes, stops, goal, expected) =>
    expect(cost(price, minutes, stops, goal)).toBe(expected));

  test("never falls when price, time or stops rise", () => {
    const natural = fc.nat(1_000_000);
    fc.assert(
      fc.property(
        natural,
        natural,
        fc.nat(9),
        natural,
        natural,
        fc.nat(3),
        (price, minutes, stops, more, longer, further) => {
          expect(
            cost(price + more, minutes + longer, stops + further, objective),
          ).toBeGreaterThanOrEqual(cost(price, minutes, stops, objective));
        },
      ),
    );
  });
});
