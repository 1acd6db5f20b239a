/**
 * Money in integer minor units (A9). Both sides convert and cost with these functions, so that both
 * get the same integers.
 */

import type { Money, Objective, Rates } from "../../proto/messages.ts";
import { minorDigits } from "./currencies.ts";

export { minorDigits };

/**
 * An amount in the currency of `rates`, rounded to the nearest minor unit, halves up. Undefined
 * when no rate is known or the result is not a safe integer: such an offer cannot be ranked.
 *
 * @param amount minor units of `currency`
 */
export function convert(amount: number, currency: string, rates: Rates): number | undefined {
  return convertAt(amount, rates.perUnit.get(currency));
}

/** The same with the rate of that currency, for those who convert many amounts of one currency. */
export function convertAt(amount: number, perUnit: number | undefined): number | undefined {
  if (perUnit === undefined) return undefined;
  const converted = perUnit === 1 ? amount : Math.round(amount * perUnit);
  return Number.isSafeInteger(converted) ? converted : undefined;
}

/**
 * The number that an offer is ranked by, in minor units of the search's currency: the price, plus
 * the objective's value of the travel time, plus its penalty for each stop.
 *
 * @param price minor units of the search's currency
 */
export function cost(
  price: number,
  durationMinutes: number,
  stops: number,
  objective: Objective,
): number {
  return (
    price +
    Math.round((objective.valuePerHour * durationMinutes) / 60) +
    objective.penaltyPerStop * stops
  );
}

/**
 * A decimal string of major units (`"123.45"`) as minor units. Undefined when it is not an exact
 * amount of that currency.
 */
export function parseAmount(decimal: string, currency: string): Money | undefined {
  const digits = minorDigits(currency);
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(decimal);
  if (digits === undefined || match === null) return undefined;
  const [, whole = "", fraction = ""] = match;
  if (/[1-9]/.test(fraction.slice(digits))) return undefined;
  const amount = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  return Number.isSafeInteger(amount) ? { amount, currency } : undefined;
}

/**
 * Minor units as a decimal string of major units: 51234 USD is `512.34`. Unknown currencies are
 * shown with two decimals.
 */
export function formatAmount(money: Money): string {
  const digits = minorDigits(money.currency) ?? 2;
  const sign = money.amount < 0 ? "-" : "";
  const padded = String(Math.abs(money.amount)).padStart(digits + 1, "0");
  return digits === 0
    ? sign + padded
    : `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}
