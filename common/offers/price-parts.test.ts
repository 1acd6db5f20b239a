import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Fare } from "../../proto/messages.ts";
import { fare } from "../../test/harness/offers.ts";
import { pricePartsFault } from "./price-parts.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });
const ONE = { adults: 1, children: 0, infants: 0 };
const FAMILY = { adults: 2, children: 1, infants: 1 };
const faultOf = (changes: object, passengers = ONE) =>
  pricePartsFault([{ ...fare({ price: usd(50_000) }), ...changes } as Fare], passengers);

describe("PARTS-1 base and taxes are the price", () => {
  test.each<[string, object, RegExp | undefined]>([
    ["neither", {}, undefined],
    ["both", { base: usd(40_000), taxes: usd(10_000) }, undefined],
    ["no taxes at all", { base: usd(50_000), taxes: usd(0) }, undefined],
    ["a base alone", { base: usd(40_000) }, /^fare 1 has a base or taxes alone/],
    ["taxes alone", { taxes: usd(10_000) }, /^fare 1 has a base or taxes alone/],
    [
      "a cent too much",
      { base: usd(40_001), taxes: usd(10_000) },
      /^fare 1 costs 50000, and its base of 40001 and taxes of 10000 are 50001$/,
    ],
    [
      "a cent too little",
      { base: usd(39_999), taxes: usd(10_000) },
      /^fare 1 costs 50000, and its base of 39999 and taxes of 10000 are 49999$/,
    ],
    [
      "another currency",
      { base: { amount: 40_000, currency: "EUR" }, taxes: usd(10_000) },
      /^fare 1 has its base in 'EUR', and its price in USD$/,
    ],
    ["fractions (A9)", { base: usd(40_000.5), taxes: usd(9_999.5) }, /40000.5 as base/],
    ["below nothing", { base: usd(60_000), taxes: usd(-10_000) }, /-10000 as taxes/],
    ["null", { base: null, taxes: null }, /undefined as base/],
  ])("%s", (_, changes, fault) => {
    if (fault === undefined) expect(faultOf(changes)).toBeUndefined();
    else expect(faultOf(changes)).toMatch(fault);
  });
});

describe("PARTS-2 the prices of travellers are the price", () => {
  const each = { adult: usd(20_000), child: usd(9_000), infant: usd(1_000) };
  test.each<[string, object, RegExp | undefined]>([
    ["of all", each, undefined],
    ["an infant for nothing", { adult: usd(20_500), child: usd(9_000), infant: usd(0) }, undefined],
    ["without the infant", { adult: usd(20_000), child: usd(10_000) }, /no price of each infant/],
    [
      "a share that was rounded",
      { ...each, adult: usd(19_999) },
      /^fare 1 costs 50000, and its travellers pay 49998 together$/,
    ],
    [
      "another currency",
      { ...each, child: { amount: 9_000, currency: "GBP" } },
      /its price of each child in 'GBP', and its price in USD/,
    ],
  ])("%s", (_, perTraveller, fault) => {
    if (fault === undefined) expect(faultOf({ perTraveller }, FAMILY)).toBeUndefined();
    else expect(faultOf({ perTraveller }, FAMILY)).toMatch(fault);
  });

  test("of a child, where none travels", () => {
    expect(faultOf({ perTraveller: { adult: usd(50_000), child: usd(0) } })).toMatch(
      /has a price of each child, and 0 of them travel/,
    );
  });
});

test("A5 whatever the parts are, the answer is a text or nothing", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), fc.anything(), (base, taxes, perTraveller) => {
      const fault = faultOf({ base, taxes, perTraveller }, FAMILY);
      expect(["string", "undefined"]).toContain(typeof fault);
    }),
  );
});
