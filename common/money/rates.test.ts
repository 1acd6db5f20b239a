import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Fault } from "../../proto/errors.ts";
import { convert, minorDigits } from "./money.ts";
import { isDate, RATES_PATH, RateTable, ratesFileOf, readRatesFile } from "./rates.ts";

describe("the rates", () => {
  test("the table that ships is whole: ISO 4217 codes, a date, no faults", () => {
    const faults: Fault[] = [];
    const table = readRatesFile(RATES_PATH, faults);
    expect(faults).toEqual([]);
    expect(table.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(table.currencies.every((currency) => minorDigits(currency) !== undefined)).toBe(true);
    for (const currency of ["USD", "JPY", "KRW", "KWD", "BHD", "OMR", "JOD"])
      expect(table.has(currency)).toBe(true);
  });

  test("a byte order mark before a table of one's own is not a fault", () => {
    const folder = mkdtempSync(join(tmpdir(), "rates-"));
    const path = join(folder, "mine.json");
    writeFileSync(path, '\uFEFF{"date":"2026-11-01","base":"EUR","rates":{"USD":1.1}}');
    const faults: Fault[] = [];
    expect({ date: readRatesFile(path, faults).date, faults }).toEqual({
      date: "2026-11-01",
      faults: [],
    });
    rmSync(folder, { recursive: true });
  });

  test("A9: minor units of 0, 2 and 3 decimals", () => {
    const small = new RateTable("2026-01-01", { EUR: 1, JPY: 160, KWD: 0.32, USD: 1.28 });
    expect(small.into("JPY").perUnit.get("EUR")).toBeCloseTo(1.6, 9); // 1 cent = 1.6 yen
    expect(small.into("EUR").perUnit.get("KWD")).toBeCloseTo(0.3125, 9); // 1 fils = 0.3125 cents
    expect(small.into("KWD").perUnit.get("KWD")).toBe(1);
    expect(small.minorUnitsPer("USD", "JPY")).toBeCloseTo(125, 9);
    expect(small.minorUnitsPer("USD", "EUR")).toBeCloseTo(78.125, 9);
    expect(small.minorUnitsPer("USD", "KWD")).toBeCloseTo(250, 9);
    expect(() => small.into("SEK")).toThrow(
      "no rate for 'SEK' on 2026-01-01; there are EUR, JPY, KWD, USD",
    );
  });

  test("A9: there and back is the same amount but for half a unit of the coarser currency", () => {
    const table = readRatesFile(RATES_PATH, []);
    const code = fc.constantFrom(...table.currencies);
    fc.assert(
      fc.property(code, code, fc.nat(1_000_000_000), (from, to, amount) => {
        const [there, back] = [table.into(to), table.into(from)];
        const converted = convert(amount, from, there) as number;
        const again = convert(converted, to, back) as number;
        expect(Number.isSafeInteger(converted)).toBe(true);
        expect(Math.abs(again - amount)).toBeLessThanOrEqual(
          Math.ceil((back.perUnit.get(to) as number) / 2) + 1,
        );
      }),
    );
  });

  const good = { date: "2026-01-01", base: "EUR", rates: { USD: 1.1 } };
  test.each<[string, unknown, RegExp]>([
    ["nothing", null, /date must be a date/],
    ["a day that is none", { ...good, date: "2026-02-30" }, /date must be a date/],
    ["no rates", { ...good, rates: [1] }, /rates must say/],
    [
      "a base that is not a currency",
      { ...good, base: "EURO" },
      /EURO is not an ISO 4217 currency/,
    ],
    ["a currency that is none", { ...good, rates: { XQX: 1 } }, /XQX is not an ISO 4217 currency/],
    [
      "a rate of nothing",
      { ...good, rates: { USD: 0 } },
      /the rate of USD must be more than 0, not 0/,
    ],
    ["a rate as text", { ...good, rates: { USD: "1.1" } }, /the rate of USD/],
  ])("%s is not a table", (_, value, message) => {
    expect(() => ratesFileOf(value)).toThrow(message);
    expect(ratesFileOf(good)).toBe(good);
  });

  test("a file that is none is a fault by name", () => {
    const folder = mkdtempSync(join(tmpdir(), "rates-"));
    const path = join(folder, "rates.json");
    writeFileSync(path, "{");
    const faults: Fault[] = [];
    readRatesFile(join(folder, "nowhere.json"), faults);
    readRatesFile(path, faults);
    expect(faults).toEqual([
      { path: "RATES", message: expect.stringMatching(/nowhere\.json: .*ENOENT/) },
      { path: "RATES", message: expect.stringMatching(/rates\.json: .*JSON/) },
    ]);
    rmSync(folder, { recursive: true });
  });

  test.each([
    ["2024-02-29", true],
    ["2023-02-29", false],
    ["2024-2-9", false],
    ["2024-13-01", false],
    [20240101, false],
  ])("%p is a date: %p", (text, is) => expect(isDate(text)).toBe(is));
});
