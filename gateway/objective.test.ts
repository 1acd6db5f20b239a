import { describe, expect, test } from "@jest/globals";
import type { Fault } from "../proto/errors.ts";
import { cost, minorDigits } from "../proto/money.ts";
import { flightSearch } from "../test/harness/offers.ts";
import { objectiveOf } from "./objective.ts";
import { RateTable, readRates } from "./rates.ts";

const faults: Fault[] = [];
const table = readRates(new URL("./rates.json", import.meta.url).pathname, faults);
const preferences = { dollarsPerHour: 30, dollarsPerStop: 40 };

describe("the objective", () => {
  test("price: the price alone", () => {
    expect(objectiveOf(flightSearch({ sort: "price" }), preferences, table.into("USD"))).toEqual({ valuePerHour: 0, penaltyPerStop: 0 });
  });

  test("best: time and stops cost every traveller with a seat, in the search's currency", () => {
    const search = flightSearch({ sort: "best", passengers: { adults: 2, children: 1, infants: 1 } });
    expect(objectiveOf(search, preferences, table.into("USD"))).toEqual({ valuePerHour: 9_000, penaltyPerStop: 12_000 });
    const yen = objectiveOf({ ...search, currency: "JPY" }, preferences, table.into("JPY"));
    expect(yen.valuePerHour / 90).toBeCloseTo(163.06 / 1.0389, 0);
  });

  test("duration: no fare outweighs a minute, in any currency, and every cost stays a safe integer", () => {
    for (const currency of table.currencies) {
      const objective = objectiveOf(flightSearch({ sort: "duration", currency }), preferences, table.into(currency));
      const dollar = table.into(currency).perUnit.get("USD") as number;
      const dear = Math.round(99_000 * 100 * dollar);
      expect(cost(dear, 600, 0, objective)).toBeLessThan(cost(0, 601, 3, objective));
      expect(Number.isSafeInteger(cost(dear, 6_000, 0, objective))).toBe(true);
    }
  });
});

describe("rates", () => {
  test("the table that ships is whole: ISO 4217 codes, a date, no faults", () => {
    expect(faults).toEqual([]);
    expect(table.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(table.currencies.every((currency) => minorDigits(currency) !== undefined)).toBe(true);
  });

  test("A9: minor units of 0, 2 and 3 decimals", () => {
    const small = new RateTable("2026-01-01", { EUR: 1, JPY: 160, KWD: 0.32 });
    expect(small.into("JPY").perUnit.get("EUR")).toBeCloseTo(1.6, 9); // 1 cent = 1.6 yen
    expect(small.into("EUR").perUnit.get("KWD")).toBeCloseTo(0.3125, 9); // 1 fils = 0.3125 cents
    expect(small.into("KWD").perUnit.get("KWD")).toBe(1);
  });

  test.each([
    ["no such file", "/nowhere/rates.json", /ENOENT/],
    ["not rates", new URL("../package.json", import.meta.url).pathname, /date/],
  ])("%s is a fault by name", (_what, path, message) => {
    const found: Fault[] = [];
    readRates(path, found);
    expect(found).toEqual([{ path: "RATES", message: expect.stringMatching(message) }]);
  });
});
