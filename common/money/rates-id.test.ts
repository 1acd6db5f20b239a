/** The identity of a table: the same for the same rates, and another for any other. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { RATES_PATH, RateTable, readRatesFile } from "./rates.ts";
import { ratesIdOf } from "./rates-id.ts";

const shipped = readRatesFile(RATES_PATH, []);
const codes = ["EUR", "USD", "JPY", "KWD", "GBP"];
const rate = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const tables = fc.record({
  date: fc.constantFrom("2026-01-01", "2026-01-02"),
  perBase: fc.uniqueArray(fc.tuple(fc.constantFrom(...codes), rate), {
    minLength: 1,
    selector: ([code]) => code,
  }),
});
const tableOf = (date: string, entries: readonly (readonly [string, number])[]) =>
  new RateTable(date, Object.fromEntries(entries));

test("RATESID-1 the table that ships has one identity of 16 characters, however often it is read", () => {
  expect(ratesIdOf(shipped)).toMatch(/^[\w-]{16}$/);
  expect(ratesIdOf(readRatesFile(RATES_PATH, []))).toBe(ratesIdOf(shipped));
});

test("RATESID-1 the order of a table does not count", () => {
  fc.assert(
    fc.property(tables, ({ date, perBase }) => {
      const reversed = tableOf(date, [...perBase].reverse());
      expect(ratesIdOf(reversed)).toBe(ratesIdOf(tableOf(date, perBase)));
    }),
    { numRuns: propertyRuns(100) },
  );
});

test("RATESID-1 tables have one identity where, and only where, all their rates are equal to the bit", () => {
  const bits = (table: RateTable) => [
    table.date,
    ...table.currencies.flatMap((into) =>
      [...table.into(into).perUnit].sort().map(([code, number]) => `${into}${code}${number}`),
    ),
  ];
  fc.assert(
    fc.property(tables, tables, fc.boolean(), ({ date, perBase }, other, isOtherDate) => {
      const one = tableOf(date, perBase);
      const nudged = perBase.map(
        ([code, number], i) => [code, i === 0 ? number * (1 + 2 ** -40) : number] as const,
      );
      const two = isOtherDate ? tableOf(other.date, perBase) : tableOf(date, nudged);
      for (const table of [two, tableOf(other.date, other.perBase)]) {
        const isSame = JSON.stringify(bits(one)) === JSON.stringify(bits(table));
        expect(ratesIdOf(one) === ratesIdOf(table)).toBe(isSame);
      }
    }),
    { numRuns: propertyRuns(100) },
  );
});
