/**
 * How much feedback says of prices.
 *
 * DISCLOSURE-1 Where prices are withheld, feedback has no amount but those of the bidder's own
 *    offers. That includes what its lateness has cost: with its own offer that would give the price
 *    of another.
 * DISCLOSURE-2 A rounded amount is an integer (A9), and a multiple of a step: the power of ten with
 *    which the larger of it and the bidder's own price has two digits. A small price that a bidder
 *    chooses so makes no small step. It is rounded down, so a price to win still wins.
 * DISCLOSURE-3 Of an auction with a mark-up prices are always withheld: what a tenant adds is no
 *    bidder's business.
 */
import type { Money } from "../../../proto/messages.ts";

export const FEEDBACK_PRICES = ["off", "rounded", "exact"] as const;
export type FeedbackPrices = (typeof FEEDBACK_PRICES)[number];

/** Digits of the larger of both amounts that a rounded amount may show. */
const DIGITS_SHOWN = 2;

/**
 * The amount as a bidder may hear it; null where it may not.
 *
 * @param own an amount of its own in the same currency; it can make the step larger
 */
export function disclosed(amount: number, own: Money, prices: FeedbackPrices): Money | null {
  const { currency } = own;
  if (prices === "off") return null;
  if (prices === "exact") return { amount, currency };
  const step = stepOf(Math.max(Math.abs(own.amount), Math.abs(amount)));
  return { amount: Math.floor(amount / step) * step, currency };
}

/** 1,000 for 51,234. */
export function stepOf(amount: number): number {
  const digits = String(Math.abs(amount)).length;
  return 10 ** Math.max(0, digits - DIGITS_SHOWN);
}
