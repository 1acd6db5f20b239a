/** Fares as the result shows them: prices and fees in the currency of the search. */

import { convert } from "../../common/money/money.ts";
import type { Condition, Fare, Money, Rates } from "../../proto/messages.ts";

/**
 * The fares with every price and fee in `currency`, the currency of `rates`. The order stays the
 * same, since all prices have the same rate and rounding. A fee that cannot be converted becomes
 * null. Undefined when a price cannot be converted: that offer must not be sold.
 */
export function faresIn(
  currency: string,
  fares: readonly Fare[],
  rates: Rates,
): readonly Fare[] | undefined {
  if (fares.length === 0 || areAllIn(currency, fares, rates)) return fares;
  const converted: Fare[] = [];
  for (const fare of fares) {
    const price = moneyIn(currency, fare.price, rates);
    if (price === null) return undefined;
    converted.push({
      ...fare,
      ...partsIn(currency, fare, price, rates),
      price,
      change: conditionIn(currency, fare.change, rates),
      refund: conditionIn(currency, fare.refund, rates),
    });
  }
  return converted;
}

/** Whether every price has an amount in the currency of `rates`, as `faresIn` needs it. */
export function havePrices(fares: readonly Fare[], rates: Rates): boolean {
  for (let i = 0; i < fares.length; i++) {
    const { amount, currency } = (fares[i] as Fare).price;
    if (amount !== 0 && convert(amount, currency, rates) === undefined) return false;
  }
  return true;
}

/** Then nothing needs converting: that is the usual case. */
function areAllIn(currency: string, fares: readonly Fare[], rates: Rates): boolean {
  if (rates.perUnit.get(currency) !== 1) return false;
  for (let i = 0; i < fares.length; i++) {
    const { price, change, refund } = fares[i] as Fare;
    const isIn =
      price.currency === currency &&
      (change?.fee == null || change.fee.currency === currency) &&
      (refund?.fee == null || refund.fee.currency === currency);
    if (!isIn) return false;
  }
  return true;
}

/**
 * What the fare says of its price. Each amount is rounded by itself, except for the taxes: they are
 * what the base leaves, so that both are the price (PARTS-1).
 */
function partsIn(
  currency: string,
  { base, taxes, perTraveller }: Fare,
  price: Money,
  rates: Rates,
): Pick<Fare, "base" | "taxes" | "perTraveller"> {
  const before = base === undefined ? null : moneyIn(currency, base, rates);
  return {
    ...(before === null || taxes === undefined
      ? {}
      : { base: before, taxes: { amount: price.amount - before.amount, currency } }),
    ...(perTraveller === undefined
      ? {}
      : { perTraveller: pricesIn(currency, perTraveller, rates) }),
  };
}

function pricesIn(
  currency: string,
  prices: NonNullable<Fare["perTraveller"]>,
  rates: Rates,
): NonNullable<Fare["perTraveller"]> {
  const converted = Object.entries(prices).flatMap(([group, price]) => {
    const its = moneyIn(currency, price, rates);
    return its === null ? [] : [[group, its]];
  });
  return Object.fromEntries(converted);
}

function conditionIn(
  currency: string,
  condition: Condition | null,
  rates: Rates,
): Condition | null {
  if (condition === null) return null;
  return {
    allowed: condition.allowed,
    fee: condition.fee === null ? null : moneyIn(currency, condition.fee, rates),
  };
}

/** Zero is zero in every currency, also in one without a rate. */
function moneyIn(currency: string, money: Money, rates: Rates): Money | null {
  if (money.amount === 0) return { amount: 0, currency };
  const amount = convert(money.amount, money.currency, rates);
  return amount === undefined ? null : { amount, currency };
}
