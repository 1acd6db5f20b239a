/** Prices in little room: as they are, or in whole units, thousands or millions of the currency. */
import { formatAmount, minorDigits } from "../../common/money/money.ts";
import type { Money } from "../../proto/messages.ts";

/** From the most exact to the shortest. */
export const PRICE_UNITS = ["exact", "whole", "thousands", "millions"] as const;
export type PriceUnit = (typeof PRICE_UNITS)[number];

const SIZES = { whole: 1n, thousands: 1_000n, millions: 1_000_000n };
const LETTERS = { whole: "", thousands: "k", millions: "M" };

/**
 * `267.10`, `268` or `1k`: a price is rounded up, and what a price is at least (`isFloor`) down, so
 * that neither promises too much. A9: from integer minor units, without a float.
 */
export function priceIn(unit: PriceUnit, money: Money, isFloor = false): string {
  if (unit === "exact") return formatAmount(money);
  const size = 10n ** BigInt(minorDigits(money.currency) ?? 2) * SIZES[unit];
  const amount = BigInt(money.amount);
  const units = isFloor ? amount / size : (amount + size - 1n) / size;
  return `${units}${LETTERS[unit]}`;
}

/** What a legend says of it. */
export function unitWords(unit: PriceUnit, currency: string): string {
  if (unit === "exact") return currency;
  const what = unit === "whole" ? `whole ${currency}` : `${unit} of ${currency}`;
  return `${what}, rounded up; after >= down`;
}
