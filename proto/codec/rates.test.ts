/** The rates of a call, known again by their bytes. */
import { expect, test } from "@jest/globals";
import { GOLDEN } from "../../test/fixtures/wire/golden.ts";
import type { Rates } from "../messages.ts";
import { decodeCall, encodeCall } from "./call.ts";

const ratesOfCall = (rates: Rates) => decodeCall(encodeCall({ ...GOLDEN.calls.full, rates })).rates;
const table = (usd: number): Rates => ({
  date: "2026-11-27",
  perUnit: new Map([
    ["USD", usd],
    ["GBP", 1.5],
  ]),
});

test("RATES-1 the same rates are the same object, also from another call and another table", () => {
  const first = ratesOfCall(table(1));
  expect(first).toEqual(table(1));
  expect(ratesOfCall(table(2))).toEqual(table(2));
  expect(ratesOfCall(table(1))).toBe(first);
});

test("RATES-1, A6 a table that many others followed is read again, and is right", () => {
  const first = ratesOfCall(table(3));
  for (let usd = 4; usd < 100; usd++) expect(ratesOfCall(table(usd))).toEqual(table(usd));
  const again = ratesOfCall(table(3));
  expect(again).toEqual(first);
  expect(again).not.toBe(first);
});
