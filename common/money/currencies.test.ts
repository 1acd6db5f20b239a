import { describe, expect, test } from "@jest/globals";
import currencyCodes from "currency-codes";
import { minorDigits, withdrawnCurrency } from "./currencies.ts";
import { formatAmount, parseAmount } from "./money.ts";
import { RATES_PATH, RateTable, ratesFileOf, readRatesFile } from "./rates.ts";

describe("ISO 4217 as of today (A9)", () => {
  test.each([
    ["XCG", 2],
    ["ZWG", 2],
    ["SLE", 2],
    ["VED", 2],
    ["VES", 2],
    ["XAD", 2],
    ["BGN", 2],
    ["MRU", 2],
    ["STN", 2],
    ["BYN", 2],
    ["CLF", 4],
    ["IQD", 3],
    ["LYD", 3],
    ["UGX", 0],
    ["XOF", 0],
    ["XAF", 0],
    ["XPF", 0],
    ["XCD", 2],
  ])("%s has %i decimals", (currency, digits) => expect(minorDigits(currency)).toBe(digits));

  test.each([
    "ANG",
    "HRK",
    "ZWL",
    "SLL",
    "CUC",
  ])("%s is withdrawn, and the error names what replaced it", (currency) => {
    expect(minorDigits(currency)).toBeUndefined();
    expect(withdrawnCurrency(currency)).toMatch(/replaced|out of circulation/);
  });

  test.each([
    "XXX",
    "XTS",
    "XAU",
    "XDR",
    "XSU",
  ])("%s has no minor unit, so no amount is in it", (currency) => {
    expect(minorDigits(currency)).toBeUndefined();
    expect(withdrawnCurrency(currency)).toBeUndefined();
  });

  test.each([
    "",
    "usd",
    "xcg",
    "US",
    "USDX",
    "__proto__",
    "constructor",
    "toString",
    "QQQ",
  ])("'%s' is none", (currency) => {
    expect(minorDigits(currency)).toBeUndefined();
    expect(withdrawnCurrency(currency)).toBeUndefined();
  });

  test("an amount in XCG is read and written", () => {
    expect(parseAmount("300.50", "XCG")).toEqual({ amount: 30_050, currency: "XCG" });
    expect(formatAmount({ amount: 30_050, currency: "XCG" })).toBe("300.50");
  });

  test("the rates that ship load, BGN among them; a table with XCG is taken, one with ANG is refused by name", () => {
    expect(readRatesFile(RATES_PATH, []).has("BGN")).toBe(true);
    const table = ratesFileOf({ date: "2026-11-01", base: "EUR", rates: { USD: 1.1, XCG: 1.969 } });
    expect(new RateTable(table.date, table.rates).has("XCG")).toBe(true);
    expect(() => ratesFileOf({ date: "2026-11-01", base: "EUR", rates: { ANG: 1.969 } })).toThrow(
      "ANG is not an ISO 4217 currency any more: amendment 176: Netherlands Antillean guilder, replaced by XCG",
    );
  });

  test("when the package has XCG, entries of this file can be removed", () => {
    expect({ publishDate: currencyCodes.publishDate, guilder: currencyCodes.code("XCG") }).toEqual({
      publishDate: "2024-06-25",
      guilder: undefined,
    });
  });
});
