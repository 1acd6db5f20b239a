import { expect, test } from "@jest/globals";
import { RateTable } from "../../../common/money/rates.ts";
import { minorUnitsPerDollar, modelRates, openRates, shippedRates } from "./rates.ts";

test("the table that ships is read once", () => {
  expect(shippedRates()).toBe(shippedRates());
});

test("a file that is not there is an error when it is opened, and names the file", () => {
  expect(() => openRates("no-such-rates.json")).toThrow("no-such-rates.json");
});

test("a table of one's own is used where it is given", () => {
  const table = new RateTable("2026-01-01", { EUR: 1, USD: 2, JPY: 300 });
  expect(minorUnitsPerDollar("JPY", table)).toBe(150);
  expect(modelRates("USD", table).perUnit.get("JPY")).toBeCloseTo(200 / 300, 12);
});
