/**
 * What a party pays at least and at most, as lines: a constant, and a multiple of one adult's
 * dollars (BOUND-3 of `prices.ts`).
 */
import { TIERS } from "../../flights/fares/carriers.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Network } from "./network.ts";

export const ROUNDING_DOLLARS = 0.1;
/** Prices are lines but for their rounding, of which so many dollars leave little. */
const MANY_DOLLARS = 1e6;

export interface PriceLines {
  /** The least amount whatever the fare, and the least for each dollar; infinite: none is sold. */
  readonly constant: number;
  readonly perDollar: number;
  /** The most whatever the fare, and the most for each dollar. */
  readonly constantMax: number;
  readonly perDollarMax: number;
  /**
   * The least amounts by the seller's tier, constant and then for each dollar; infinite where none
   * is sold. Columns: they are read for each chain that is bounded.
   */
  readonly byTier: Float64Array;
}

/** How a search prices, see PriceQuery. */
export interface Pricing {
  price(seller: Index, dollars: number): number;
}

export function priceLines(
  { sellers, carrierTier }: Pick<Network, "sellers" | "carrierTier">,
  { price }: Pricing,
): PriceLines {
  let [constant, perDollar] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [constantMax, perDollarMax] = [0, 0];
  const byTier = new Float64Array(2 * TIERS.length).fill(Number.POSITIVE_INFINITY);
  for (const seller of sellers) {
    const [none, many] = [price(seller, 0), price(seller, MANY_DOLLARS)];
    if (many === Number.POSITIVE_INFINITY) continue;
    const slope = (many - none) / MANY_DOLLARS;
    const least = none - ROUNDING_DOLLARS * slope - 1;
    perDollar = Math.min(perDollar, slope);
    constant = Math.min(constant, least);
    constantMax = Math.max(constantMax, none);
    perDollarMax = Math.max(perDollarMax, slope);
    const at = 2 * (carrierTier[seller] as number);
    byTier[at] = Math.min(byTier[at] as number, least);
    byTier[at + 1] = Math.min(byTier[at + 1] as number, slope);
  }
  return { constant, perDollar, constantMax, perDollarMax, byTier };
}
