/**
 * The rules for what a fare says of its price: what of it is tax, and what each traveller pays. The
 * bidder checks them when it bids, the gateway when an offer wins; the other rules of a fare are in
 * `sale-rules.ts`. Pure.
 *
 * PARTS-1 A fare states both its base and its taxes or neither, in whole minor units of its
 *    currency (A9), and together they are its price.
 * PARTS-2 Prices of travellers are those of all age groups that travel, and of no other; times
 *    their travellers they are the price of the fare.
 */
import type { Fare, Money, Passengers } from "../../proto/messages.ts";
import { shortValue } from "../text/shortened.ts";
import { isAmount } from "./offer-fields.ts";

const GROUPS = [
  ["adult", "adults"],
  ["child", "children"],
  ["infant", "infants"],
] as const;

/** The first fault of fares that are right by `sale-rules.ts`, or undefined. */
export function pricePartsFault(
  fares: readonly Fare[],
  passengers: Passengers,
): string | undefined {
  for (let i = 0; i < fares.length; i++) {
    const { price, base, taxes, perTraveller } = fares[i] as Fare;
    const fault =
      (base === undefined && taxes === undefined ? undefined : sumFault(price, base, taxes)) ??
      (perTraveller === undefined ? undefined : travellersFault(price, perTraveller, passengers));
    if (fault !== undefined) return `fare ${i + 1} ${fault}`;
  }
  return undefined;
}

/** What is wrong with a base and taxes of this price, or undefined (PARTS-1). */
export function sumFault(
  price: Money,
  base: Money | undefined,
  taxes: Money | undefined,
): string | undefined {
  if (base === undefined || taxes === undefined)
    return `has a base or taxes alone: both are right, or neither`;
  const fault = partFault("base", base, price) ?? partFault("taxes", taxes, price);
  if (fault !== undefined) return fault;
  return base.amount + taxes.amount === price.amount
    ? undefined
    : `costs ${price.amount}, and its base of ${base.amount} and taxes of ${taxes.amount} are ${base.amount + taxes.amount}`;
}

/** What is wrong with these prices of single travellers, or undefined (PARTS-2). */
export function travellersFault(
  price: Money,
  stated: NonNullable<Fare["perTraveller"]>,
  passengers: Passengers,
): string | undefined {
  if (typeof stated !== "object" || stated === null)
    return `has ${short(stated)} as perTraveller: prices of adult, child and infant are right`;
  let sum = 0;
  for (const [group, travellers] of GROUPS) {
    const count = passengers[travellers];
    const own = stated[group];
    if ((own !== undefined) !== count > 0)
      return `has ${own === undefined ? "no" : "a"} price of each ${group}, and ${count} of them travel`;
    if (own === undefined) continue;
    const fault = partFault(`price of each ${group}`, own, price);
    if (fault !== undefined) return fault;
    sum += count * own.amount;
  }
  return sum === price.amount
    ? undefined
    : `costs ${price.amount}, and its travellers pay ${sum} together`;
}

function partFault(what: string, part: Money, { currency }: Money): string | undefined {
  if (!isAmount(part?.amount))
    return `has ${short(part?.amount)} as ${what}: whole minor units are right (A9)`;
  return part.currency === currency
    ? undefined
    : `has its ${what} in '${short(part.currency)}', and its price in ${currency}`;
}

/** The wrong value, short enough to quote (A6). */
function short(value: unknown): string {
  return shortValue(value, 40);
}
