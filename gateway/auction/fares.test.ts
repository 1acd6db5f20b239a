import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { fare } from "../../test/harness/offers.ts";
import { faresIn } from "./fares.ts";

const gbp = (amount: number) => ({ amount, currency: "GBP" });
const usd = (amount: number) => ({ amount, currency: "USD" });
const rates = (perUnit: number) => ({
  date: "2026-01-01",
  perUnit: new Map([
    ["USD", 1],
    ["GBP", perUnit],
  ]),
});

describe("the parts of a price, in the currency of the search", () => {
  test("base and taxes stay the price, whatever is rounded (PARTS-1)", () => {
    fc.assert(
      fc.property(
        fc.nat(10_000_000),
        fc.nat(10_000_000),
        fc.double({ min: 0.001, max: 200, noNaN: true }),
        (base, taxes, perUnit) => {
          const own = fare({ price: gbp(base + taxes), base: gbp(base), taxes: gbp(taxes) });
          const [shown] = faresIn("USD", [own], rates(perUnit)) ?? [];
          const sum = (shown?.base?.amount ?? Number.NaN) + (shown?.taxes?.amount ?? Number.NaN);
          expect(sum).toBe(shown?.price.amount);
          expect(shown?.taxes?.amount).toBeGreaterThanOrEqual(0);
          expect({ base: shown?.base?.currency, taxes: shown?.taxes?.currency }).toEqual({
            base: "USD",
            taxes: "USD",
          });
        },
      ),
    );
  });

  test("prices of travellers are converted one by one; a fare without parts gets none", () => {
    const stated = fare({ price: gbp(30_000), perTraveller: { adult: gbp(12_001) } });
    const [shown, other] =
      faresIn("USD", [stated, fare({ price: gbp(30_000) })], rates(1.25)) ?? [];
    expect(shown?.perTraveller).toEqual({ adult: usd(15_001) });
    expect(Object.keys(other ?? {})).not.toEqual(expect.arrayContaining(["base"]));
    expect({ base: other?.base, each: other?.perTraveller }).toEqual({});
  });
});
