/**
 * A9 through the whole gateway: what a seller asks in yen, cents or fils comes out in the currency
 * that was asked for, to the unit.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatAmount, minorDigits, parseAmount } from "../../common/money/money.ts";
import { RateTable } from "../../common/money/rates.ts";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { formatMoney as terminalMoney } from "../../script/cli/format.ts";
import { fare, flightOffer, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { rank } from "../auction/rank.ts";
import { objectiveOf } from "./objective.ts";

/** Currencies of no, two and three decimals, at rates that are simple to compute with. */
const PER_DOLLAR = { USD: 1, JPY: 150, KWD: 0.25, BHD: 0.4 } as const;
const table = new RateTable("2026-01-01", PER_DOLLAR);
type Code = keyof typeof PER_DOLLAR;

/**
 * One offer of this price and fee, searched for in `target`: its price, its fare's and its fee, as
 * the result has them.
 */
function shown(
  decimal: string,
  fee: string,
  source: Code,
  target: Code,
  sort: "best" | "price" = "price",
) {
  const [price, its] = [decimal, fee].map((text) => parseAmount(text, source));
  if (price === undefined || its === undefined) throw new Error("no money");
  const search = flightSearch({ currency: target, sort });
  const fares = [
    fare({
      price,
      change: { allowed: true, fee: its },
      refund: { allowed: true, fee: { amount: 0, currency: source } },
    }),
  ];
  const offer = flightOffer(search, {
    amount: price.amount,
    currency: source,
    fares,
    durationMinutes: 480,
    expiresAtMs: 4e12,
  });
  const rates = table.into(target);
  const objective = objectiveOf(search, { dollarsPerHour: 30, dollarsPerStop: 40 }, rates);
  const { itineraries } = rank([{ bidder: "nonstop", sheets: [sheetOf([offer])] }], {
    search,
    objective,
    rates,
    wallMs: 0,
    elapsed,
    kilometres: kilometresBetween,
    plausibility: null,
  });
  const [seller] = itineraries[0]?.sellers ?? [];
  return { itinerary: itineraries[0], seller, fare: seller?.fares[0] };
}

describe("A9 no, two and three decimals", () => {
  test.each<[string, string, Code, Code, string, string]>([
    ["100.00", "12.34", "USD", "JPY", "15000", "1851"],
    ["100.01", "0.01", "USD", "JPY", "15002", "2"], // 15001.5 and 1.5 yen: halves up
    ["100.00", "12.34", "USD", "KWD", "25.000", "3.085"],
    ["100.01", "0.01", "USD", "KWD", "25.003", "0.003"], // 25.0025 and 0.0025
    ["15000", "100", "JPY", "USD", "100.00", "0.67"],
    ["15001", "1", "JPY", "BHD", "40.003", "0.003"],
    ["25.000", "0.001", "KWD", "USD", "100.00", "0.00"],
    ["25.001", "0.013", "KWD", "JPY", "15001", "8"],
    ["25.000", "1.001", "KWD", "BHD", "40.000", "1.602"],
    ["12.345", "0.001", "KWD", "KWD", "12.345", "0.001"],
    ["12345", "7", "JPY", "JPY", "12345", "7"],
  ])("%s (fee %s) %s in %s is %s, and the fee %s", (price, fee, source, target, priceShown, feeShown) => {
    const { itinerary, seller, fare: its } = shown(price, fee, source, target);
    const text = (money: { amount: number; currency: string } | null | undefined) =>
      money ? formatAmount(money) : money;
    expect([itinerary?.price, seller?.price, its?.price].map(text)).toEqual([
      priceShown,
      priceShown,
      priceShown,
    ]);
    expect({
      currency: its?.price.currency,
      feeCurrency: its?.change?.fee?.currency,
      feeShown: text(its?.change?.fee),
    }).toEqual({ currency: target, feeCurrency: target, feeShown });
    expect(its?.refund?.fee).toEqual({ amount: 0, currency: target });
    expect(text(seller?.originalPrice)).toBe(price);
  });

  test.each<[Code, number]>([
    ["USD", 24_000],
    ["JPY", 36_000],
    ["KWD", 60_000],
    ["BHD", 96_000],
  ])("eight hours at 30 dollars are so many minor units of %s", (target, worth) => {
    const { itinerary } = shown("100.00", "1.00", "USD", target, "best");
    expect((itinerary?.cost ?? 0) - (itinerary?.price.amount ?? 0)).toBe(worth);
  });

  test("the terminal shows an amount with as many decimals as the gateway counts", () => {
    fc.assert(
      fc.property(
        fc.nat(99_999_999_999),
        fc.constantFrom("JPY", "KRW", "USD", "HUF", "KWD", "BHD", "OMR"),
        (amount, currency) => {
          const written = formatAmount({ amount, currency });
          expect(terminalMoney({ amount, currency })).toBe(`${written} ${currency}`);
          expect(written.split(".")[1]?.length ?? 0).toBe(minorDigits(currency));
        },
      ),
    );
  });
});
